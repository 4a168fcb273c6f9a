import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { comparability } from './barnett.ts';
import { Decimal } from './decimal.ts';
import { priceIndex, rebase } from './deflate.ts';
import { discountFactors } from './discount.ts';
import type { EditionOf } from './edition.ts';
import { shippedEditions } from './editions.server.ts';
import { optimismBias } from './optimism-bias.ts';
import type { ParameterKind } from './parameters.ts';
import { CannotAppraise } from './problem.ts';

const rates = shipped('discount_rates').content.schedules;
const factors = {
	standard: discountFactors(rates.standard, 125),
	health: discountFactors(rates.health ?? [], 125),
	reduced: discountFactors(rates.reduced ?? [], 125)
};

describe('discount factors', () => {
	const rows = readFactors();

	test('every year from 0 to 125 to ten places', () => {
		expect(rows).toHaveLength(126);
		for (const { year, ...expected } of rows) {
			const [standard, health, reduced] = [factors.standard, factors.health, factors.reduced].map((of) =>
				of[year]?.toFixed(10)
			);
			expect({ year, standard, health, reduced }).toEqual({
				year,
				standard: expected.standard,
				health: expected.health,
				reduced: expected.reduced
			});
		}
	});

	test('HM Treasury’s tables A.1 and A.2, years 0 to 30, to four places', () => {
		const published = rows.filter(({ a1 }) => a1 !== '');
		expect(published).toHaveLength(31);
		for (const { year, a1, a2 } of published) {
			expect(factors.standard[year]?.toFixed(4)).toBe(a1);
			expect(factors.health[year]?.toFixed(4)).toBe(a2);
		}
	});

	test('a lower band goes on from the factor so far', () => {
		const at = (year: number) => factors.standard[year] ?? new Decimal(Number.NaN);
		expect(at(31).toFixed(30)).toBe(at(30).div('1.03').toFixed(30));
		expect(at(75).toFixed(30)).toBe(
			new Decimal(1).div(new Decimal('1.035').pow(30).times(new Decimal('1.03').pow(45))).toFixed(30)
		);
		expect(at(76).toFixed(30)).toBe(at(75).div('1.025').toFixed(30));
	});

	test.each([
		['standard', 31, '0.3459'],
		['standard', 40, '0.2651'],
		['standard', 50, '0.1973'],
		['standard', 60, '0.1468'],
		['standard', 75, '0.0942'],
		['standard', 76, '0.0919'],
		['standard', 100, '0.0508'],
		['standard', 125, '0.0274'],
		['health', 31, '0.6316'],
		['health', 60, '0.4355'],
		['health', 75, '0.3594'],
		['health', 125, '0.2111']
	] as const)('%s, year %i: %s', (schedule, year, factor) => {
		expect(factors[schedule][year]?.toFixed(4)).toBe(factor);
	});

	test('an imported schedule of one flat rate', () => {
		const flat = discountFactors([{ fromYear: 0, toYear: null, ratePercent: '3.0' }], 40);
		expect(flat[40]?.toFixed(10)).toBe(new Decimal('1.03').pow(-40).toFixed(10));
	});
});

test('a textbook’s present value: 6 a year for four years at 5.5%', () => {
	const at = discountFactors([{ fromYear: 0, toYear: null, ratePercent: '5.5' }], 4).slice(1);
	const values = at.map((factor) => factor.times(6));
	expect(values.map((value) => value.toFixed(2))).toEqual(['5.69', '5.39', '5.11', '4.84']);
	expect(Decimal.sum(...values).toFixed(2)).toBe('21.03');
});

test.each([
	[5, '4.51505'],
	[10, '8.31661'],
	[30, '18.39205']
])('an annuity of %i years at 3.5%% is worth %s', (years, worth) => {
	expect(Decimal.sum(...factors.standard.slice(1, years + 1)).toFixed(5)).toBe(worth);
});

describe('optimism bias', () => {
	test('a combined project: 30% non-standard and 70% standard building', () => {
		const { result } = optimismBias(
			[
				{ projectType: 'non_standard_buildings', sharePercent: '30', mitigationPercent: '0' },
				{ projectType: 'standard_buildings', sharePercent: '70', mitigationPercent: '0' }
			],
			shipped('optimism_bias')
		);
		expect(result?.rows.map(({ contributionPercent }) => contributionPercent)).toEqual(['15.3', '16.8']);
		expect(result?.capitalPercent.value).toBe('32.1');
		expect(result?.durationPercent.value).toBe('14.5');
	});

	test('what is mitigated comes off', () => {
		const { capitalPercent } = optimismBias(
			[{ projectType: 'standard_buildings', sharePercent: '100', mitigationPercent: '25' }],
			shipped('optimism_bias')
		);
		expect(capitalPercent.toFixed()).toBe('18');
	});

	test.each([
		['shares that do not add up', 'standard_buildings', '60', 'optimism_bias_mix'],
		['a type that is not known', 'castles', '100', 'unknown_project_type']
	])('%s are refused', (_, projectType, sharePercent, kind) => {
		const mix = [{ projectType, sharePercent, mitigationPercent: '0' }];
		expect(problemOf(() => optimismBias(mix, shipped('optimism_bias')))).toBe(kind);
	});
});

describe('Barnett comparability', () => {
	const parts = (uk: string, england: string) => [
		{ pounds: new Decimal(uk), comparable: false },
		{ pounds: new Decimal(england), comparable: true }
	];

	test('£100m UK-wide and £50m for England only', () => {
		expect(comparability(parts('100', '50')).toFixed(2)).toBe('0.33');
	});

	test('of no spending at all there is none', () => {
		expect(problemOf(() => comparability(parts('0', '0')))).toBe('division_by_zero');
	});
});

test.each([
	['100', 2019, '123.29', 2],
	['500', 2021, '583.9', 1]
] as const)('£%sm in prices of %i is £%sm in prices of 2024', (amount, from, expected, places) => {
	const [before, after] = [from, 2024].map((year) => priceIndex(shipped('deflators'), null, year));
	if (!before || !after) throw new Error('a deflator is missing');
	expect(rebase(new Decimal(amount), before, after).toFixed(places)).toBe(expected);
});

function shipped<Kind extends ParameterKind>(kind: Kind): EditionOf<Kind> {
	const found = shippedEditions.find((edition): edition is EditionOf<Kind> => edition.kind === kind);
	if (!found) throw new Error(`No edition of ${kind} comes along`);
	return found;
}

function problemOf(work: () => unknown): string | undefined {
	try {
		work();
	} catch (error) {
		if (error instanceof CannotAppraise) return error.problems[0]?.kind;
		throw error;
	}
	return undefined;
}

function readFactors() {
	const file = new URL('../../../../tests/support/fixtures/appraisal/discount-factors.csv', import.meta.url);
	const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
	return lines.map((line) => {
		const [year = '', standard = '', health = '', reduced = '', a1 = '', a2 = ''] = line.split(',');
		return { year: Number(year), standard, health, reduced, a1, a2 };
	});
}
