import { describe, expect, test } from 'vitest';
import { type Line, pictureOf } from './line.ts';
import { layOut } from './line-layout.ts';

const line: Line = {
	events: [
		{ kind: 'survey', count: 1 },
		{ kind: 'visit', count: 3 }
	],
	findings: [
		{ sourceKind: 'survey', count: 4, tagged: 1 },
		{ sourceKind: 'visit', count: 6, tagged: 6 }
	],
	tags: [
		{ state: 'recommended', stance: 'supports', count: 5, toRecheck: 0 },
		{ state: 'emerging', stance: 'contradicts', count: 3, toRecheck: 1 }
	],
	recommendations: [
		{ state: 'recommended', count: 2 },
		{ state: 'emerging', count: 1 }
	],
	papers: [
		{ number: 1, title: 'Committee paper', gate: 'working', state: 'recommended', placed: 2 },
		{ number: 2, title: 'Update', gate: 'working', state: null, placed: 0 }
	]
};

describe('the picture of the line', () => {
	const picture = pictureOf(line, '/reviews/x');

	test('has a column for each station, in the order of the words', () => {
		expect(picture.columns.map(({ nodes }) => nodes.map(({ label, count }) => `${count} ${label}`))).toEqual([
			['3 Visit', '1 Survey'],
			['7 Tagged', '3 Not tagged yet'],
			['1 Emerging', '2 Recommended by the group'],
			['2 P1 Committee paper', '0 P2 Update']
		]);
	});

	test('links each part to the list behind it', () => {
		expect(picture.columns[2]?.nodes[1]?.href).toBe('/reviews/x/recommendations?state=recommended');
	});

	test('never lets more flow out of a part, or into it, than there is', () => {
		for (const end of ['from', 'to'] as const) {
			const totals = new Map<string, number>();
			for (const flow of picture.flows) totals.set(flow[end], (totals.get(flow[end]) ?? 0) + flow[`${end}Share`]);
			for (const total of totals.values()) expect(total).toBeLessThanOrEqual(1 + 1e-9);
		}
	});

	test('is empty, not broken, for a review with nothing in it', () => {
		const none = pictureOf({ events: [], findings: [], tags: [], recommendations: [], papers: [] }, '/reviews/x');
		expect(none.flows).toEqual([]);
		expect(layOut(none).ribbons).toEqual([]);
	});
});

describe('its layout', () => {
	const layout = layOut(pictureOf(line, '/reviews/x'));

	test('keeps every bar inside the drawing and clear of the next', () => {
		for (const { nodes } of layout.columns) {
			for (const [index, node] of nodes.entries()) {
				const next = nodes[index + 1];
				if (next) expect(node.y + node.height).toBeLessThan(next.y);
				expect(node.y + node.height).toBeLessThanOrEqual(layout.height + 0.001);
			}
		}
	});

	test('draws a ribbon for each flow', () => {
		expect(layout.ribbons.map((ribbon) => ribbon.title)).toContain('Visit to Tagged: 6');
		expect(layout.ribbons.every((ribbon) => !ribbon.path.includes('NaN'))).toBe(true);
	});
});
