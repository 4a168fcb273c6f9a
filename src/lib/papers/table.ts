import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Gate } from '#lib/papers/paper.ts';
import type { Profile } from '#lib/papers/profile.ts';

export type PapersTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	title: string;
	profile: JSONColumnType<Profile>;
	sponsorPostId: number | null;
	committee: string | null;
	meetingOn: string | null;
	sensitive: Generated<boolean>;
	handling: string | null;
	gate: Generated<Gate>;
	revision: Generated<number>;
	createdAt: Generated<Date>;
	updatedAt: Generated<Date>;
	search: GeneratedAlways<string>;
};

export type SectionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	parentId: number | null;
	rank: number;
	heading: string;
	body: Generated<string>;
	annex: Generated<boolean>;
	version: Generated<number>;
	revision: Generated<number>;
	removedAt: Date | null;
	updatedAt: Generated<Date>;
	search: GeneratedAlways<string>;
};

export type SectionVersionsTable = {
	sectionId: number;
	paperId: number;
	version: number;
	heading: string;
	body: string;
	personId: number;
	postId: number | null;
	savedAt: Generated<Date>;
};

export type CitationsTable = {
	sectionId: number;
	paperId: number;
	reviewId: number;
	findingId: number;
	findingVersion: number;
};

export type SlotsTable = {
	sectionId: number;
	paperId: number;
	reviewId: number;
	position: number;
	kind: 'recommendation';
	recommendationId: number | null;
	recommendationVersion: number | null;
};

export type SnapshotsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	number: number;
	gate: Gate;
	content: string;
	sha256: string;
	marking: string;
	personId: number;
	postId: number | null;
	takenAt: Generated<Date>;
};
