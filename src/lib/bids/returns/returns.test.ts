import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ods, type TestCell, xlsx } from '../../../../tests/support/sheets.ts';
import { readGrid } from '#lib/documents/sheets/read.ts';
import type { CostLine } from '../queries.server.ts';
import { changesOf } from './changes.ts';
import { interpret, type Setting } from './interpret.ts';
import { type ReturnMapping, yearNamed } from './mapping.ts';
import { propose, shapeOf } from './propose.ts';

const period = { firstYear: 2022, lastYear: 2024, capitalLastYear: 2025 };
const setting: Setting = {
	period,
	options: [
		{ id: 1, kind: 'bau', name: 'Business as usual' },
		{ id: 2, kind: 'preferred', name: 'Family hubs' }
	],
	recommendations: [{ id: 70, reference: 'R7' }]
};
const headings = ['Description', 'Budget', 'Cost or saving', '2022-23', '2023/24', '2024–25', '2025-26'];
const fileOf = (rows: readonly (readonly TestCell[])[]) => readGrid(xlsx([{ name: 'Return', rows }]));
const proposed = (rows: readonly (readonly TestCell[])[]) =>
	propose(fileOf(rows), { period, optionId: 2, earlier: [] });

/** Reads rows under the ordinary headings, after the mapping that the headings propose. */
function read(
	rows: readonly (readonly TestCell[])[],
	more: Partial<ReturnMapping> = {},
	heads: readonly string[] = headings
) {
	const grid = fileOf([heads, ...rows]);
	const [sheet] = grid.sheets;
	if (!sheet) throw new Error('No sheet');
	return interpret(sheet, { ...propose(grid, { period, optionId: 2, earlier: [] }), ...more }, setting);
}
const saidOf = (rows: readonly (readonly TestCell[])[], more: Partial<ReturnMapping> = {}) =>
	read(rows, more).rows.flatMap(({ problems }) => problems.map(({ address, says }) => `${address}: ${says}`));
const pence = (rows: readonly (readonly TestCell[])[], more: Partial<ReturnMapping> = {}) =>
	read(rows, more).rows.map((row) => row.read?.cells.map((cell) => cell.pence) ?? null);

describe('a mapping', () => {
	test('is proposed from the headings, wherever they stand, with their unit', () => {
		expect(
			proposed([['Return of Families'], ['All figures in £m'], [], headings, ['Hubs', 'RDEL', 'Cost', 1]])
		).toMatchObject({
			sheet: 'Return',
			headingRow: 4,
			unit: 'millions',
			columns: ['description', 'budget', 'flow', 'y2022', 'y2023', 'y2024', 'y2025'],
			optionId: 2
		});
		expect(proposed([['Line', '2022-23 £000', 'FTE 2022-23', 'Price base', 'Rec', 'Steady state']])).toMatchObject({
			unit: 'thousands',
			columns: ['description', 'y2022', 's2022', 'priceYear', 'recommendation', 'steady']
		});
	});

	test('takes the sheet that looks most like a return, and no hidden one', () => {
		const grid = readGrid(
			ods([
				{ name: 'Cover', rows: [['Guidance']] },
				{ name: 'Costs', rows: [headings] }
			])
		);
		expect(propose(grid, { period, optionId: 2, earlier: [] }).sheet).toBe('Costs');
	});

	test('is the one of an earlier file with the same headings in the same row', () => {
		const first = fileOf([
			['What we need', 'A', 'B'],
			['Hubs', 1, 2]
		]);
		const [sheet] = first.sheets;
		if (!sheet) throw new Error('No sheet');
		const mapping: ReturnMapping = {
			...propose(first, { period, optionId: 2, earlier: [] }),
			columns: ['description', 'y2023', 'y2022'],
			unit: 'thousands',
			budget: 'cdel'
		};
		const earlier = [{ mapping, shape: shapeOf(sheet, mapping.headingRow) }];
		const again = fileOf([
			['What we  need', 'a', 'b'],
			['Homes', 3, 4]
		]);
		expect(propose(again, { period, optionId: 2, earlier })).toMatchObject({
			columns: mapping.columns,
			budget: 'cdel'
		});
		const other = fileOf([
			['What we need', 'A', 'C'],
			['Homes', 3, 4]
		]);
		expect(propose(other, { period, optionId: 2, earlier }).budget).toBeNull();
	});

	test('knows years as people write them', () => {
		expect(['2022-23', 'FY 2022/2023 (£m)', '22-23', '2022', '22-24', 'Hubs 2', '120223'].map(yearNamed)).toEqual([
			2022,
			2022,
			2022,
			2022,
			null,
			null,
			null
		]);
	});
});

