import { isRoundDay, type RoundCalendar } from '../clock.ts';

/** How many working days of the round lie after the day that replies were due, up to the date of the reply. */
export function daysLate(datedOn: string, replyBy: string, calendar: RoundCalendar): number {
	let count = 0;
	const day = new Date(`${replyBy}T12:00:00Z`);
	const last = new Date(`${datedOn}T12:00:00Z`);
	// Longer than any review lasts: a date that was mistyped must not keep the server counting.
	for (let left = 4000; left > 0 && day < last; left -= 1) {
		day.setUTCDate(day.getUTCDate() + 1);
		if (isRoundDay(day.toISOString().slice(0, 10), calendar)) count += 1;
	}
	return count;
}

/** "3 working days late"; on a weekend after the last day, which is no working day, "late, before the next working day". */
export function lateWords(days: number): string {
	if (days === 0) return 'late, before the next working day';
	return `${days} working ${days === 1 ? 'day' : 'days'} late`;
}
