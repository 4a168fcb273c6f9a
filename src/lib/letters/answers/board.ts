import type { LetterOutcome } from '../table.ts';

export const boardFilters = {
	owed: { label: 'Owed' },
	overdue: { label: 'Overdue' },
	agreed: { label: 'Agreed' },
	in_part: { label: 'Agreed in part' },
	refused: { label: 'Refused' },
	all: { label: 'Everything asked' }
} as const;

export type BoardFilter = keyof typeof boardFilters;

export const boardFilterNames = Object.keys(boardFilters).filter((name): name is BoardFilter => name in boardFilters);

/** One thing that one Cabinet minister was asked. */
export type BoardRow = {
	letter: number;
	recommendation: number;
	title: string;
	ask: 'lead' | 'contribute';
	teamId: number;
	shortName: string;
	addressee: string;
	askedOn: string;
	dueOn: string | null;
	version: number;
	currentVersion: number;
	/** The words have changed in meaning since they were asked for: what was answered was answered on the old ones. */
	changedSince: boolean;
	answer: { outcome: LetterOutcome; answeredOn: string; words: string | null; source: string } | null;
	/** Working days past the day an answer was asked for; null where it is not owed, not yet due, or has no such day. */
	overdueBy: number | null;
};

/** Counts of everything a reader may know of. */
export type BoardCounts = Record<BoardFilter, number>;
