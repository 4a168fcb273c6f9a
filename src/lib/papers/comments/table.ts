import type { Generated, GeneratedAlways } from 'kysely';
import type { Gate } from '#lib/papers/paper.ts';
import type { CommentState, Outcome } from './comment.ts';

export type CommentsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	paperId: number;
	sectionId: number;
	sectionVersion: number;
	quote: string | null;
	prefix: Generated<string>;
	suffix: Generated<string>;
	body: string;
	gate: Gate;
	windowId: number | null;
	personId: number;
	postId: number;
	teamId: number;
	originAuthor: string | null;
	originAt: Date | null;
	madeAt: Generated<Date>;
	state: Generated<CommentState>;
};

export type CommentEntriesTable = {
	id: GeneratedAlways<number>;
	commentId: number;
	paperId: number;
	reviewId: number;
	kind: 'reply' | 'resolved' | 'reopened';
	body: string | null;
	outcome: Outcome | null;
	gate: Gate;
	windowId: number | null;
	personId: number;
	postId: number;
	teamId: number;
	originAuthor: string | null;
	originAt: Date | null;
	madeAt: Generated<Date>;
};
