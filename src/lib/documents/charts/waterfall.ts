import { tones } from './chart.ts';
import type { Amount, ChartFigure } from './figure.ts';
import { CHARACTER, frame, LABEL_WIDTH, line, rect, text, WIDTH, wrap } from './marks.ts';

/** How one amount becomes another: a level is counted from zero, a change from where the last step ended. */
export type Waterfall = {
	title: string;
	/** The heads of the table: "Step", "Amount". */
	stepsAre: string;
	amountsAre: string;
	steps: { label: string; kind: 'level' | 'change'; amount: Amount }[];
};

/** Draws each step from where the last one ended; a level begins at nothing. */
export function waterfall(chart: Waterfall): ChartFigure {
	const { title, stepsAre, amountsAre, steps } = chart;
	const alt = `Waterfall chart. ${title}: ${steps.map(({ label, amount }) => `${label} ${amount.text}`).join('; ')}.`;
	return {
		title,
		alt,
		svg: draw(chart, alt),
		table: {
			header: [stepsAre, amountsAre],
			rows: steps.map(({ label, amount }) => [label, amount.text])
		}
	};
}

const BAR = 22;
const STEP = 40;

function draw({ title, steps }: Waterfall, description: string): string {
	let at = 0;
	const bars = steps.map(({ kind, amount, ...step }) => {
		const from = kind === 'level' ? 0 : at;
		at = from + amount.size;
		return { ...step, kind, amount, low: Math.min(from, at), high: Math.max(from, at), end: at };
	});
	const least = Math.min(0, ...bars.map(({ low }) => low));
	const most = Math.max(0, ...bars.map(({ high }) => high));
	const words = Math.max(0, ...steps.map(({ amount }) => amount.text.length)) * CHARACTER + 14;
	const scale = (WIDTH - LABEL_WIDTH - words) / Math.max(1, most - least);
	const place = (size: number) => LABEL_WIDTH + (size - least) * scale;
	const marks: string[] = [];
	for (const [index, { label, kind, amount, low, high, end }] of bars.entries()) {
		const top = index * STEP + 8;
		const middle = top + BAR / 2;
		const lines = wrap(label);
		lines.forEach((each, row) =>
			marks.push(text(LABEL_WIDTH - 10, middle + 4.5 + (row - (lines.length - 1) / 2) * 16, each, 'text-anchor="end"'))
		);
		const tone = kind === 'level' ? tones.plain : amount.size < 0 ? tones.none : tones.qualified;
		marks.push(rect(place(low), top, (high - low) * scale, BAR, tone));
		marks.push(text(place(high) + 7, middle + 4.5, amount.text));
		if (index < bars.length - 1) marks.push(line(place(end), top + BAR, place(end), top + STEP));
	}
	marks.push(line(place(0), 2, place(0), bars.length * STEP));
	return frame(marks, bars.length * STEP + 6, { title, description });
}
