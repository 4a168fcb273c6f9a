import { addWorkingDays, workingDaysBetween } from '#lib/timetable/working-days.ts';

/** New Zealand publishes Cabinet papers within 30 working days of the decision; a profile may set another period. */
export const defaultReleaseDays = 30;

export function dueOn(decidedOn: string, days: number): string {
	return addWorkingDays(decidedOn, days);
}

/** How the clock stands. @param today ISO date */
export function clockInWords(due: string, today: string, publishedOn: string | null): { text: string; late: boolean } {
	const left = workingDaysBetween(publishedOn ?? today, due);
	const days = (count: number) => `${count} working ${count === 1 ? 'day' : 'days'}`;
	if (publishedOn !== null) {
		return left < 0
			? { text: `Published ${days(-left)} after it was due`, late: true }
			: { text: 'Published in time', late: false };
	}
	if (left < 0) return { text: `${days(-left)} late`, late: true };
	return { text: left === 0 ? 'Due today' : `${days(left)} left`, late: false };
}
