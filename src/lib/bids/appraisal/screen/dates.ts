import { plainDate } from '#lib/ui/dates.ts';

/** A day, a month or a year as people write it: "5 February 2026", "February 2026", "2026". */
export function partialDate(date: string): string {
	if (date.length === 10) return plainDate(date);
	// The first of the month stands for the month.
	return date.length === 7 ? plainDate(`${date}-01`).replace(/^\d+ /, '') : date;
}
