import type { Generated, GeneratedAlways, Selectable } from 'kysely';
import type { Stance } from '#lib/positions/position.ts';

export type CommitteesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	name: string;
	chair: string;
	secretary: Generated<string>;
	copiedTo: Generated<string>;
	/** Clear working days for replies; null takes what the rules say. */
	replyDays: number | null;
	revision: Generated<number>;
	createdAt: Generated<Date>;
};

export type RoundRulesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	key: string;
	edition: string;
	name: string;
	/** The file as it came. */
	content: string;
	sha256: string;
	addedByPersonId: number;
	addedAt: Generated<Date>;
};

export type WriteRoundsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	title: string;
	committeeId: number;
	paperId: number;
	snapshotId: number;
	sponsorPostId: number;
	sponsorTeamId: number;
	ask: string;
	spendsMoney: boolean;
	/** The rules that the round keeps, as text whose SHA-256 stands beside it. */
	rules: string;
	rulesSha256: string;
	issuedOn: string | null;
	replyBy: string | null;
	shortNoticeBecause: string | null;
	/** The clear working days that the round should give, and those that it gave. */
	clearDays: number;
	givenDays: number | null;
	issuedByPersonId: number | null;
	issuedByPostId: number | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	revision: Generated<number>;
	createdAt: Generated<Date>;
};

export type RoundRecommendationsTable = {
	roundId: number;
	recommendationId: number;
	reviewId: number;
	version: number;
};

export type RoundAddresseesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	roundId: number;
	teamId: number;
	postId: number;
	mustBeAskedBecause: string | null;
	askedToPay: Generated<boolean>;
	askedToChangeLaw: Generated<boolean>;
};

export type ReplyStance = Stance | 'in_part';
export type ReplyConveyed = 'self' | 'letter' | 'email' | 'call' | 'meeting';

export type RepliesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	roundId: number;
	addresseeId: number;
	teamId: number;
	snapshotId: number;
	stance: ReplyStance;
	text: string | null;
	sentBy: string;
	datedOn: string;
	conveyed: ReplyConveyed;
	holderPersonId: number | null;
	recordedByPersonId: number;
	recordedByPostId: number;
	recordedAt: Generated<Date>;
};

/** A view: the reply of each department that counts in a round. */
export type CountingRepliesTable = Selectable<RepliesTable>;

export type ReplyFilesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	replyId: number;
	teamId: number;
	fileName: string;
	mediaType: string;
	bytes: Uint8Array;
	sha256: string;
};

export type ClearanceOutcome = 'cleared' | 'refused' | 'to_committee';

/** By letter of the chair, or by the minute of a meeting. */
export type ClearanceForm = 'letter' | 'minute';

export type ClearancesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	roundId: number;
	snapshotId: number;
	outcome: ClearanceOutcome;
	givenBy: string;
	givenIn: Generated<ClearanceForm>;
	source: string;
	givenOn: string;
	terms: string | null;
	/** What stood in the way and was overridden, a line each, and why. */
	despite: string | null;
	because: string | null;
	recordedByPersonId: number;
	recordedByPostId: number;
	recordedAt: Generated<Date>;
};

/** The letter or the minute as it came; `clearanceId` is null until a decision is recorded by it. */
export type ClearanceFilesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	roundId: number;
	clearanceId: number | null;
	fileName: string;
	mediaType: string;
	bytes: Uint8Array;
	sha256: string;
	/** JSON of `DropFacts`; null where the file says nothing that can be read. */
	facts: string | null;
	addedByPersonId: number;
	addedByPostId: number;
	addedAt: Generated<Date>;
};

export type PeriodKind = 'recess' | 'pre_election';

export type CalendarPeriodsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	kind: PeriodKind;
	name: string;
	startsOn: string;
	endsOn: string;
	createdAt: Generated<Date>;
};

/** Each time the day for replies of a round was put off; the day before stays. */
export type RoundExtensionsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	roundId: number;
	earlierReplyBy: string;
	replyBy: string;
	because: string;
	personId: number;
	postId: number;
	extendedAt: Generated<Date>;
};
