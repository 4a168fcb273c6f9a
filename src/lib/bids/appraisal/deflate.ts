import { Decimal, fraction, one } from './decimal.ts';
import type { EditionOf } from './edition.ts';
import type { AppraisalPlan } from './plan.ts';

export type PriceIndex = { index: Decimal; extended: boolean };

/**
 * The general price level of a year: published, or after the last published year carried on at the assumed rate.
 * @returns null for a year that has neither
 */
export function priceIndex(
	{ content: { values } }: EditionOf<'deflators'>,
	extension: AppraisalPlan['deflatorExtension'],
	year: number
): PriceIndex | null {
	const published = values.find((value) => value.year === year);
	if (published) return { index: new Decimal(published.index), extended: false };
	const last = values.at(-1);
	if (!last || !extension || year < last.year) return null;
	const growth = one.plus(fraction(extension.ratePercent)).pow(year - last.year);
	return { index: new Decimal(last.index).times(growth), extended: true };
}

/** Puts money of one year's prices into another's: times the index of the one, over the index of the other. */
export function rebase(amount: Decimal, from: PriceIndex, to: PriceIndex): Decimal {
	return amount.times(to.index).div(from.index);
}
