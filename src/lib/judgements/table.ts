import type { Generated, GeneratedAlways } from 'kysely';
import type { CriterionKey } from '#lib/judgements/criteria.ts';

export type JudgementsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	recommendationId: number;
	version: number;
	criterion: CriterionKey;
	answer: string;
	comment: string | null;
	postId: number;
	teamId: number;
	personId: number;
	recordedByPostId: number;
	givenAt: Generated<Date>;
};

export type JudgementLinksTable = {
	judgementId: number;
	linkId: number;
	findingVersion: number;
};
