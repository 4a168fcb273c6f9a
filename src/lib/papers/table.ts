import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { DocumentFormat } from '#lib/documents/filename.ts';
import type { Gate, WordingReason } from '#lib/papers/paper.ts';
import type { CheckKind, CheckOutcome } from '#lib/papers/checks/check.ts';
import type { ExportState, Problem } from '#lib/papers/exports/export.ts';
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
	committeeReference: string | null;
	contact: string | null;
	addressee: string | null;
	copies: string | null;
	replyBy: string | null;
	lodgedWith: string | null;
	lodgedOn: string | null;
	minuteReference: string | null;
	decidedOn: string | null;
	publishedOn: string | null;
	/** The last part of the address of the public copy. */
	publicAddress: string | null;
	/** Set while a text that was final may be changed again. */
	reopenedAt: Date | null;
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
	why: Generated<WordingReason>;
	restoredVersion: number | null;
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
	kind: string;
	/** As written after the name, such as R7. */
	argument: Generated<string>;
	/** What it printed when that was last accepted, as JSON; null while there is nothing to print. */
	data: string | null;
};

/** A recommendation among what a slot prints. */
export type PlacedRecommendationsTable = {
	sectionId: number;
	position: number;
	paperId: number;
	reviewId: number;
	recommendationId: number;
	/** The version whose words stand. */
	recommendationVersion: number;
};

export type DeclinedViewsTable = {
	paperId: number;
	reviewId: number;
	recommendationId: number;
	findingId: number;
	because: string;
	personId: number;
	postId: number | null;
	declinedAt: Generated<Date>;
};

export type DisagreementWordsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	recommendationId: number;
	recommendationVersion: number;
	postId: number;
	/** The answer whose disagreement the words put. */
	answerId: number;
	words: string;
	proposedByPersonId: number;
	proposedByPostId: number;
	proposedAt: Generated<Date>;
	agreedByPersonId: number | null;
	agreedByPostId: number | null;
	agreedAt: Date | null;
	withdrawnByPersonId: number | null;
	withdrawnByPostId: number | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
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

/** A copy of a paper that somebody has opened on screen (taken as '') or taken as a file. */
export type PaperReadingsTable = {
	reviewId: number;
	paperId: number;
	personId: number;
	postId: number;
	copy: 'working' | 'snapshot' | 'annex';
	copyNumber: number;
	takenAs: string;
	gate: Gate;
	firstAt: Generated<Date>;
	lastAt: Generated<Date>;
	times: Generated<number>;
};

export type PacksTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	title: string;
	meetingOn: string | null;
	marking: string;
	personId: number;
	postId: number;
	madeAt: Generated<Date>;
};

export type PackItemsTable = {
	packId: number;
	reviewId: number;
	position: number;
	paperId: number;
	snapshotId: number;
};

export type PublicCopiesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	snapshotId: number;
	state: Generated<'draft' | 'approved' | 'published'>;
	title: string;
	decidedOn: string;
	dueOn: string;
	address: string | null;
	sha256: string | null;
	revision: Generated<number>;
	startedByPersonId: number;
	startedAt: Generated<Date>;
	approvedByPersonId: number | null;
	approvedAt: Date | null;
	publishedByPersonId: number | null;
	publishedAt: Date | null;
};

export type PublicRemovalsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	copyId: number;
	state: Generated<'proposed' | 'withheld' | 'kept'>;
	code: string;
	rule: string | null;
	place: 'section' | 'paragraph' | 'passage' | 'committee' | 'meeting' | 'byline';
	sectionKey: number | null;
	paragraph: number | null;
	startsAt: number | null;
	endsAt: number | null;
	because: string | null;
	personId: number | null;
	decidedAt: Date | null;
};

export type PublishedFilesTable = {
	copyId: number;
	reviewId: number;
	format: 'html' | 'pdf';
	bytes: Uint8Array;
	sha256: string;
};

export type ProfilesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	key: string;
	edition: string;
	content: JSONColumnType<Profile>;
	origin: ProfileOrigin;
	personId: number;
	postId: number | null;
	addedAt: Generated<Date>;
};

export type ProfileOrigin = 'import' | 'change' | 'copy';

export type PaperSponsorsTable = {
	paperId: number;
	reviewId: number;
	postId: number;
	rank: number;
};

export type CheckedWordsTable = {
	paperId: number;
	reviewId: number;
	sha256: string;
	content: string;
};

export type PaperChecksTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	kind: CheckKind;
	outcome: CheckOutcome;
	said: string;
	/** The answers to the questions of the check as a JSON list, in their order. */
	answers: Generated<string>;
	clearedBy: string;
	clearedPost: string;
	clearedOn: string;
	wordsSha256: string;
	workingVersion: number | null;
	snapshotNumber: number | null;
	personId: number;
	postId: number | null;
	recordedAt: Generated<Date>;
};

export type LateChangesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	gate: Gate;
	snapshotNumber: number | null;
	because: string;
	allowedBy: string;
	personId: number;
	postId: number | null;
	reopenedAt: Generated<Date>;
};

export type SectionDraftsTable = {
	sectionId: number;
	paperId: number;
	personId: number;
	heading: string;
	body: string;
	annex: boolean;
	revision: number;
	version: number;
	savedAt: Generated<Date>;
};

export type SectionVisitsTable = {
	sectionId: number;
	paperId: number;
	personId: number;
	postId: number | null;
	since: Generated<Date>;
	endsAt: Date;
};

export type PaperExportsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	personId: number;
	copy: 'working' | 'snapshot' | 'annex';
	snapshotNumber: number | null;
	format: DocumentFormat;
	accessible: Generated<boolean>;
	modelSha256: string;
	state: Generated<ExportState>;
	estimateMs: number;
	askedAt: Generated<Date>;
	startedAt: Date | null;
	finishedAt: Date | null;
	expiresAt: Date;
	filename: string;
	problems: ColumnType<Problem[] | null, string | null | undefined, string | null>;
	bytes: Uint8Array | null;
	bytesSha256: string | null;
};
