import type { Generated, GeneratedAlways } from 'kysely';
import type { MilestoneKind } from './milestone.ts';

export type TimetablesTable = {
	reviewId: number;
	template: Generated<string | null>;
	edition: Generated<string | null>;
	england: Generated<boolean>;
	wales: Generated<boolean>;
	scotland: Generated<boolean>;
	northernIreland: Generated<boolean>;
	avoidsRecess: Generated<boolean>;
	avoidsPreElection: Generated<boolean>;
	revision: Generated<number>;
};

export type MilestonesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	title: string;
	dueOn: string;
	kind: Generated<MilestoneKind>;
	step: Generated<string | null>;
	ownerPostId: Generated<number | null>;
	daysBefore: Generated<number | null>;
	afterId: Generated<number | null>;
	afterDays: Generated<number | null>;
	afterClear: Generated<boolean>;
	doneOn: Generated<string | null>;
	sensitive: Generated<boolean>;
	uid: Generated<string>;
	revision: Generated<number>;
};

export type MilestoneMovesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	milestoneId: number;
	title: string;
	fromOn: string | null;
	toOn: string;
	because: string | null;
	act: string;
	personId: number;
	postId: number;
	movedAt: Generated<Date>;
};

export type CalendarFeedsTable = {
	personId: number;
	tokenHash: string;
	madeAt: Generated<Date>;
	lastReadAt: Generated<Date | null>;
};
