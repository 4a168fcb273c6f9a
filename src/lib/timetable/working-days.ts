import Holidays from 'date-holidays';

/** The nations of the United Kingdom keep different bank holidays; a review's periods are counted in one of them. */
export const nations = {
	england: { label: 'England', region: 'ENG' },
	wales: { label: 'Wales', region: 'WLS' },
	scotland: { label: 'Scotland', region: 'SCT' },
	northern_ireland: { label: 'Northern Ireland', region: 'NIR' }
} as const;

export type Nation = keyof typeof nations;

/**
 * The date so many working days after an ISO date: 1 is the next working day, -1 the one before, 0 the date itself even
 * where nobody works on it.
 */
export function addWorkingDays(date: string, days: number, nation: Nation = 'england'): string {
	const step = days < 0 ? -1 : 1;
	let at = date;
	for (let left = Math.abs(days); left > 0;) {
		at = addDays(at, step);
		if (isWorkingDay(at, nation)) left -= 1;
	}
	return at;
}

/** How many working days come after the first ISO date, up to and including the second; negative when the second is earlier. */
export function workingDaysBetween(from: string, to: string, nation: Nation = 'england'): number {
	if (to < from) return -workingDaysBetween(to, from, nation);
	let count = 0;
	for (let at = from; at < to;) {
		at = addDays(at, 1);
		if (isWorkingDay(at, nation)) count += 1;
	}
	return count;
}

/** Monday to Friday, bank holidays of the nation left out. */
export function isWorkingDay(date: string, nation: Nation = 'england'): boolean {
	const weekday = atNoon(date).getUTCDay();
	return weekday !== 0 && weekday !== 6 && !bankHolidays(Number(date.slice(0, 4)), nation).has(date);
}

/** The bank holidays of a year with their names, by ISO date. */
export function bankHolidays(year: number, nation: Nation): ReadonlyMap<string, string> {
	const key = `${nation} ${year}`;
	const known = kept.get(key);
	if (known) return known;
	const found = new Map(
		calendarOf(nation)
			.getHolidays(year)
			.filter((holiday) => holiday.type === 'public' || holiday.type === 'bank')
			.map((holiday) => [holiday.date.slice(0, 10), holiday.name])
	);
	kept.set(key, found);
	return found;
}

// Working out a year takes milliseconds, and periods ask for the same few years again and again.
const kept = new Map<string, ReadonlyMap<string, string>>();
const calendars = new Map<Nation, Holidays>();

function calendarOf(nation: Nation): Holidays {
	const known = calendars.get(nation);
	if (known) return known;
	const made = new Holidays('GB', nations[nation].region, { languages: ['en'] });
	calendars.set(nation, made);
	return made;
}

function addDays(date: string, days: number): string {
	const moved = atNoon(date);
	moved.setUTCDate(moved.getUTCDate() + days);
	return moved.toISOString().slice(0, 10);
}

function atNoon(date: string): Date {
	return new Date(`${date}T12:00:00Z`);
}
