import type { Generated, GeneratedAlways } from 'kysely';
import type { EntryKind, ThreadState, Visibility } from '#lib/discussion/thread.ts';

export type ThreadsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	recommendationId: number;
	version: number;
	quote: string | null;
	prefix: Generated<string>;
	suffix: Generated<string>;
	body: string;
	visibility: Visibility;
	personId: number;
	postId: number;
	teamId: number;
	madeAt: Generated<Date>;
	state: Generated<ThreadState>;
};

export type ThreadEntriesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	recommendationId: number;
	threadId: number;
	version: number;
	kind: EntryKind;
	body: string;
	personId: number;
	postId: number;
	teamId: number;
	madeAt: Generated<Date>;
};

export type ProposedWordsTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	recommendationId: number;
	answerId: number;
	outcome: 'accepted' | 'declined';
	acceptedVersion: number | null;
	unchanged: boolean | null;
	because: string | null;
	personId: number;
	postId: number;
	decidedAt: Generated<Date>;
};
