import { tones } from './chart.ts';
import type { Amount, ChartFigure } from './figure.ts';
import { CHARACTER, frame, LABEL_WIDTH, line, rect, text, WIDTH, wrap } from './marks.ts';

/** How far a result moves with each thing alone that it rests on; the widest first is the caller's order. */
export type Tornado = {
	title: string;
	/** The head of the table over what is changed: "What changes". */
	rowsAre: string;
	/** Where the result stands when nothing is changed. */
	centre: Amount;
	rows: { label: string; low: { label: string; amount: Amount }; high: { label: string; amount: Amount } }[];
};

/** Draws a bar for each row from its low to its high end, in the order given. */
export function tornado(chart: Tornado): ChartFigure {
	const { title, rowsAre, centre, rows } = chart;
	const told = rows.map(
		({ label, low, high }) => `${label} from ${low.amount.text} (${low.label}) to ${high.amount.text} (${high.label})`
	);
	const alt = `Tornado chart. ${title}, ${centre.text} as planned: ${told.length === 0 ? 'nothing to show' : told.join('; ')}.`;
	return {
		title,
		alt,
		svg: draw(chart, alt),
		table: {
			header: [rowsAre, 'At its worse', 'Result', 'At its better', 'Result'],
			rows: rows.map(({ label, low, high }) => [label, low.label, low.amount.text, high.label, high.amount.text])
		}
	};
}

const BAR = 20;
const TOP = 34;

function draw({ title, centre, rows }: Tornado, description: string): string {
	const ends = rows.flatMap(({ low, high }) => [low.amount, high.amount]);
	const sizes = [centre, ...ends].map(({ size }) => size);
	const least = Math.min(...sizes);
	const most = Math.max(...sizes);
	const words = Math.max(0, ...ends.map((amount) => amount.text.length)) * CHARACTER + 12;
	const scale = (WIDTH - LABEL_WIDTH - 2 * words) / (most - least || 1);
	const place = (size: number) => LABEL_WIDTH + words + (size - least) * scale;
	const middle = place(centre.size);
	const marks = [text(middle, 14, `As planned: ${centre.text}`, anchorAt(middle))];
	let y = TOP;
	for (const { label, low, high } of rows) {
		const lines = wrap(label);
		const height = Math.max(BAR, lines.length * 16);
		const line = y + height / 2;
		lines.forEach((each, row) =>
			marks.push(text(LABEL_WIDTH - 10, line + 4.5 + (row - (lines.length - 1) / 2) * 16, each, 'text-anchor="end"'))
		);
		for (const [end, tone] of [
			[low.amount, tones.qualified],
			[high.amount, tones.plain]
		] as const) {
			const at = place(end.size);
			marks.push(rect(Math.min(at, middle), line - BAR / 2, Math.abs(at - middle), BAR, tone));
		}
		const [left, right] = low.amount.size <= high.amount.size ? [low, high] : [high, low];
		// An end that does not move is the line in the middle, and needs no words of its own.
		if (left.amount.size < centre.size)
			marks.push(text(place(left.amount.size) - 6, line + 4.5, left.amount.text, 'text-anchor="end"'));
		if (right.amount.size > centre.size) marks.push(text(place(right.amount.size) + 6, line + 4.5, right.amount.text));
		y += height + 12;
	}
	marks.push(line(middle, 20, middle, y - 4));
	return frame(marks, y + 2, { title, description });
}

function anchorAt(x: number): string {
	if (x < LABEL_WIDTH) return 'text-anchor="start"';
	return `text-anchor="${x > WIDTH - 110 ? 'end' : 'middle'}"`;
}
