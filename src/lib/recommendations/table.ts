import type { Generated, GeneratedAlways } from 'kysely';
import type { EventKind, Provenance } from '#lib/evidence/event.ts';
import type { FindingState } from '#lib/findings/finding.ts';
import type { LinkStance } from '#lib/recommendations/link.ts';
import type { CostStatus, Lever, RecommendationState, Route, Verb } from '#lib/recommendations/recommendation.ts';

export type RecommendationsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	title: string;
	verb: Generated<Verb>;
	text: string;
	leadTeamId: number;
	localActors: string | null;
	lever: Lever | null;
	questionId: number | null;
	route: Route | null;
	costStatus: Generated<CostStatus>;
	owner: string | null;
	measure: string | null;
	state: Generated<RecommendationState>;
	notTakenForwardBecause: string | null;
	proposedAt: Date | null;
	version: Generated<number>;
	materialVersion: Generated<number>;
	revision: Generated<number>;
	createdByTeamId: number;
	provenance: Provenance | null;
	createdAt: Generated<Date>;
	updatedAt: Generated<Date>;
	search: GeneratedAlways<string>;
};

export type RecommendationPartnersTable = {
	recommendationId: number;
	teamId: number;
	reviewId: number;
};

export type RecommendationVersionsTable = {
	recommendationId: number;
	reviewId: number;
	version: number;
	title: string;
	verb: Verb;
	text: string;
	leadTeamId: number;
	draftingBecause: string | null;
	reopenedAt: Date | null;
	reopenedBecause: string | null;
	personId: number;
	postId: number | null;
	savedAt: Generated<Date>;
};

export type LinksTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	findingId: number;
	recommendationId: number;
	stance: LinkStance;
	note: string | null;
	findingVersionConfirmed: Generated<number>;
	findingVersionCurrent: Generated<number>;
	recommendationVersionConfirmed: Generated<number>;
	recommendationVersionCurrent: Generated<number>;
	needsRecheck: GeneratedAlways<boolean>;
	findingTeamId: Generated<number>;
	findingShared: Generated<boolean>;
	findingState: Generated<FindingState>;
	findingKindId: number | null;
	findingSourceKind: EventKind | null;
	findingOn: string | null;
	recommendationLeadTeamId: Generated<number>;
	revision: Generated<number>;
	createdAt: Generated<Date>;
	confirmedAt: Generated<Date>;
	removedAt: Date | null;
};

/** Kept by a trigger as acts commit. No team: the tags of shared findings. */
export type LinkTalliesTable = {
	reviewId: number;
	recommendationId: number;
	teamId: number | null;
	stance: LinkStance;
	links: number;
	toRecheck: number;
};
