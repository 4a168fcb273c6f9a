import type { Generated, GeneratedAlways } from 'kysely';
import type { Attribution, EventKind, Provenance } from '#lib/evidence/event.ts';
import type { AccuracyOutcome, Consent, FindingState, Nature, Reach, RelationKind } from '#lib/findings/finding.ts';

export type FindingKindsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	label: string;
	rank: number;
	retiredAt: Date | null;
};

export type ThemesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	label: string;
	retiredAt: Date | null;
};

export type FindingsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	teamId: number;
	sentence: string | null;
	kindId: number | null;
	themeId: number | null;
	lifeStage: string | null;
	service: string | null;
	reach: Reach | null;
	scope: string | null;
	whoseView: string | null;
	nature: Nature | null;
	provenance: Provenance | null;
	state: Generated<FindingState>;
	sharedAt: Date | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	version: Generated<number>;
	revision: Generated<number>;
	createdAt: Generated<Date>;
	updatedAt: Generated<Date>;
	sourceKind: EventKind | null;
	eventOn: string | null;
	placeName: string | null;
	eventCount: Generated<number>;
	passageCount: Generated<number>;
	linkCount: Generated<number>;
	restsOnWithdrawn: Generated<boolean>;
	search: GeneratedAlways<string>;
};

export type FindingVersionsTable = {
	findingId: number;
	reviewId: number;
	version: number;
	sentence: string;
	personId: number;
	postId: number | null;
	savedAt: Generated<Date>;
};

export type PassagesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	findingId: number;
	eventId: number;
	quote: string | null;
	startsAt: number | null;
	endsAt: number | null;
	notesVersion: number | null;
	attribution: Generated<Attribution>;
	contributorId: number | null;
	consent: Generated<Consent>;
	findingTeamId: GeneratedAlways<number>;
	findingOpen: GeneratedAlways<boolean>;
	createdAt: Generated<Date>;
};

export type FindingRelationsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	fromFindingId: number;
	toFindingId: number;
	kind: RelationKind;
	createdAt: Generated<Date>;
	removedAt: Date | null;
};

export type AccuracyChecksTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	findingId: number;
	findingVersion: number;
	body: string;
	teamId: number | null;
	askedAt: Generated<Date>;
	outcome: AccuracyOutcome | null;
	note: string | null;
	answeredAt: Date | null;
};

/** Kept by a trigger as acts commit. No team: the shared findings; no row counts what is withdrawn. */
export type FindingTalliesTable = {
	reviewId: number;
	teamId: number | null;
	sourceKind: EventKind | null;
	findings: number;
	tagged: number;
};
