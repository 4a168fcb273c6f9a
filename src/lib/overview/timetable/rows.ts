import {
	beforeCabinet,
	milestoneKinds,
	milestoneStates,
	type MilestoneState,
	workingDays
} from '#lib/timetable/milestone.ts';
import { dateRange, shortDate } from '#lib/ui/dates.ts';
import type { TagColour } from '#lib/ui/tag.ts';

/** One line of the timetable, as the table and the picture show it. */
export type TimetableRow = {
	key: string;
	/** ISO dates, both included. */
	startsOn: string;
	endsOn: string | null;
	day: string;
	title: string;
	/** What it is, or what it belongs to. */
	under: string;
	href: string;
	owner: string | null;
	state: { label: string; colour: TagColour } | null;
	/** By how much it is late. */
	late: string | null;
	mark: Mark;
};

/** What stands for it in the picture; each has a shape of its own. */
export type Mark = Exclude<MilestoneState, 'passed'> | 'cabinet' | 'entry' | 'over';

export type MilestoneFacts = {
	id: number;
	title: string;
	kind: keyof typeof milestoneKinds;
	dueOn: string;
	doneOn: string | null;
	owner: string | null;
	daysBefore: number | null;
	state: MilestoneState;
	/** Working days since its day, where it is late. */
	lateBy: number;
};

export function milestoneRow(milestone: MilestoneFacts, base: string): TimetableRow {
	const { id, title, kind, dueOn, doneOn, owner, daysBefore, state, lateBy } = milestone;
	const counted = daysBefore === null || kind === 'cabinet' ? null : beforeCabinet(daysBefore);
	return {
		key: `milestone-${id}`,
		startsOn: dueOn,
		endsOn: null,
		day: shortDate(dueOn),
		title,
		under: [milestoneKinds[kind].label, counted, doneOn && doneOn !== dueOn ? `done on ${shortDate(doneOn)}` : null]
			.filter((part) => part !== null)
			.join(', '),
		href: `${base}/timetable/${id}`,
		owner,
		state: milestoneStates[state],
		late: state === 'late' ? (lateBy === 0 ? 'since today' : `by ${workingDays(lateBy)}`) : null,
		mark: markOf(kind, state)
	};
}

/** "late by 3 working days: Secretary of the group", for a page without tags; a day that nobody owns only passes. */
export function standingWords({ state, lateBy, owner, doneOn }: MilestoneFacts): string | null {
	if (state === 'done') return doneOn ? `done on ${shortDate(doneOn)}` : 'done';
	if (state === 'soon') return 'due soon';
	if (state === 'passed') return 'passed';
	if (state === 'planned') return null;
	const late = lateBy === 0 ? 'late' : `late by ${workingDays(lateBy)}`;
	return owner === null ? late : `${late}: ${owner}`;
}

export function entryRow(
	entry: {
		key: string;
		what: string;
		title: string | null;
		path: string;
		startsOn: string;
		endsOn: string | null;
		over: boolean;
	},
	base: string,
	today: string
): TimetableRow {
	const over = entry.over || (entry.endsOn ?? entry.startsOn) < today;
	return {
		key: entry.key,
		startsOn: entry.startsOn,
		endsOn: entry.endsOn,
		day:
			entry.endsOn && entry.endsOn !== entry.startsOn
				? dateRange(entry.startsOn, entry.endsOn)
				: shortDate(entry.startsOn),
		title: entry.what,
		under: entry.title ?? '',
		href: `${base}/${entry.path}`,
		owner: null,
		state: null,
		late: null,
		mark: over ? 'over' : 'entry'
	};
}

function markOf(kind: MilestoneFacts['kind'], state: MilestoneState): Mark {
	if (state === 'passed') return 'over';
	return kind === 'cabinet' && state !== 'done' && state !== 'late' ? 'cabinet' : state;
}
