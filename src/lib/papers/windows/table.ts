import type { Generated, GeneratedAlways } from 'kysely';

export type CommentWindowsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	snapshotNumber: number;
	opensAt: Date;
	closesAt: Date;
	asks: string | null;
	personId: number;
	postId: number | null;
	revision: Generated<number>;
	createdAt: Generated<Date>;
};

export type CommentWindowTeamsTable = {
	windowId: number;
	reviewId: number;
	teamId: number;
};
