import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetNames, flowNames, flows } from '../bid.ts';
import { condense, listTotals, priceBases, type SummedLine, totalOf } from './totals.ts';

const years = [2022, 2023, 2024, 2025];

const line: fc.Arbitrary<SummedLine> = fc.record({
	optionId: fc.integer({ min: 1, max: 3 }),
	teamId: fc.integer({ min: 1, max: 3 }),
	recommendationId: fc.option(fc.integer({ min: 1, max: 3 })),
	flow: fc.constantFrom(...flowNames),
	budget: fc.constantFrom(...budgetNames),
	baseline: fc.boolean(),
	priceYear: fc.option(fc.integer({ min: 2019, max: 2022 })),
	steadyStatePence: fc.option(fc.integer({ min: 0, max: 100_000_000_000_000 })),
	cells: fc.uniqueArray(
		fc.record({
			year: fc.constantFrom(...years),
			pence: fc.option(fc.integer({ min: 0, max: 100_000_000_000_000 })),
			staffHundredths: fc.option(fc.integer({ min: 0, max: 100_000_000 }))
		}),
		{ selector: ({ year }) => year }
	)
});

test('every way to cut the lines comes to the same sum, in each year', () => {
	fc.assert(
		fc.property(fc.array(line), (lines) => {
			const whole = totalOf(lines);
			for (const by of ['all', 'budget', 'department', 'option', 'recommendation'] as const) {
				const parts = listTotals(lines, by);
				expect(parts.reduce((sum, { pence }) => sum + pence, 0n)).toBe(whole.pence);
				for (const year of years) {
					const ofYear = parts.reduce((sum, part) => sum + (part.years.get(year) ?? 0n), 0n);
					expect(ofYear).toBe(whole.years.get(year) ?? 0n);
				}
			}
		})
	);
});

test('a line of nothing changes no total', () => {
	fc.assert(
		fc.property(fc.array(line), line, fc.nat(), (lines, other, at) => {
			const nothing = { ...other, steadyStatePence: 0, cells: other.cells.map(({ year }) => ({ year, pence: 0 })) };
			expect(totalOf(lines.toSpliced(at % (lines.length + 1), 0, nothing)).pence).toBe(totalOf(lines).pence);
		})
	);
});

test('condensed lines have the totals of the lines', () => {
	fc.assert(
		fc.property(fc.array(line), (lines) => {
			const few = condense(lines);
			expect(few.length).toBeLessThanOrEqual(lines.length);
			for (const by of ['all', 'budget', 'department', 'option', 'recommendation'] as const) {
				expect(listTotals(few, by)).toEqual(listTotals(lines, by));
			}
		})
	);
});

test('the order of lines changes no total', () => {
	fc.assert(
		fc.property(fc.array(line), (lines) => {
			expect(totalOf(lines.toReversed())).toEqual({
				...totalOf(lines),
				years: expect.any(Map),
				staff: expect.any(Map)
			});
		})
	);
});

test('ten thousand lines of the largest amount, less a penny each, sum exactly', () => {
	const most = 99_999_999_999_999;
	const lines = Array.from({ length: 10_000 }, (_, index) => lineOf(index % 4 === 3 ? 'saving' : 'cost', most));
	// 7,500 costs less 2,500 savings; beyond what a number of JavaScript holds exactly.
	expect(totalOf(lines).pence).toBe(5000n * 99_999_999_999_999n);
	expect(totalOf(lines).pence > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
});

test('ten thousand tenths of a pound are a thousand pounds', () => {
	expect(totalOf(Array.from({ length: 10_000 }, () => lineOf('cost', 10))).pence).toBe(100_000n);
});

test('savings and income are taken off; income takes no staff away', () => {
	const lines = flowNames.map((flow) => lineOf(flow, 100));
	expect(totalOf(lines).pence).toBe(BigInt(100 * flowNames.reduce((sum, flow) => sum + flows[flow].sign, 0)));
	expect(totalOf(lines).staff.get(2022)).toBe(0n);
});

test('price bases are named once, nominal first', () => {
	expect(priceBases([{ priceYear: 2021 }, { priceYear: null }, { priceYear: 2021 }])).toEqual([null, 2021]);
});

function lineOf(flow: SummedLine['flow'], pence: number): SummedLine {
	return {
		optionId: 1,
		teamId: 1,
		recommendationId: null,
		flow,
		budget: 'rdel_programme',
		baseline: false,
		priceYear: null,
		steadyStatePence: null,
		cells: [{ year: 2022, pence, staffHundredths: 100 }]
	};
}