describe('a line', () => {
	test('is read with its words and its amounts in pence', () => {
		const [row] = read([['Hubs', 'Resource (admin)', 'Efficiency', 1.5, '2', null, null]], { unit: 'millions' }).rows;
		expect(row?.read).toEqual({
			row: 2,
			description: 'Hubs',
			optionId: 2,
			flow: 'saving',
			budget: 'rdel_admin',
			baseline: false,
			priceYear: null,
			recommendationId: undefined,
			steadyStatePence: undefined,
			cells: [
				{ year: 2022, pence: 150_000_000, staffHundredths: null, assumptionId: null },
				{ year: 2023, pence: 200_000_000, staffHundredths: null, assumptionId: null }
			]
		});
		expect(row?.notes.map(({ address, says }) => `${address} ${says}`)).toEqual([
			'E2 A text in the file, read as a number'
		]);
	});

	test.each([
		['thousands separators', '1,250', 125_000],
		['pounds and pence', '£1,250.50', 125_050],
		['a unit of its own', '£1.2m', 120_000_000],
		['a dash for nothing', '–', undefined],
		['nothing in words', 'nil', 0]
	])('takes %s', (_, text, amount) => {
		expect(pence([['Hubs', 'CDEL', 'Cost', text]])).toEqual([amount === undefined ? [] : [amount]]);
	});

	test.each([
		['words in a money cell', 'tbc', 'D2: “tbc” is no amount'],
		['other words', 'see below', 'D2: Write an amount in figures'],
		['a negative amount', -5, 'D2: An amount is never negative'],
		['a negative amount in brackets', '(1,200)', 'D2: An amount is never negative'],
		['thousands and decimals the other way round', '1.250,50', 'D2: Write thousands with commas'],
		['a formula that fails', '=A1/0', 'D2: The file keeps no result of this formula']
	])('with %s is refused at its cell', (_, cell, says) => {
		const [said] = saidOf([['Hubs', 'CDEL', 'Cost', cell]]);
		expect(said).toContain(says);
	});

	test('with an error of its own program is refused', () => {
		const grid = fileOf([headings, ['Hubs', 'CDEL', 'Cost', 1]]);
		const cell = grid.sheets[0]?.cells.at(-1);
		if (cell) Object.assign(cell, { kind: 'error', value: '#DIV/0!' });
		const [sheet] = grid.sheets;
		if (!sheet) throw new Error('No sheet');
		const { rows } = interpret(sheet, propose(grid, { period, optionId: 2, earlier: [] }), setting);
		expect(rows[0]?.problems).toMatchObject([{ address: 'D2', heading: '2022-23', value: '#DIV/0!' }]);
	});

	test('of an unknown budget, of none, without words, or after the period is refused', () => {
		expect(saidOf([['Hubs', 'Petty cash', 'Cost', 1]])).toEqual([
			'B2: Not a budget: write RDEL programme, RDEL administration, CDEL or AME'
		]);
		expect(saidOf([['Hubs', null, 'Cost', 1]])).toEqual(['B2: Say which budget it is']);
		expect(saidOf([[null, 'AME', 'Cost', 1]])).toEqual(['A2: Say what the line is for']);
		expect(saidOf([['Hubs', 'AME', 'Spelling', 1]])).toEqual(['C2: Neither cost, saving or income']);
		expect(saidOf([['Hubs', 'AME', 'Cost', 1, 1, 1, 9]])).toEqual([
			'G2: Only CDEL goes on to 2025-26; AME ends with 2024-25'
		]);
		expect(saidOf([['Homes', 'Capital', 'Cost', 1, 1, 1, 9]])).toEqual([]);
	});

	test('whose amounts are all negative is a saving where that was said', () => {
		const [row] = read([['Hubs', 'CDEL', null, -5, '(6)']], { negativesAreSavings: true }).rows;
		expect(row?.read).toMatchObject({ flow: 'saving', cells: [{ pence: 500 }, { pence: 600 }] });
		const mixed = read([['Hubs', 'CDEL', null, -5, 6]], { negativesAreSavings: true }).rows[0];
		expect(mixed?.problems.map(({ address }) => address)).toEqual(['D2']);
	});

	test('whose formula goes finer than a penny is rounded, half up, and says so', () => {
		const [row] = read([['Hubs', 'CDEL', 'Cost', '=1/3→0.333333333333333', 0.005]]).rows;
		expect(row?.read?.cells.map((cell) => cell.pence)).toEqual([33, 1]);
		expect(row?.notes.map(({ says }) => says)).toEqual(['Rounded to the penny', 'Rounded to the penny']);
	});

	test('names its recommendation, option and price base', () => {
		const heads = ['Line', 'Rec', 'Option', 'Price base', 'Baseline', 'Staff 2022-23', '2022-23'];
		const rows = [
			['Hubs', 'R7', 'preferred', '2021-22', 'Baseline', 12.5, 10],
			['Homes', 'R8', 'Fourth', 'whatever', 'perhaps', -1, 10]
		];
		const [good, bad] = read(rows, { budget: 'cdel' }, heads).rows;
		expect(good?.read).toMatchObject({
			recommendationId: 70,
			optionId: 2,
			priceYear: 2021,
			baseline: true,
			cells: [{ year: 2022, pence: 1_000, staffHundredths: 1_250 }]
		});
		expect(bad?.problems.map(({ address }) => address)).toEqual(['C3', 'E3', 'D3', 'B3', 'F3']);
	});

	test('is told from totals, headings of sections and empty rows', () => {
		const { rows, leftOut } = read([
			['Workforce'],
			[],
			['Hubs', 'CDEL', 'Cost', 1],
			['Total', null, null, 1],
			['Sub-total of capital', null, null, 1]
		]);
		expect(rows.map(({ description }) => description)).toEqual(['Hubs']);
		expect(leftOut.map(({ row, why }) => `${row} ${why}`)).toEqual([
			'2 Words without figures',
			'5 A total, which is worked out here',
			'6 A total, which is worked out here'
		]);
	});

	test('is one of five hundred at the most', () => {
		const { rows, leftOut } = read(Array.from({ length: 503 }, (_, index) => [`Line ${index}`, 'CDEL', 'Cost', 1]));
		expect([rows.length, leftOut.length]).toEqual([500, 3]);
	});
});

