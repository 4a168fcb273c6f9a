import type { Grade } from '#lib/positions/position.ts';
import { addWorkingDays, type Nation } from '#lib/timetable/working-days.ts';
import { calendarOf } from '../calendar/period.ts';
import { type Pause, roundDaysAfter } from '../clock.ts';
import type { RoundRules } from '../rules.ts';
import type { PeriodKind } from '../table.ts';

/** What of a review decides by when its conditions are needed. */
export type LedgerDays = {
	nation: Nation;
	periods: readonly (Pause & { kind: PeriodKind })[];
	/** The day of the Cabinet meeting, where the timetable has one. */
	cabinetOn: string | null;
};

/** Days of a round, after the day for replies or the date of a later reply, within which a condition is to be met. */
export const daysToMeet = 5;

/** Working days before Cabinet meets by which nothing is to be open: the paper has to be frozen and lodged with it. */
export const daysBeforeCabinet = 10;

export const dayReasons = {
	named: 'named by the secretariat',
	round: 'five working days after replies were due, or after the reply',
	cabinet: 'ten working days before Cabinet'
} as const;

export type NeededBy = { on: string; because: keyof typeof dayReasons };

/**
 * By when a condition has to be met: the day that the secretariat has named, else the earlier of what the clock of its round
 * and the Cabinet date ask for. Observations, on which nobody insists, have no day until one is named.
 */
export function neededBy(
	condition: {
		grade: Grade;
		namedDay: string | null;
		askedOn: string;
		round: { replyBy: string | null; calendar: RoundRules['calendar'] } | null;
	},
	{ nation, periods, cabinetOn }: LedgerDays
): NeededBy | null {
	const { grade, namedDay, askedOn, round } = condition;
	if (namedDay !== null) return { on: namedDay, because: 'named' };
	if (grade === 'observation') return null;
	const days: NeededBy[] = [];
	if (round) {
		const from = round.replyBy !== null && round.replyBy > askedOn ? round.replyBy : askedOn;
		const on = roundDaysAfter(from, daysToMeet, calendarOf(round.calendar, nation, periods));
		days.push({ on, because: 'round' });
	}
	if (cabinetOn !== null) {
		const on = addWorkingDays(cabinetOn, -daysBeforeCabinet, nation);
		// What is asked for when that day is over has the days of its round alone.
		if (on > askedOn) days.push({ on, because: 'cabinet' });
	}
	return days.sort((one, other) => one.on.localeCompare(other.on))[0] ?? null;
}

/** Whether something is still to be done about a condition, by its owner or by who asked. */
export function isOverdue(condition: { state: string; neededBy: NeededBy | null }, today: string): boolean {
	const waits = condition.state === 'open' || condition.state === 'reopened' || condition.state === 'to_tick';
	return waits && condition.neededBy !== null && condition.neededBy.on < today;
}
