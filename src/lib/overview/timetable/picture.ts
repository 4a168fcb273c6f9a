import { shortDate } from '#lib/ui/dates.ts';
import type { Mark, TimetableRow } from './rows.ts';

/** The timetable drawn: one line a row, words above, its place in time below. Across in hundredths of the width, down in pixels. */
export type TimetablePicture = {
	height: number;
	rows: {
		key: string;
		href: string | null;
		/** As much as fits on a phone, and as much as fits elsewhere. */
		short: string;
		long: string;
		strong: boolean;
		/** The line of the words, and of the mark. */
		textY: number;
		y: number;
		x: number;
		/** Where it ends, for what lasts. */
		until: number | null;
		mark: Mark | 'period';
	}[];
	months: { x: number; label: string }[];
	bands: { x: number; width: number }[];
	today: { x: number; anchor: 'start' | 'middle' | 'end' } | null;
	/** How many lines the table has beyond these. */
	left: number;
};

const rowHeight = 44;
const top = 40;
/** A picture is looked at: what is long past and what is too much is in the table. */
const mostRows = 36;
const keptDays = 45;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** As many names of months as fit on a phone. */
const mostMonths = 7;
const longestOnPhone = 46;
const longest = 88;

type Period = { name: string; startsOn: string; endsOn: string };

/** Null where there is nothing to draw. */
export function pictureOf(
	rows: readonly TimetableRow[],
	periods: readonly Period[],
	today: string
): TimetablePicture | null {
	const from = addDays(today, -keptDays);
	const drawn = rows
		.filter(({ startsOn, endsOn, mark }) => (endsOn ?? startsOn) >= from || mark === 'late')
		.slice(0, mostRows);
	if (drawn.length === 0) return null;
	const days = [today, ...drawn.flatMap(({ startsOn, endsOn }) => [startsOn, endsOn ?? startsOn])].sort();
	const first = addDays(days[0] ?? today, -3);
	const last = addDays(days.at(-1) ?? today, 3);
	const inside = periods.filter(({ startsOn, endsOn }) => startsOn <= last && endsOn >= first);
	const place = (date: string) => {
		const share = daysBetween(first, clamp(date, first, last)) / Math.max(1, daysBetween(first, last));
		return Math.round((3 + share * 94) * 100) / 100;
	};
	const lines: Omit<TimetablePicture['rows'][number], 'textY' | 'y'>[] = [
		...drawn.map((row) => ({
			key: row.key,
			href: row.href,
			...cuts(wordsOf(row)),
			strong: row.mark !== 'entry' && row.mark !== 'over',
			x: place(row.startsOn),
			until: row.endsOn && row.endsOn !== row.startsOn ? place(row.endsOn) : null,
			mark: row.mark
		})),
		...inside.map((period) => ({
			key: `period-${period.startsOn}-${period.name}`,
			href: null,
			...cuts(`${dayAndMonth(period.startsOn)} to ${dayAndMonth(period.endsOn)}: ${period.name}`),
			strong: false,
			x: place(period.startsOn),
			until: place(period.endsOn),
			mark: 'period' as const
		}))
	];
	const now = place(today);
	return {
		height: top + lines.length * rowHeight + 8,
		rows: lines.map((line, index) => ({
			...line,
			textY: top + index * rowHeight + 16,
			y: top + index * rowHeight + 31
		})),
		months: monthsBetween(first, last).map(({ date, label }) => ({ x: place(date), label })),
		bands: inside.map(({ startsOn, endsOn }) => ({
			x: place(startsOn),
			width: Math.max(0.6, Math.round((place(endsOn) - place(startsOn)) * 100) / 100)
		})),
		today: { x: now, anchor: now < 15 ? 'start' : now > 85 ? 'end' : 'middle' },
		left: rows.length - drawn.length
	};
}

/** "12 Nov: Write-round goes out (late by 3 working days)": the state is said, never only drawn. */
function wordsOf({ startsOn, endsOn, title, state, late }: TimetableRow): string {
	const day =
		endsOn && endsOn !== startsOn ? `${dayAndMonth(startsOn)} to ${dayAndMonth(endsOn)}` : dayAndMonth(startsOn);
	const said = late
		? `Late ${late}. `
		: state?.label === 'Done'
			? 'Done. '
			: state?.label === 'Due soon'
				? 'Soon. '
				: '';
	return `${day}: ${said}${title}`;
}

function cuts(words: string): { short: string; long: string } {
	return { short: cut(words, longestOnPhone), long: cut(words, longest) };
}

function cut(words: string, most: number): string {
	return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

function dayAndMonth(date: string): string {
	return shortDate(date).replace(/ \d{4}$/, '');
}

/** The first days of the months, thinned to what fits; January carries its year. */
function monthsBetween(first: string, last: string): { date: string; label: string }[] {
	const found: { date: string; label: string }[] = [];
	let year = Number(first.slice(0, 4));
	let month = Number(first.slice(5, 7));
	for (;;) {
		month += 1;
		if (month === 13) {
			month = 1;
			year += 1;
		}
		const date = `${year}-${String(month).padStart(2, '0')}-01`;
		if (date > last) break;
		found.push({ date, label: `${monthNames[month - 1]}${month === 1 ? ` ${year}` : ''}` });
	}
	const every = Math.ceil(found.length / mostMonths);
	return found.filter((_, index) => index % every === 0);
}

function clamp(date: string, first: string, last: string): string {
	return date < first ? first : date > last ? last : date;
}

function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function addDays(date: string, days: number): string {
	return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
