import type { Block } from '../document.ts';
import { plainRuns } from '../document.ts';
import { CHARACTER, frame, LABEL_WIDTH, line, rect, round, text, WIDTH, wrap } from './marks.ts';

/** Whole numbers to draw, one row a bar. With several series each bar is divided into them. */
export type Chart = {
	/** Bars lie, with long labels; columns stand, for months and years. */
	shape: 'bars' | 'columns';
	title: string;
	/** What a row is and what is counted, as the heads of the table: "Place", "Events". */
	rowsAre: string;
	series: { name: string; tone: Tone }[];
	rows: { label: string; values: number[] }[];
};

/** Told apart by lightness as well as hue, so that they stay apart in print without colour. */
export const tones = {
	plain: '#1d5a66',
	for: '#1d5a66',
	qualified: '#d9a441',
	against: '#a3342b',
	none: '#b8bfc4'
} as const;

export type Tone = keyof typeof tones;

/** A chart with its numbers: the picture, and under it the same as a table for those who do not see it. */
export function chartBlocks(chart: Chart): Block[] {
	return [
		{ type: 'figure', svg: drawChart(chart), alt: describeChart(chart), caption: plainRuns(chart.title) },
		{
			type: 'table',
			caption: plainRuns(`The numbers behind “${chart.title}”`),
			align: ['left', ...chart.series.map(() => 'right' as const)],
			header: [chart.rowsAre, ...chart.series.map(({ name }) => name)].map(plainRuns),
			rows: chart.rows.map(({ label, values }) => [label, ...values.map(String)].map(plainRuns))
		}
	];
}

/** What a chart shows, in words. */
export function describeChart({ title, shape, series, rows }: Chart): string {
	const kind = shape === 'bars' ? 'Bar chart' : 'Column chart';
	const told = rows.map(({ label, values }) => `${label} ${valueWords(values, series)}`);
	return `${kind}. ${title}: ${told.length === 0 ? 'nothing to show' : told.join('; ')}.`;
}

/** Draws a chart as SVG with presentation attributes alone; every mark carries its number beside it. */
export function drawChart(chart: Chart): string {
	return chart.shape === 'bars' ? drawBars(chart) : drawColumns(chart);
}

const BAR = 20;

function drawBars({ series, rows }: Chart): string {
	const longestWords = Math.max(0, ...rows.map(({ values }) => valueWords(values, series).length));
	const room = Math.max(120, WIDTH - LABEL_WIDTH - 12 - longestWords * CHARACTER);
	const scale = room / Math.max(1, ...rows.map(({ values }) => sum(values)));
	let y = series.length > 1 ? 30 : 6;
	const parts = series.length > 1 ? [legend(series)] : [];
	const top = y;
	for (const { label, values } of rows) {
		const lines = wrap(label);
		const height = Math.max(BAR, lines.length * 16);
		const middle = y + height / 2;
		lines.forEach((line, index) => {
			const at = middle + 4.5 + (index - (lines.length - 1) / 2) * 16;
			parts.push(text(LABEL_WIDTH - 10, at, line, 'text-anchor="end"'));
		});
		let x = LABEL_WIDTH;
		values.forEach((value, index) => {
			const width = value * scale;
			if (value > 0) parts.push(rect(x, middle - BAR / 2, width, BAR, tones[series[index]?.tone ?? 'plain']));
			x += width;
		});
		parts.push(text(x + 7, middle + 4.5, valueWords(values, series)));
		y += height + 10;
	}
	parts.push(line(LABEL_WIDTH, top - 4, LABEL_WIDTH, y - 4));
	return frame(parts, y);
}

function drawColumns({ series, rows }: Chart): string {
	const plot = 170;
	const bottom = (series.length > 1 ? 30 : 10) + 16 + plot;
	const step = WIDTH / Math.max(1, rows.length);
	const width = Math.min(46, step * 0.66);
	const scale = plot / Math.max(1, ...rows.map(({ values }) => sum(values)));
	// Labels that would run into each other lean.
	const leaning = Math.max(0, ...rows.map(({ label }) => label.length)) * CHARACTER > step - 6;
	const parts = series.length > 1 ? [legend(series)] : [];
	rows.forEach(({ label, values }, row) => {
		const middle = step * (row + 0.5);
		let y = bottom;
		values.forEach((value, index) => {
			const height = value * scale;
			y -= height;
			if (value > 0) parts.push(rect(middle - width / 2, y, width, height, tones[series[index]?.tone ?? 'plain']));
		});
		parts.push(text(middle, y - 5, String(sum(values)), 'text-anchor="middle"'));
		parts.push(
			leaning
				? text(0, 0, label, `text-anchor="end" transform="translate(${round(middle + 4)} ${bottom + 16}) rotate(-45)"`)
				: text(middle, bottom + 18, label, 'text-anchor="middle"')
		);
	});
	parts.push(line(0, bottom, WIDTH, bottom));
	return frame(parts, bottom + (leaning ? 66 : 28));
}

/** "12", or "9 for, 2 qualify, 1 against": what is not there is not said. */
function valueWords(values: readonly number[], series: Chart['series']): string {
	if (series.length <= 1) return String(values[0] ?? 0);
	const told = values.flatMap((value, index) =>
		value > 0 ? [`${value} ${(series[index]?.name ?? '').toLowerCase()}`] : []
	);
	return told.length > 0 ? told.join(', ') : 'none';
}

function legend(series: Chart['series']): string {
	let x = LABEL_WIDTH;
	return series
		.map(({ name, tone }) => {
			const part = rect(x, 4, 12, 12, tones[tone]) + text(x + 17, 14.5, name);
			x += 17 + name.length * CHARACTER + 18;
			return part;
		})
		.join('');
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
