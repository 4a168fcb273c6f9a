import { Decimal as Base } from 'decimal.js';

/** Numbers of forty significant digits of their own: no other part of the application can change how they round. */
export const Decimal = Base.clone({ precision: 40, rounding: Base.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 60 });

export type Decimal = Base;

export const zero = new Decimal(0);
export const one = new Decimal(1);
export const hundred = new Decimal(100);

export function sum(values: Iterable<Decimal>): Decimal {
	let total = zero;
	for (const value of values) total = total.plus(value);
	return total;
}

/** 3.5 per cent as 0.035. */
export function fraction(percent: string): Decimal {
	return new Decimal(percent).div(hundred);
}

/** Whole pence as pounds. */
export function pounds(pence: number): Decimal {
	return new Decimal(pence).div(hundred);
}

/** A number as text of at most so many places, without trailing noughts. */
export function written(value: Decimal, places: number): string {
	const rounded = value.toDecimalPlaces(places);
	return rounded.isZero() ? '0' : rounded.toFixed();
}
