import { Decimal, fraction, sum, zero } from './decimal.ts';
import type { EditionOf } from './edition.ts';
import { CannotAppraise } from './problem.ts';

/**
 * How far spending counts for the devolved administrations: the part that is for the nations' own matters in England.
 * @throws CannotAppraise('division_by_zero')
 */
export function comparability(parts: readonly { pounds: Decimal; comparable: boolean }[]): Decimal {
	const total = sum(parts.map(({ pounds }) => pounds));
	if (total.isZero()) {
		const what = 'comparability';
		throw new CannotAppraise([
			{ kind: 'division_by_zero', what, text: 'Comparability is a share of spending, and there is none.' }
		]);
	}
	return sum(parts.map(({ pounds, comparable }) => (comparable ? pounds : zero))).div(total);
}

/**
 * What a change in the spending of one programme gives to one nation: comparability × share of population × the factors of
 * the edition for need and for VAT. The change and the result are pounds.
 */
export function consequential(
	change: Decimal,
	comparabilityPercent: string,
	nation: EditionOf<'barnett'>['content']['nations'][number]
): Decimal {
	return change
		.times(fraction(comparabilityPercent))
		.times(fraction(nation.populationSharePercent))
		.times(new Decimal(nation.needsFactor))
		.times(new Decimal(nation.vatFactor));
}
