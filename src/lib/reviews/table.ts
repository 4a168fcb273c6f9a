import type { Generated, GeneratedAlways } from 'kysely';
import type { Role } from '#lib/access/roles.ts';
import type { ReferenceKind } from '#lib/reviews/reference.ts';
import type { MarkingCeiling, ReviewState } from '#lib/reviews/review.ts';

export type ReviewsTable = {
	id: GeneratedAlways<number>;
	slug: string;
	title: string;
	commission: Generated<string>;
	commissionedBy: Generated<string>;
	chairPostId: number | null;
	markingCeiling: Generated<MarkingCeiling>;
	banner: string | null;
	state: Generated<ReviewState>;
	successorPostId: number | null;
	revision: Generated<number>;
	createdAt: Generated<Date>;
};

export type QuestionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	text: string;
};

export type TeamsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	departmentId: number;
};

export type MembershipsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	teamId: number;
	postId: number;
	role: Role;
	since: Generated<Date>;
	endedAt: Date | null;
};

export type ReferenceCountersTable = {
	reviewId: number;
	kind: ReferenceKind;
	last: number;
};

/** What the secretariat chose for a review; a review without a row keeps what is usual. */
export type ReviewSettingsTable = {
	reviewId: number;
	nation: Generated<'england' | 'wales' | 'scotland' | 'northern_ireland'>;
	independentFirstView: Generated<boolean>;
	fullJudgements: Generated<boolean>;
	sendsLetters: Generated<boolean>;
	sendsReminders: Generated<boolean>;
	revision: Generated<number>;
};
