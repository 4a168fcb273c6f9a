import { type BenefitKind, financialYear } from '../bid.ts';

/** Pence in one year; a year without a figure is left out. */
export type BenefitCell = { year: number; pence: number };

/** A benefit as it is to be stored. `id` null adds it; else `revision` is the one it was changed from. */
export type BenefitInput = {
	id: number | null;
	revision: number | null;
	optionId: number;
	recommendationId: number | null;
	description: string;
	kind: BenefitKind;
	/** Null for nominal money. */
	priceYear: number | null;
	/** The fifth of households by income that gains, 1 the poorest; null for all alike. */
	quintile: number | null;
	assumptionId: number | null;
	cells: readonly BenefitCell[];
};

/** What a benefit says, as one text: the same for it as stored and as typed when nobody has changed it. */
export function benefitDigest(benefit: Omit<BenefitInput, 'id' | 'revision'>): string {
	const { optionId, recommendationId, description, kind, priceYear, quintile, assumptionId } = benefit;
	const cells = benefit.cells.toSorted((a, b) => a.year - b.year).map(({ year, pence }) => [year, pence]);
	return JSON.stringify([optionId, recommendationId, description, kind, priceYear, quintile, assumptionId, cells]);
}

/** Fills the years after the last that has a figure with that figure, up to and with `until`. */
export function carriedOn(cells: readonly BenefitCell[], until: number | null): BenefitCell[] {
	const last = cells.toSorted((a, b) => a.year - b.year).at(-1);
	if (!last || until === null || until <= last.year) return [...cells];
	const after = Array.from({ length: until - last.year }, (_, index) => ({
		year: last.year + 1 + index,
		pence: last.pence
	}));
	return [...cells, ...after];
}

/** How many years from the first of the period on a benefit may be put down for. */
export const mostBenefitYears = 200;

/** How the fifths of households by income are called. */
export const quintiles = {
	1: { label: 'The poorest fifth of households' },
	2: { label: 'The second fifth' },
	3: { label: 'The middle fifth' },
	4: { label: 'The fourth fifth' },
	5: { label: 'The richest fifth' }
} as const;

/** What the field for the price base holds where the money is that of each year as it will be paid. */
export const nominal = 'nominal';

/** "2022-23 prices", "nominal": what money figures are in. */
export function pricesText(priceYear: number | null): string {
	return priceYear === null ? 'nominal' : `${financialYear(priceYear)} prices`;
}

/** The years that a form asks about: those of the appraisal, and whatever is stored beside them. */
export function yearsAsked(firstYear: number, lastYear: number, cells: readonly BenefitCell[]): number[] {
	const through = Array.from({ length: Math.max(0, lastYear - firstYear + 1) }, (_, index) => firstYear + index);
	return [...new Set([...through, ...cells.map(({ year }) => year)])].sort((a, b) => a - b);
}
