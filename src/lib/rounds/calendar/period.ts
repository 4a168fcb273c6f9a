import type { Nation } from '#lib/timetable/working-days.ts';
import type { Pause, RoundCalendar } from '../clock.ts';
import type { RoundRules } from '../rules.ts';
import type { PeriodKind } from '../table.ts';

export const periodKinds = {
	recess: { label: 'Recess' },
	pre_election: { label: 'Pre-election period' }
} as const satisfies Record<PeriodKind, { label: string }>;

export const periodKindNames = ['recess', 'pre_election'] as const satisfies PeriodKind[];

/** The days that a round counts by its rules. */
export function calendarOf(
	rules: RoundRules['calendar'],
	nation: Nation,
	periods: readonly (Pause & { kind: PeriodKind })[]
): RoundCalendar {
	const pausing: Record<PeriodKind, boolean> = {
		recess: rules.recess === 'pauses',
		pre_election: rules.preElection === 'pauses'
	};
	return { nation, pauses: periods.filter(({ kind }) => pausing[kind]) };
}
