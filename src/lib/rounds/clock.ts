import { addWorkingDays, bankHolidays, isWorkingDay, type Nation } from '#lib/timetable/working-days.ts';
import { dateRange, plainDate } from '#lib/ui/dates.ts';

/** Days on which a round's clock stands still beside weekends and bank holidays: ISO dates, both ends included. */
export type Pause = { name: string; startsOn: string; endsOn: string };

/** The days that a round counts: those worked in one nation, without the periods in which its clock stands still. */
export type RoundCalendar = { nation: Nation; pauses: readonly Pause[] };

/** Whether a date counts as a day of the period. */
export function isRoundDay(date: string, { nation, pauses }: RoundCalendar): boolean {
	return isWorkingDay(date, nation) && !pauses.some(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn);
}

/**
 * The day by which replies are due: so many clear days after the issue. Clear days leave out the day of issue and the day
 * of reply, as the United Kingdom's guidance counts them (“clear working days”, 2009).
 */
export function replyBy(issuedOn: string, clearDays: number, calendar: RoundCalendar): string {
	return roundDaysAfter(issuedOn, clearDays + 1, calendar);
}

/** The day that lies so many days of the round after another. */
export function roundDaysAfter(date: string, days: number, calendar: RoundCalendar): string {
	let at = date;
	for (let left = days; left > 0; left -= 1) at = nextRoundDay(at, calendar);
	return at;
}

/** How many clear days lie between the issue and the reply: both of these days left out, never less than none. */
export function clearDaysBetween(issuedOn: string, replyOn: string, calendar: RoundCalendar): number {
	let count = 0;
	for (let at = nextRoundDay(issuedOn, calendar); at < replyOn; at = nextRoundDay(at, calendar)) count += 1;
	return count;
}

/** The last day on which a round may be issued to give so many clear days before a reply is due. */
export function issueBy(replyOn: string, clearDays: number, calendar: RoundCalendar): string {
	let at = replyOn;
	for (let left = clearDays + 1; left > 0; left -= 1) {
		do at = addWorkingDays(at, -1, calendar.nation);
		while (!isRoundDay(at, calendar));
	}
	return at;
}

export function isShortNotice(issuedOn: string, replyOn: string, clearDays: number, calendar: RoundCalendar): boolean {
	return clearDaysBetween(issuedOn, replyOn, calendar) < clearDays;
}

/** The bank holidays and periods between two dates that did not count, named: what a reader would otherwise ask about. */
export function leftOut(issuedOn: string, replyOn: string, { nation, pauses }: RoundCalendar): string[] {
	const holidays: [date: string, name: string][] = [];
	for (let year = Number(issuedOn.slice(0, 4)); year <= Number(replyOn.slice(0, 4)); year += 1) {
		for (const [date, name] of bankHolidays(year, nation)) {
			// One on a weekend is a day that nobody would have counted.
			if (issuedOn < date && date < replyOn && !isWeekend(date)) holidays.push([date, name]);
		}
	}
	const periods = pauses
		.filter(({ startsOn, endsOn }) => startsOn < replyOn && endsOn > issuedOn)
		.map(({ name, startsOn, endsOn }) => `${name}, ${dateRange(startsOn, endsOn)}`);
	const named = holidays
		.sort(([one], [other]) => one.localeCompare(other))
		.map(([date, name]) => `${name}, ${plainDate(date)}`);
	return [...named, ...periods];
}

/** "10 clear working days" */
export function daysWords(days: number): string {
	return `${days} clear working ${days === 1 ? 'day' : 'days'}`;
}

function isWeekend(date: string): boolean {
	return [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
}

function nextRoundDay(date: string, calendar: RoundCalendar): string {
	let at = addWorkingDays(date, 1, calendar.nation);
	while (!isRoundDay(at, calendar)) at = addWorkingDays(at, 1, calendar.nation);
	return at;
}
