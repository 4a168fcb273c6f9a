import { Decimal, hundred, sum, written, zero } from './decimal.ts';
import type { Absence, Figure, From, MaybeFigure, PriceBase, Unit } from './figure.ts';
import { CannotAppraise } from './problem.ts';

const places: Record<Unit, number> = { pounds: 6, ratio: 10, percent: 6, years: 0, index: 6 };

type Told = { key: string; label: string; formula: string; from: From[] };

type Basis = { priceBase: PriceBase; presentValueYear: number | null; edition: string | null };

/** @param value pounds, in the prices that `basis` names */
export function moneyFigure(value: Decimal, told: Told, basis: Basis): Figure {
	return { ...told, ...basis, value: written(value, places.pounds), unit: 'pounds' };
}

/** A figure that is no money, and so has neither a price base nor a year it is discounted to. */
export function plainFigure(value: Decimal, unit: Exclude<Unit, 'pounds'>, told: Told, edition: string | null): Figure {
	return { ...told, value: written(value, places[unit]), unit, priceBase: null, presentValueYear: null, edition };
}

/** The sum of money figures, which must all be on one basis. @throws CannotAppraise('mixed_bases') */
export function sumFigures(figures: readonly Figure[], told: Omit<Told, 'from'>, otherwise: Basis): Figure {
	const [first] = figures;
	if (!first) return moneyFigure(zero, { ...told, from: [] }, otherwise);
	for (const other of figures) refuseMixed(first, other);
	const from = figures.map(({ key }): From => ({ of: 'figure', key }));
	const { priceBase, presentValueYear, edition } = first;
	const total = sum(figures.map(({ value }) => new Decimal(value)));
	return moneyFigure(total, { ...told, from }, { priceBase, presentValueYear, edition });
}

/** Real and nominal money, or the prices of two years, are never put together. @throws CannotAppraise('mixed_bases') */
export function refuseMixed(a: Figure, b: Figure): void {
	if (a.priceBase === b.priceBase && a.presentValueYear === b.presentValueYear && a.unit === b.unit) return;
	throw new CannotAppraise([
		{
			kind: 'mixed_bases',
			bases: [a.priceBase, b.priceBase],
			text: `“${a.label}” and “${b.label}” are not in the same prices: real and nominal money, or money of two price bases, are never put together.`
		}
	]);
}

/** One number over another as a ratio or a percentage, or why there is none. */
export function quotient(
	over: Decimal,
	under: Decimal,
	unit: 'ratio' | 'percent',
	told: Told,
	{ edition, zeroText }: { edition: string | null; zeroText: string }
): MaybeFigure {
	if (under.isZero()) return absent({ reason: 'division_by_zero', text: zeroText });
	const value = unit === 'percent' ? over.div(under).times(hundred) : over.div(under);
	return { figure: plainFigure(value, unit, told, edition), absent: null };
}

export function absent(absence: Absence): MaybeFigure {
	return { figure: null, absent: absence };
}