describe('a file raises a question', () => {
	test('of its unit', () => {
		const rows = [['Hubs', 'CDEL', 'Cost', 1_500]];
		const { questions } = read(rows, { unit: 'millions' }, [...headings.slice(0, 3), '2022-23 (£000)']);
		expect(questions).toEqual(['The headings speak of £000, and the figures are read as £m.']);
		expect(read([['Hubs', 'CDEL', 'Cost', 15_000]], { unit: 'millions' }).questions).toEqual([
			'Half of the amounts are £10bn or more. Are the figures in £m?'
		]);
		expect(read([['Hubs', 'CDEL', 'Cost', 81.75]]).questions).toEqual([
			'Half of the amounts are less than £10,000. Are the figures in £, or in £000 or £m?'
		]);
	});

	test('of years outside the period, and of figures that nobody mapped', () => {
		const heads = ['Description', '2021-22', '2022-23', '2026-27'];
		const { questions } = read([['Hubs', 90_000, 90_000, 90_000]], { budget: 'cdel' }, heads);
		expect(questions).toEqual([
			'Column B (2021-22) is outside the period, 2022-23 to 2025-26. Its figures are left out.',
			'Column D (2026-27) is outside the period, 2022-23 to 2025-26. Its figures are left out.'
		]);
		const unmapped = read([['Hubs', 'CDEL', 'Cost', 90_000, 90_000]], {
			columns: ['description', 'budget', 'flow', 'y2022']
		});
		expect(unmapped.questions).toEqual(['Column E (2023/24) has figures and is not mapped. They are left out.']);
	});
});

