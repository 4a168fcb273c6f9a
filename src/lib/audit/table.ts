import type { Generated, GeneratedAlways } from 'kysely';
import type { Audience } from '#lib/audit/catalogue.ts';

export type AuditChainsTable = {
	id: GeneratedAlways<number>;
	reviewId: number | null;
	position: Generated<number>;
	head: Generated<string>;
};

export type AuditEntriesTable = {
	id: GeneratedAlways<number>;
	chainId: number;
	reviewId: number | null;
	position: number;
	at: Date;
	personId: number | null;
	postId: number | null;
	onBehalfOfPostId: number | null;
	act: string;
	recordKind: string;
	recordId: number | null;
	recordReference: string | null;
	audience: Audience;
	teamId: number | null;
	contentDigest: string;
	previousHash: string;
	hash: string;
};

export type AuditContentTable = {
	entryId: number;
	salt: string;
	content: string | null;
	erasedAt: Date | null;
	erasedBecause: string | null;
};
