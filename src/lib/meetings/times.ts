import { londonMoment, time } from '#lib/ui/dates.ts';

/** The hours and half hours at which a meeting begins, as London's clocks show them. */
export const startingTimes = Array.from({ length: 28 }, (_, index) => {
	const half = index + 15;
	return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
});

/** "2:30pm" */
export function timeWords(clock: string): string {
	return time(londonMoment('2026-01-01', clock));
}
