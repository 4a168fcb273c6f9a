import { type Decimal, fraction, one } from './decimal.ts';
import type { Schedule } from './edition.ts';

/**
 * What a pound counts for in each year after the base year, from year 0 on. Each year's factor is that of the year before
 * over one plus the year's own rate: where a lower band begins, the discounting so far stays (HM Treasury,
 * Discounting: Green Book supplementary guidance, Annex A).
 * @param last the last year that is asked for, counted from the base year
 */
export function discountFactors(schedule: Schedule, last: number): Decimal[] {
	const factors = [one];
	let factor = one;
	for (let year = 1; year <= last; year += 1) {
		factor = factor.div(one.plus(rateIn(schedule, year)));
		factors.push(factor);
	}
	return factors;
}

function rateIn(schedule: Schedule, year: number): Decimal {
	const band = schedule.find(({ toYear }) => toYear === null || year <= toYear);
	if (!band) throw new Error(`No discount rate for year ${year}: the last band has an end`);
	return fraction(band.ratePercent);
}
