import { plainDate } from '#lib/ui/dates.ts';

/** A name without a first day counts for every document, however old. */
export const fromTheStart = '1900-01-01';

/** `until` is the first day on which the name is no longer used. */
export type DatedName = { since: string; until: string | null; name: string; shortName: string };

/** When a name is in use: "Since 1 April 2026", "From 3 May 2020, until 1 April 2026". */
export function periodInWords({ since, until }: DatedName): string {
	const from = since === fromTheStart ? null : plainDate(since);
	if (until === null) return from ? `Since ${from}` : 'From the start';
	return from ? `From ${from}, until ${plainDate(until)}` : `Until ${plainDate(until)}`;
}
