import type { Generated, GeneratedAlways } from 'kysely';

export type LetterKind = 'departmental' | 'round';
export type Ask = 'lead' | 'contribute' | 'note';
export type LetterOutcome = 'agreed' | 'in_part' | 'refused';

export type LettersTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	number: number;
	kind: LetterKind;
	batch: string | null;
	roundId: number | null;
	teamId: number;
	senderPostId: number;
	addresseePostId: number | null;
	addressee: string;
	copiedTo: Generated<string>;
	subject: string;
	/** Markdown. */
	text: string;
	replyBy: string | null;
	version: Generated<number>;
	clearedVersion: number | null;
	clearedAt: Date | null;
	clearedByPersonId: number | null;
	clearedByPostId: number | null;
	signedBy: string | null;
	signedOn: string | null;
	signedVersion: number | null;
	queuedAt: Date | null;
	queuedByPostId: number | null;
	issuedAt: Date | null;
	issuedHow: 'own_mailbox' | 'application' | 'paper' | null;
	receivedOn: string | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	revision: Generated<number>;
	createdAt: Generated<Date>;
};

export type LetterVersionsTable = {
	letterId: number;
	reviewId: number;
	teamId: number;
	version: number;
	addressee: string;
	copiedTo: string;
	subject: string;
	text: string;
	replyBy: string | null;
	/** What it asks, a line for each recommendation. */
	schedule: string;
	personId: number;
	postId: number;
	savedAt: Generated<Date>;
};

export type LetterMessagesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	letterId: number;
	teamId: number;
	fileName: string;
	bytes: Uint8Array;
	sha256: string;
	/** What was read in it, as JSON. */
	facts: string;
	addedByPersonId: number;
	addedAt: Generated<Date>;
	confirmedAt: Date | null;
};

export type LetterAsksTable = {
	letterId: number;
	recommendationId: number;
	reviewId: number;
	teamId: number;
	version: number;
	ask: Ask;
};

export type LetterAnswersTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	letterId: number;
	recommendationId: number;
	teamId: number;
	version: number;
	outcome: LetterOutcome;
	words: string | null;
	answeredOn: string;
	source: string;
	holderPersonId: number | null;
	recordedByPersonId: number;
	recordedByPostId: number;
	recordedAt: Generated<Date>;
};
