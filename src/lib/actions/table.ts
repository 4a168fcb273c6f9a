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
