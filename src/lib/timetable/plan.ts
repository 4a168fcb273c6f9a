import { addWorkingDays, bankHolidays, isWorkingDay, type Nation, nations } from './working-days.ts';

/** Days on which nobody can be expected to act, beside weekends and bank holidays: ISO dates, both ends included. */
export type Pause = { name: string; startsOn: string; endsOn: string };

/** Whose bank holidays are avoided, and which periods. */
export type PlanCalendar = { nations: readonly Nation[]; pauses: readonly Pause[] };

/** A milestone as far as its day goes. */
export type PlanItem = {
	id: number;
	title: string;
	isCabinet: boolean;
	dueOn: string;
	doneOn: string | null;
	/** Working days before the Cabinet date; null for a day that does not follow it. */
	daysBefore: number | null;
	/** What it comes after, and by how many working days at least. */
	afterId: number | null;
	afterDays: number | null;
	/** The days are clear: neither end counts. */
	afterClear: boolean;
};

/** A milestone that stands too close to what it comes after. */
export type Misfit = {
	id: number;
	title: string;
	afterId: number;
	afterTitle: string;
	clear: boolean;
	/** What is asked between them, and what there is; negative where it comes first. */
	needs: number;
	has: number;
	/** By how many working days it does not fit. */
	short: number;
	/** The first day on which it would. */
	fitsOn: string;
};

/** Something that is arranged already, outside the plan, and has to come before some of its milestones. */
export type FixedPoint = { words: string; href: string; on: string; milestoneIds: readonly number[] };

export function isPlanDay(date: string, calendar: PlanCalendar): boolean {
	return notCountedBecause(date, calendar) === null;
}

/** Why a day is not one to plan for: "a Saturday", "St Andrew’s Day in Scotland", "Christmas recess". Null for one that is. */
export function notCountedBecause(date: string, calendar: PlanCalendar): string | null {
	const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
	if (weekday === 6) return 'a Saturday';
	if (weekday === 0) return 'a Sunday';
	const closed = calendar.nations.filter((nation) => !isWorkingDay(date, nation));
	const [first] = closed;
	if (first) {
		const name = bankHolidays(Number(date.slice(0, 4)), first).get(date) ?? 'a bank holiday';
		if (closed.length === calendar.nations.length) return `a bank holiday (${name})`;
		return `a bank holiday in ${closed.map((nation) => nations[nation].label).join(' and ')} (${name})`;
	}
	const pause = calendar.pauses.find(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn);
	return pause ? `within ${pause.name}` : null;
}

/** The day so many counted days before an ISO date; after it where negative; 0 is the date itself, whatever day it is. */
export function planDayBefore(date: string, days: number, calendar: PlanCalendar): string {
	const step = days < 0 ? 1 : -1;
	let at = date;
	for (let left = Math.abs(days); left > 0;) {
		at = stepOf(at, step, calendar);
		if (!calendar.pauses.some(({ startsOn, endsOn }) => startsOn <= at && at <= endsOn)) left -= 1;
	}
	return at;
}

/** How many counted days come after the first date, up to and including the second; negative when the second is earlier. */
export function planDaysBetween(from: string, to: string, calendar: PlanCalendar): number {
	if (to < from) return -planDaysBetween(to, from, calendar);
	let count = 0;
	for (let at = planDayBefore(from, -1, calendar); at <= to; at = planDayBefore(at, -1, calendar)) count += 1;
	return count;
}

/** What stands too close to what it comes after. What is done fits: it has happened. */
export function misfits(items: readonly PlanItem[], calendar: PlanCalendar): Misfit[] {
	const byId = new Map(items.map((item) => [item.id, item]));
	return items.flatMap((item) => {
		const before = item.afterId === null ? undefined : byId.get(item.afterId);
		if (!before || item.doneOn !== null || item.afterDays === null) return [];
		const from = before.doneOn ?? before.dueOn;
		const gap = gapOf(item);
		const between = planDaysBetween(from, item.dueOn, calendar);
		if (between >= gap) return [];
		return [
			{
				...{ id: item.id, title: item.title, afterId: before.id, afterTitle: before.title, clear: item.afterClear },
				needs: item.afterDays,
				has: item.afterClear && between > 0 ? between - 1 : between,
				short: gap - between,
				fitsOn: planDayBefore(from, -gap, calendar)
			}
		];
	});
}

/** Milestones that a thing arranged already does not leave in time, with how many working days they come too early. */
export function tooEarly(
	items: readonly PlanItem[],
	points: readonly FixedPoint[],
	calendar: PlanCalendar
): { id: number; title: string; point: FixedPoint; short: number }[] {
	return points.flatMap((point) =>
		items
			.filter((item) => item.doneOn === null && point.milestoneIds.includes(item.id) && item.dueOn <= point.on)
			.map((item) => ({
				...{ id: item.id, title: item.title, point },
				short: 1 + Math.max(0, planDaysBetween(item.dueOn, point.on, calendar))
			}))
	);
}

/**
 * The plan after one milestone is moved.
 * alone: nothing else moves. follow: where the Cabinet date is moved, what is counted back from it moves with it; where
 * another milestone is, what depends on it goes to the first day that fits, and Cabinet stays. follow_all: Cabinet too.
 */
export function moved(
	items: readonly PlanItem[],
	move: { id: number; on: string },
	way: 'alone' | 'follow' | 'follow_all',
	calendar: PlanCalendar
): PlanItem[] {
	const after = items.map((item) => (item.id === move.id ? { ...item, dueOn: move.on } : { ...item }));
	const target = after.find(({ id }) => id === move.id);
	if (target && way !== 'alone') {
		if (target.isCabinet) recount(after, target.dueOn, calendar);
		else push(after, target.id, way === 'follow_all', calendar);
	}
	const cabinet = after.find(({ isCabinet }) => isCabinet);
	if (!cabinet) return after;
	// Counting goes on from the day that a milestone now has.
	return after.map((item) =>
		item.daysBefore === null ? item : { ...item, daysBefore: planDaysBetween(item.dueOn, cabinet.dueOn, calendar) }
	);
}

function recount(items: PlanItem[], cabinetOn: string, calendar: PlanCalendar): void {
	for (const item of items) {
		if (item.daysBefore === null || item.doneOn !== null || item.isCabinet) continue;
		item.dueOn = planDayBefore(cabinetOn, item.daysBefore, calendar);
	}
}

/** From what was moved along to all that comes after it; no milestone comes after itself, so this ends. */
function push(items: PlanItem[], from: number, cabinetToo: boolean, calendar: PlanCalendar): void {
	const before = items.find(({ id }) => id === from);
	if (!before) return;
	for (const item of items) {
		if (item.afterId !== from || item.doneOn !== null || (item.isCabinet && !cabinetToo)) continue;
		const fitsOn = planDayBefore(before.doneOn ?? before.dueOn, -gapOf(item), calendar);
		if (fitsOn <= item.dueOn) continue;
		item.dueOn = fitsOn;
		push(items, item.id, cabinetToo, calendar);
	}
}

/** Clear days leave out both ends, so they take one day more. */
function gapOf({ afterDays, afterClear }: PlanItem): number {
	return (afterDays ?? 0) + (afterClear ? 1 : 0);
}

/** The next day, or the one before, on which every nation works. */
function stepOf(date: string, step: 1 | -1, { nations: kept }: PlanCalendar): string {
	let at = date;
	do at = addWorkingDays(at, step, kept[0]);
	while (!kept.every((nation) => isWorkingDay(at, nation)));
	return at;
}
