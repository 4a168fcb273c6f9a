import type { Generated, GeneratedAlways } from 'kysely';

export type ActionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	text: string;
	recommendationId: number | null;
	meetingId: number | null;
	ownerPostId: number;
	dueOn: string;
	reportBackTo: string | null;
	reportBackOn: string | null;
	doneOn: string | null;
	outcome: string | null;
	droppedBecause: string | null;
	revision: Generated<number>;
	createdByPostId: number;
	createdAt: Generated<Date>;
};

/** Appended: what was reported back, for the day that the action named then. */
export type ActionReportsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	actionId: number;
	dueOn: string;
	reportedOn: string;
	reportedTo: string;
	words: string;
	recordedByPersonId: number;
	recordedByPostId: number;
	recordedAt: Generated<Date>;
};
