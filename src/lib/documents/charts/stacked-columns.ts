import { type Tone, tones } from './chart.ts';
import type { Amount, ChartFigure } from './figure.ts';
import { CHARACTER, frame, line, rect, text, WIDTH } from './marks.ts';

/** Columns divided into parts; a part below zero hangs under the line. */
export type StackedColumns = {
	title: string;
	/** What a column is, as the head of the table: "Year". */
	columnsAre: string;
	/** Each part has a letter beside its colour, so that neither is needed to tell it. */
	parts: { name: string; letter: string; tone: Tone }[];
	columns: { label: string; amounts: Amount[]; total: Amount }[];
};

/** Draws a column for each entry; amounts of a column are in the order of `parts`. */
export function stackedColumns(chart: StackedColumns): ChartFigure {
	const { title, columnsAre, parts, columns } = chart;
	const several = parts.length > 1;
	const told = columns.map(({ label, amounts, total }) => {
		const of = amounts.flatMap(({ size, text: amount }, index) =>
			size === 0 ? [] : [`${parts[index]?.name ?? ''} ${amount}`]
		);
		return several && of.length > 0 ? `${label} ${total.text} (${of.join(', ')})` : `${label} ${total.text}`;
	});
	const alt = `Column chart. ${title}: ${told.length === 0 ? 'nothing to show' : told.join('; ')}.`;
	return {
		title,
		alt,
		svg: draw(chart, alt),
		table: {
			header: [columnsAre, ...parts.map(({ name }) => name), ...(several ? ['Total'] : [])],
			rows: columns.map(({ label, amounts, total }) => [
				label,
				...amounts.map((amount) => amount.text),
				...(several ? [total.text] : [])
			])
		}
	};
}

const PLOT = 190;
const LEGEND_LINE = 22;
/** What the words beside a part need. */
const WORDS_HEIGHT = 13;

function draw({ title, parts, columns }: StackedColumns, description: string): string {
	const { marks, height: legendHeight } = legend(parts);
	const highest = Math.max(0, ...columns.map(({ amounts }) => sumOf(amounts, (size) => size > 0)));
	const lowest = Math.min(0, ...columns.map(({ amounts }) => sumOf(amounts, (size) => size < 0)));
	const scale = PLOT / Math.max(1, highest - lowest);
	const top = legendHeight + 24;
	const zero = top + highest * scale;
	const step = WIDTH / Math.max(1, columns.length);
	const longest = Math.max(0, ...columns.flatMap(({ amounts }) => amounts.map((amount) => amount.text.length))) + 2;
	// The total over a column of one part says it already.
	const beside = parts.length > 1 ? longest * CHARACTER + 6 : 0;
	const roomy = step - beside >= 24;
	const width = Math.min(64, roomy ? step - beside - 8 : step * 0.6);
	for (const [index, { label, amounts, total }] of columns.entries()) {
		const left = step * index + (step - width - (roomy ? beside : 0)) / 2;
		let up = zero;
		let down = zero;
		for (const [part, { size, text: amount }] of amounts.entries()) {
			if (size === 0) continue;
			const height = Math.abs(size) * scale;
			const y = size > 0 ? (up -= height) : (down += height) - height;
			const { letter = '', tone = 'plain' } = parts[part] ?? {};
			marks.push(rect(left, y, width, height, tones[tone], EDGE));
			if (parts.length < 2 || height < WORDS_HEIGHT) continue;
			const words = roomy ? `${letter} ${amount}` : letter;
			marks.push(text(left + width + 3, y + height / 2 + 4.5, words));
		}
		marks.push(text(left + width / 2, up - 6, total.text, 'text-anchor="middle" font-weight="bold"'));
		marks.push(text(left + width / 2, top + PLOT + 20, label, 'text-anchor="middle"'));
	}
	marks.push(line(0, zero, WIDTH, zero));
	return frame(marks, top + PLOT + 30, { title, description });
}

/** Parts of like lightness stay apart. */
const EDGE = 'stroke="#ffffff" stroke-width="1"';

function legend(parts: StackedColumns['parts']): { marks: string[]; height: number } {
	if (parts.length < 2) return { marks: [], height: 0 };
	const marks: string[] = [];
	let x = 0;
	let y = 4;
	for (const { name, letter, tone } of parts) {
		const words = `${letter} ${name}`;
		const width = 17 + words.length * CHARACTER + 18;
		if (x > 0 && x + width > WIDTH) [x, y] = [0, y + LEGEND_LINE];
		marks.push(rect(x, y, 12, 12, tones[tone]), text(x + 17, y + 10.5, words));
		x += width;
	}
	return { marks, height: y + LEGEND_LINE };
}

function sumOf(amounts: readonly Amount[], which: (size: number) => boolean): number {
	return amounts.reduce((sum, { size }) => sum + (which(size) ? size : 0), 0);
}
