import type { Generated, GeneratedAlways } from 'kysely';

/** A copy of a paper that went out for comment. */
export type WordCopiesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	/** What the file says that it is. */
	token: string;
	/** null for the working text. */
	snapshotNumber: number | null;
	/** `Sent` as JSON. */
	sent: string;
	bytes: Uint8Array;
	sha256: string;
	personId: number;
	postId: number | null;
	madeAt: Generated<Date>;
};

/** A file that came back. */
export type WordReturnsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	copyId: number;
	fileName: string;
	sha256: string;
	/** `Found` as JSON. */
	found: string;
	personId: number;
	postId: number | null;
	receivedAt: Generated<Date>;
	state: Generated<'waiting' | 'brought_in'>;
	broughtInAt: Date | null;
	manifestSha256: string | null;
	/** `Outcome` as JSON. */
	outcome: string | null;
};
