import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanSvg } from '../svg.ts';
import { chartBlocks, type Chart } from './chart.ts';
import type { Amount, ChartFigure } from './figure.ts';
import { frontier, unbeaten } from './frontier.ts';
import { stackedColumns } from './stacked-columns.ts';
import { tornado } from './tornado.ts';
import { waterfall } from './waterfall.ts';

const amount = (size: number): Amount => ({ size, text: `£${size}` });
const amounts = fc.integer({ min: -5_000_000_000, max: 5_000_000_000 }).map(amount);
const words = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' });

/** The words that a picture holds. */
function wordsIn(svg: string): string[] {
	const decoded = (text: string) =>
		text
			.replace(/&lt;/g, '<')
			.replace(/&gt;/g, '>')
			.replace(/&quot;/g, '"')
			.replace(/&#39;/g, "'")
			.replace(/&amp;/g, '&');
	return Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text = '']) => decoded(text));
}

function drawn(figure: ChartFigure): string {
	const clean = cleanSvg(figure.svg);
	if (!clean) throw new Error(`No picture: ${figure.svg.slice(0, 200)}`);
	expect(clean.markup).not.toMatch(/NaN|Infinity|undefined| style=| class=/);
	expect(clean.markup).toMatch(/<title>.*<\/title><desc>/s);
	expect(figure.alt).not.toBe('');
	for (const row of figure.table.rows) expect(row).toHaveLength(figure.table.header.length);
	return figure.svg;
}

describe('stacked columns', () => {
	const parts = [
		{ name: 'Programme', letter: 'P', tone: 'plain' },
		{ name: 'Capital', letter: 'C', tone: 'qualified' }
	] as const;

	it('print beside each mark what the table says, with a letter for its part', () => {
		const figure = stackedColumns({
			title: 'Cost & profile',
			columnsAre: 'Year',
			parts: [...parts],
			columns: [
				{ label: '2022-23', amounts: [amount(300), amount(200)], total: amount(500) },
				{ label: '2023-24', amounts: [amount(400), amount(-150)], total: amount(250) }
			]
		});
		expect(wordsIn(drawn(figure))).toEqual(
			expect.arrayContaining(['P Programme', 'C Capital', 'P £300', 'C £200', '£500', 'P £400', 'C £-150', '£250'])
		);
		expect(figure.table).toEqual({
			header: ['Year', 'Programme', 'Capital', 'Total'],
			rows: [
				['2022-23', '£300', '£200', '£500'],
				['2023-24', '£400', '£-150', '£250']
			]
		});
		expect(figure.alt).toContain('2023-24 £250 (Programme £400, Capital £-150)');
	});

	it('draw a mark for each amount that is something, as high as it is large', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(words, amounts, amounts), { maxLength: 12 }), (rows) => {
				const svg = drawn(
					stackedColumns({
						title: 'Costs',
						columnsAre: 'Year',
						parts: [...parts],
						columns: rows.map(([label, first, second]) => ({
							label,
							amounts: [first, second],
							total: amount(first.size + second.size)
						}))
					})
				);
				const heights = Array.from(svg.matchAll(/<rect[^>]* height="([\d.]+)"[^>]*stroke=/g), ([, height]) =>
					Number(height)
				);
				const sizes = rows.flatMap(([, first, second]) => [first.size, second.size]).filter((size) => size !== 0);
				expect(heights).toHaveLength(sizes.length);
				const scale = Math.max(0, ...heights) / Math.max(1, ...sizes.map(Math.abs));
				sizes.forEach((size, index) => expect(heights[index]).toBeCloseTo(Math.abs(size) * scale, 0));
			}),
			{ numRuns: 60 }
		);
	});
});

describe('waterfall', () => {
	it('goes from level over changes to level, each with its amount', () => {
		const figure = waterfall({
			title: 'From here to there',
			stepsAre: 'Step',
			amountsAre: 'Amount',
			steps: [
				{ label: 'Baseline', kind: 'level', amount: amount(100) },
				{ label: 'New cost', kind: 'change', amount: amount(60) },
				{ label: 'Savings', kind: 'change', amount: amount(-40) },
				{ label: 'Net', kind: 'level', amount: amount(120) }
			]
		});
		const svg = drawn(figure);
		expect(wordsIn(svg)).toEqual(['Baseline', '£100', 'New cost', '£60', 'Savings', '£-40', 'Net', '£120']);
		expect(figure.table.rows).toEqual([
			['Baseline', '£100'],
			['New cost', '£60'],
			['Savings', '£-40'],
			['Net', '£120']
		]);
		const bars = Array.from(svg.matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"/g), ([, x, width]) => ({
			from: Number(x),
			to: Number(x) + Number(width)
		}));
		const [baseline, cost, savings, net] = bars;
		expect(cost?.from).toBeCloseTo(baseline?.to ?? 0, 0);
		expect(savings?.to).toBeCloseTo(cost?.to ?? 0, 0);
		expect(net?.to).toBeCloseTo(savings?.from ?? 0, 0);
	});

	it('is a picture of whatever amounts and words', () => {
		fc.assert(
			fc.property(
				words,
				fc.array(fc.record({ label: words, kind: fc.constantFrom('level', 'change'), amount: amounts }), {
					maxLength: 8
				}),
				(title, steps) => void drawn(waterfall({ title, stepsAre: 'Step', amountsAre: 'Amount', steps }))
			),
			{ numRuns: 60 }
		);
	});
});

