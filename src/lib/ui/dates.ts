/** Dates in words. A date is an ISO string (`2019-06-14`) and has no time zone; a moment is a `Date` shown in London. */

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December'
];

/** "Friday 14 June 2019" */
export function longDate(date: string): string {
	const parts = read(date);
	return parts ? `${weekdays[parts.weekday]} ${inWords(parts)}` : date;
}

/** "14 June 2019" */
export function plainDate(date: string): string {
	const parts = read(date);
	return parts ? inWords(parts) : date;
}

/** "14 Jun 2019", for tables. */
export function shortDate(date: string): string {
	const parts = read(date);
	return parts ? `${parts.day} ${monthName(parts).slice(0, 3)} ${parts.year}` : date;
}

/** "14 to 16 June 2019"; names only what differs. One date when the second is missing or the same. */
export function dateRange(from: string, to?: string | null): string {
	const start = read(from);
	const end = to ? read(to) : null;
	if (!start || !end || from === to) return plainDate(from);
	if (start.year !== end.year) return `${inWords(start)} to ${inWords(end)}`;
	if (start.month !== end.month) return `${start.day} ${monthName(start)} to ${inWords(end)}`;
	return `${start.day} to ${inWords(end)}`;
}

/** "14 June 2019 at 3:05pm", in London. */
export function dateTime(moment: Date): string {
	return `${plainDate(londonDate(moment))} at ${time(moment)}`;
}

/** "3:05pm", "midday", in London. */
export function time(moment: Date): string {
	const [hour = 0, minute = 0] = londonHours.format(moment).split(':').map(Number);
	if (hour === 12 && minute === 0) return 'midday';
	if (hour === 0 && minute === 0) return 'midnight';
	const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
	return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** The date in London at a moment, as an ISO string. */
export function londonDate(moment: Date): string {
	return londonCalendar.format(moment);
}

/** What London's clocks show at a moment, as `17:00`. */
export function londonClock(moment: Date): string {
	return londonHours.format(moment);
}

/** The moment at which London's clocks show this on a date. @param clock as `17:00` */
export function londonMoment(date: string, clock: string): Date {
	const winter = new Date(`${date}T${clock}:00.000Z`);
	const summer = new Date(winter.getTime() - 3_600_000);
	return londonDate(summer) === date && londonHours.format(summer) === clock ? summer : winter;
}

const londonHours = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/London',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23'
});

// Sweden writes dates as ISO does.
const londonCalendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' });

type Parts = { year: number; month: number; day: number; weekday: number };

function read(date: string): Parts | null {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
	if (!match) return null;
	const [year, month, day] = match.slice(1).map(Number);
	if (year === undefined || month === undefined || day === undefined) return null;
	const utc = new Date(Date.UTC(year, month - 1, day));
	if (utc.getUTCMonth() !== month - 1 || utc.getUTCDate() !== day) return null;
	return { year, month, day, weekday: utc.getUTCDay() };
}

function inWords(parts: Parts): string {
	return `${parts.day} ${monthName(parts)} ${parts.year}`;
}

function monthName(parts: Parts): string {
	return months[parts.month - 1] ?? '';
}
