import type { Generated, GeneratedAlways } from 'kysely';

export type ReplyDropsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	roundId: number;
	addresseeId: number;
	teamId: number;
	fileName: string;
	mediaType: string;
	bytes: Uint8Array;
	sha256: string;
	/** JSON of `DropFacts`; null where the file says nothing that can be read. */
	facts: string | null;
	personId: number;
	postId: number;
	receivedAt: Generated<Date>;
};

export type RoundLooksTable = {
	roundId: number;
	reviewId: number;
	personId: number;
	/** The last reply that stood on the page when it was looked at. */
	replyId: number;
	lookedAt: Generated<Date>;
};
