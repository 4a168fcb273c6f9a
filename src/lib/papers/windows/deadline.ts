import { workingDaysBetween } from '#lib/timetable/working-days.ts';
import { londonDate, longDate, time } from '#lib/ui/dates.ts';

/** "Closes on Friday 27 November 2026 at 5pm, in 4 working days"; in the past what has closed, and how long ago. */
export function deadlineWords(closesAt: Date, now: Date): string {
	const [today, day] = [londonDate(now), londonDate(closesAt)];
	const closed = closesAt < now;
	const moment = `${longDate(day)} at ${time(closesAt)}`;
	if (day === today) return `${closed ? 'Closed' : 'Closes'} today at ${time(closesAt)}`;
	const days = Math.abs(workingDaysBetween(today, day));
	const count = days === 0 ? 'less than one working day' : days === 1 ? 'one working day' : `${days} working days`;
	return closed ? `Closed on ${moment}, ${count} ago` : `Closes on ${moment}, in ${count}`;
}