describe('tornado', () => {
	it('prints both ends of each bar, and what brought them in the table', () => {
		const end = (label: string, size: number) => ({ label, amount: amount(size) });
		const figure = tornado({
			title: 'What moves it',
			rowsAre: 'What changes',
			centre: amount(100),
			rows: [
				{ label: 'Benefits', low: end('−20%', 20), high: end('+10%', 160) },
				{ label: 'Delay', low: end('2 years', 70), high: end('none', 100) }
			]
		});
		expect(wordsIn(drawn(figure))).toEqual(['As planned: £100', 'Benefits', '£20', '£160', 'Delay', '£70']);
		expect(figure.table.rows[0]).toEqual(['Benefits', '−20%', '£20', '+10%', '£160']);
	});

	it('is a picture of whatever amounts', () => {
		const end = fc.record({ label: words, amount: amounts });
		fc.assert(
			fc.property(
				amounts,
				fc.array(fc.record({ label: words, low: end, high: end }), { maxLength: 8 }),
				(centre, rows) => void drawn(tornado({ title: 'What moves it', rowsAre: 'What changes', centre, rows }))
			),
			{ numRuns: 60 }
		);
	});
});

describe('frontier', () => {
	const point = fc.record({ label: words, cost: amounts, benefit: amounts });

	it('tells what nothing beats from the rest, in the picture, the words and the table', () => {
		const at = (label: string, cost: number, benefit: number) => ({
			label,
			cost: amount(cost),
			benefit: amount(benefit)
		});
		const figure = frontier({
			title: 'Options',
			pointsAre: 'Option',
			cost: 'Cost',
			benefit: 'Benefit',
			points: [at('Small', 10, 30), at('Dear', 40, 20), at('Large', 50, 90)]
		});
		const svg = drawn(figure);
		expect(wordsIn(svg)).toEqual(expect.arrayContaining(['Small: £10, £30', 'Dear: £40, £20', 'Large: £50, £90']));
		expect(svg.match(/fill="#ffffff" stroke/g)).toHaveLength(1);
		expect(figure.table.rows.map((row) => row.at(-1))).toEqual(['Yes', 'No', 'Yes']);
		expect(figure.alt).toContain('Dear costs £40 and brings £20;');
	});

	it('has no choice on it that another beats, and every choice off it is beaten by one on it', () => {
		fc.assert(
			fc.property(fc.array(point, { maxLength: 10 }), (points) => {
				drawn(frontier({ title: 'Options', pointsAre: 'Option', cost: 'Cost', benefit: 'Benefit', points }));
				const best = unbeaten(points);
				for (const each of points.filter((one) => !best.has(one)))
					expect(
						[...best].some(({ cost, benefit }) => cost.size <= each.cost.size && benefit.size >= each.benefit.size)
					).toBe(true);
				expect(points.length === 0 || best.size > 0).toBe(true);
			}),
			{ numRuns: 60 }
		);
	});
});

it('a chart of counts says in its table what its marks say', () => {
	const chart: Chart = {
		shape: 'bars',
		title: 'Evidence',
		rowsAre: 'Kind',
		series: [{ name: 'Events', tone: 'plain' }],
		rows: [{ label: 'Visit', values: [12] }]
	};
	const [figure, table] = chartBlocks(chart);
	expect(figure?.type === 'figure' && wordsIn(figure.svg)).toEqual(['Visit', '12']);
	expect(table?.type === 'table' && table.rows).toHaveLength(1);
});

it('labels of columns that would run into each other lean', () => {
	const labels = Array.from({ length: 18 }, (_, index) => `September ${2000 + index}`);
	const [figure] = chartBlocks({
		shape: 'columns',
		title: 'Evidence by month',
		rowsAre: 'Month',
		series: [{ name: 'Events', tone: 'plain' }],
		rows: labels.map((label, index) => ({ label, values: [index] }))
	});
	expect(figure?.type === 'figure' && cleanSvg(figure.svg)?.markup.match(/rotate\(-45\)/g)).toHaveLength(18);
});
