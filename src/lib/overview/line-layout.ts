import type { Flow, Node, Picture } from './line.ts';

export type PlacedNode = Node & { x: number; y: number; height: number };
export type PlacedColumn = { title: string; x: number; nodes: PlacedNode[] };
export type Ribbon = { key: string; path: string; title: string };
export type Layout = { width: number; height: number; columns: PlacedColumn[]; ribbons: Ribbon[] };

/** The width of a node's bar; its label stands to the right of it. */
export const barWidth = 14;

const width = 1120;
const top = 34;
const gap = 16;
/** No bar is so low that its label would meet the next one. */
const leastHeight = 26;
const columnPlaces = [0, 290, 560, 850];

/** Places the columns of a picture and the ribbons between them, in units of the drawing. */
export function layOut(picture: Picture): Layout {
	const most = Math.max(...picture.columns.map((column) => column.nodes.length), 1);
	const height = Math.max(240, most * (leastHeight + gap + 12)) + top;
	const columns = picture.columns.map(({ title, nodes }, index) => {
		const x = columnPlaces[index] ?? 0;
		return { title, x, nodes: stack(nodes, x, height) };
	});
	return {
		width,
		height,
		columns,
		ribbons: route(
			columns.flatMap((column) => column.nodes),
			picture.flows
		)
	};
}

function stack(nodes: Node[], x: number, height: number): PlacedNode[] {
	const room = height - top - (nodes.length - 1) * gap - nodes.length * leastHeight;
	const total = nodes.reduce((sum, node) => sum + node.count, 0);
	const perCount = Math.max(room, 0) / Math.max(total, 1);
	let y = top;
	return nodes.map((node) => {
		const placed = { ...node, x, y, height: leastHeight + node.count * perCount };
		y += placed.height + gap;
		return placed;
	});
}

/** Each flow takes its share of the two bars below the flows before it. */
function route(nodes: PlacedNode[], flows: Flow[]): Ribbon[] {
	const left = new Map<string, number>();
	const arrived = new Map<string, number>();
	return flows.flatMap((flow) => {
		const from = nodes.find((node) => node.key === flow.from);
		const to = nodes.find((node) => node.key === flow.to);
		if (!from || !to) return [];
		const start = from.y + take(left, flow.from, flow.fromShare) * from.height;
		const end = to.y + take(arrived, flow.to, flow.toShare) * to.height;
		return [
			{
				key: `${flow.from} ${flow.to}`,
				path: ribbon(from.x + barWidth, start, flow.fromShare * from.height, to.x, end, flow.toShare * to.height),
				title: `${from.label} to ${to.label}: ${flow.value.toLocaleString('en-GB')}`
			}
		];
	});
}

function take(taken: Map<string, number>, key: string, share: number): number {
	const before = taken.get(key) ?? 0;
	taken.set(key, before + share);
	return before;
}

function ribbon(x1: number, y1: number, h1: number, x2: number, y2: number, h2: number): string {
	const middle = (x1 + x2) / 2;
	return `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}V${y2 + h2}C${middle},${y2 + h2} ${middle},${y1 + h1} ${x1},${y1 + h1}Z`;
}
