import type { Generated, GeneratedAlways } from 'kysely';
import type { Means, Place } from './undertaking.ts';

export type UndertakingsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	place: Place;
	madeOn: string;
	source: string;
	link: string | null;
	words: string;
	madeByPostId: number | null;
	madeBy: string | null;
	ownerPostId: number;
	dueOn: string | null;
	metOn: string | null;
	metBy: Means | null;
	metWords: string | null;
	metSnapshotId: number | null;
	metRecommendationId: number | null;
	metLetterId: number | null;
	withdrawnOn: string | null;
	withdrawnBecause: string | null;
	revision: Generated<number>;
	createdByPostId: number;
	createdAt: Generated<Date>;
};

export type UndertakingRecommendationsTable = {
	undertakingId: number;
	recommendationId: number;
	reviewId: number;
};

/** Appended: the last of them is how the words stand. */
export type UndertakingCorrectionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	undertakingId: number;
	words: string;
	correctedOn: string;
	source: string;
	because: string;
	recordedByPersonId: number;
	recordedByPostId: number;
	recordedAt: Generated<Date>;
};
