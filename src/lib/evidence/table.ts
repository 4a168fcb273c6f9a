import type { Generated, GeneratedAlways } from 'kysely';
import type { Attribution, EventBasis, EventKind, EventState, EventStatus, Provenance } from '#lib/evidence/event.ts';

export type EvidenceEventsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	teamId: number;
	title: string;
	kind: EventKind;
	status: EventStatus;
	startsOn: string;
	endsOn: string | null;
	dateNote: string | null;
	placeName: string | null;
	placeCode: string | null;
	placeCodeYear: number | null;
	host: string | null;
	visitingParty: string | null;
	sensitive: Generated<boolean>;
	handling: string | null;
	basis: Generated<EventBasis>;
	questionId: number | null;
	publisher: string | null;
	publishedOn: string | null;
	address: string | null;
	provenance: Provenance | null;
	state: Generated<EventState>;
	sharedAt: Date | null;
	notesShared: Generated<boolean>;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	revision: Generated<number>;
	createdAt: Generated<Date>;
	updatedAt: Generated<Date>;
	search: GeneratedAlways<string>;
};

export type EventNotesTable = {
	eventId: number;
	reviewId: number;
	teamId: number;
	notes: Generated<string>;
	version: Generated<number>;
	shared: Generated<boolean>;
	search: GeneratedAlways<string>;
};

export type ContributorsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	eventId: number;
	role: string;
	organisation: string | null;
	headCount: number | null;
	attribution: Generated<Attribution>;
};

export type ContributorNamesTable = {
	contributorId: number;
	reviewId: number;
	teamId: number;
	name: string;
};

export type PromisesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	eventId: number;
	text: string;
	owner: string | null;
	dueOn: string | null;
	metOn: string | null;
};
