import { Decimal } from './decimal.ts';

/**
 * What a pound counts for to somebody of an income: (median / income) to the power of the exponent (HM Treasury, The
 * Green Book). Incomes are pounds a year, as decimal text.
 */
export function distributionalWeight(medianPounds: string, incomePounds: string, exponent: string): Decimal {
	return new Decimal(medianPounds).div(incomePounds).pow(exponent);
}
