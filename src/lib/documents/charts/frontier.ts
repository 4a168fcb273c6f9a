import { tones } from './chart.ts';
import type { Amount, ChartFigure } from './figure.ts';
import { CHARACTER, frame, line, round, text, WIDTH } from './marks.ts';

/** What each choice costs and brings. On the frontier is what nothing else beats on both at once. */
export type Frontier = {
	title: string;
	/** The head of the table over the names: "Option". */
	pointsAre: string;
	cost: string;
	benefit: string;
	points: { label: string; cost: Amount; benefit: Amount }[];
};

/** Draws each choice by its cost and benefit, and the line through those that nothing beats. */
export function frontier(chart: Frontier): ChartFigure {
	const { title, pointsAre, cost, benefit, points } = chart;
	const best = unbeaten(points);
	const told = points.map(
		(point) =>
			`${point.label} costs ${point.cost.text} and brings ${point.benefit.text}${best.has(point) ? ', on the frontier' : ''}`
	);
	const alt = `Chart of cost against benefit. ${title}: ${told.length === 0 ? 'nothing to show' : told.join('; ')}.`;
	return {
		title,
		alt,
		svg: draw(chart, best, alt),
		table: {
			header: [pointsAre, cost, benefit, 'On the frontier'],
			rows: points.map((point) => [point.label, point.cost.text, point.benefit.text, best.has(point) ? 'Yes' : 'No'])
		}
	};
}

type Point = Frontier['points'][number];

/** A choice is beaten by one that costs no more and brings no less, and is better in one of the two. */
export function unbeaten<Choice extends Pick<Point, 'cost' | 'benefit'>>(points: readonly Choice[]): Set<Choice> {
	return new Set(
		points.filter(
			({ cost, benefit }) =>
				!points.some(
					(other) =>
						other.cost.size <= cost.size &&
						other.benefit.size >= benefit.size &&
						(other.cost.size < cost.size || other.benefit.size > benefit.size)
				)
		)
	);
}

const PLOT = { left: 34, top: 44, width: WIDTH - 68, height: 250 };
const WORDS = 16;

function draw({ title, cost, benefit, points }: Frontier, best: ReadonlySet<Point>, description: string): string {
	const xs = [0, ...points.map((point) => point.cost.size)];
	const ys = [0, ...points.map((point) => point.benefit.size)];
	const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	const x = (size: number) => PLOT.left + ((size - left) / (right - left || 1)) * PLOT.width;
	const y = (size: number) => PLOT.top + PLOT.height - ((size - low) / (high - low || 1)) * PLOT.height;
	const bottom = PLOT.top + PLOT.height;
	const marks = [
		line(x(0), PLOT.top, x(0), bottom),
		line(PLOT.left, y(0), PLOT.left + PLOT.width, y(0)),
		text(PLOT.left, 14, `↑ ${benefit}`),
		text(WIDTH - PLOT.left, bottom + 40, `${cost} →`, 'text-anchor="end"')
	];
	const along = [...best].sort((a, b) => a.cost.size - b.cost.size);
	along.slice(1).forEach((point, index) => {
		const from = along[index];
		if (from) marks.push(line(x(from.cost.size), y(from.benefit.size), x(point.cost.size), y(point.benefit.size)));
	});
	const taken: Box[] = [];
	for (const point of [...points].sort((a, b) => b.benefit.size - a.benefit.size)) {
		const [cx, cy] = [x(point.cost.size), y(point.benefit.size)];
		// Full on the frontier, hollow where another choice beats it.
		marks.push(
			`<circle cx="${round(cx)}" cy="${round(cy)}" r="6" fill="${best.has(point) ? tones.plain : '#ffffff'}" stroke="${tones.plain}" stroke-width="2"/>`
		);
		const words = `${shortened(point.label)}: ${point.cost.text}, ${point.benefit.text}`;
		const end = cx > WIDTH / 2;
		const width = words.length * CHARACTER;
		const at = end ? Math.max(0, cx - 10 - width) : Math.min(cx + 10, WIDTH - width);
		const box = free({ left: at, right: at + width, y: cy - 9 }, taken);
		taken.push(box);
		marks.push(text(end ? at + width : at, box.y, words, end ? 'text-anchor="end"' : ''));
	}
	return frame(marks, Math.max(bottom + 50, ...taken.map((box) => box.y + 8)), { title, description });
}

type Box = { left: number; right: number; y: number };

/** Words that would stand on others move down. */
function free(box: Box, taken: readonly Box[]): Box {
	const hit = taken.some(
		(other) => box.left < other.right && other.left < box.right && Math.abs(box.y - other.y) < WORDS
	);
	return hit ? free({ ...box, y: box.y + WORDS }, taken) : box;
}

function shortened(label: string): string {
	return label.length > 34 ? `${label.slice(0, 33).trimEnd()}…` : label;
}