describe('what a file changes', () => {
	const line = (id: number, more: Partial<CostLine> = {}): CostLine => ({
		id,
		optionId: 2,
		teamId: 5,
		recommendationId: null,
		recommendationNumber: null,
		rank: id,
		description: 'Hubs',
		flow: 'cost',
		budget: 'cdel',
		baseline: false,
		priceYear: null,
		steadyStatePence: 700,
		revision: 3,
		cells: [
			{ year: 2022, pence: 100, staffHundredths: 50, assumptionId: 9, assumption: 1 },
			{ year: 2025, pence: 400, staffHundredths: null, assumptionId: null, assumption: null }
		],
		...more
	});
	const heads = ['Description', 'Budget', '2022-23', '2023-24'];
	const changed = (rows: readonly (readonly TestCell[])[], stored: readonly CostLine[]) =>
		changesOf(read(rows, {}, heads), stored, 5);

	test('is what it says, and no more than it has columns for', () => {
		const { changes, missing } = changed([['hubs', 'CDEL', 2, 3]], [line(1)]);
		expect(changes).toMatchObject([{ kind: 'changed', line: { id: 1, revision: 3, steadyStatePence: 700 } }]);
		expect(changes[0]?.line.cells).toEqual([
			{ year: 2022, pence: 200, staffHundredths: 50, assumptionId: 9 },
			{ year: 2023, pence: 300, staffHundredths: null, assumptionId: null },
			{ year: 2025, pence: 400, staffHundredths: null, assumptionId: null }
		]);
		expect(missing).toEqual([]);
	});

	test('is nothing for a line as it is already', () => {
		expect(changed([['Hubs', 'CDEL', 1]], [line(1)]).changes).toMatchObject([{ kind: 'same' }]);
	});

	test('pairs lines of the same words in order, and by their budget first', () => {
		const stored = [line(1, { budget: 'ame' }), line(2), line(3)];
		const { changes, missing } = changed(
			[
				['Hubs', 'CDEL', 1],
				['Hubs', 'CDEL', 2]
			],
			stored
		);
		expect(changes.map((change) => change.line.id)).toEqual([2, 3]);
		expect(missing.map(({ id }) => id)).toEqual([1]);
		expect(changed([['Hubs', 'AME', 1]], [line(2)]).changes).toMatchObject([
			{ kind: 'changed', line: { id: 2, budget: 'ame' } }
		]);
	});

	test('never touches the lines of another department, and keeps those whose row has a mistake', () => {
		const { changes, missing } = changed(
			[
				['Hubs', 'CDEL', 1],
				['Homes', 'CDEL', 'tbc']
			],
			[
				line(1, { teamId: 6 }),
				line(2, { description: 'Homes' }),
				line(3, { description: 'Nurseries' }),
				line(4, { description: 'Parks', optionId: 1 })
			]
		);
		expect(changes).toMatchObject([{ kind: 'added', line: { id: null } }]);
		expect(missing.map(({ id }) => id)).toEqual([3]);
	});
});

test('a CSV file reads as a workbook does', () => {
	const grid = readGrid(strToU8('Description;Budget;2022-23\nHubs;CDEL;"1,250.50"\n'));
	const [sheet] = grid.sheets;
	if (!sheet) throw new Error('No sheet');
	const { rows } = interpret(sheet, propose(grid, { period, optionId: 2, earlier: [] }), setting);
	expect(rows[0]?.read?.cells).toMatchObject([{ year: 2022, pence: 125_050 }]);
});
