import type { Trx } from '#lib/db/asActor.server.ts';
import { type AuditEvent, auditEvents } from './catalogue.ts';

export type TrailEntry = {
	id: number;
	at: Date;
	act: string;
	/** What happened, in words: "shared this evidence". */
	words: string;
	/** null for what nobody did: the system, or an operator at the command line. */
	personName: string | null;
	postTitle: string | null;
	onBehalfOfTitle: string | null;
	/** The record, for a trail of several: 'finding', 12, 'F12'. */
	recordKind: string;
	recordId: number | null;
	recordReference: string | null;
	/** What changed; null once it was erased. */
	said: Record<string, unknown> | null;
	erasedBecause: string | null;
};

export type Trail = {
	entries: TrailEntry[];
	/** The id to start the next page before; null on the last page. */
	next: number | null;
};

type Paging = {
	/** The `next` of the page before. */
	before?: number | null;
	limit?: number;
};

/** The history of one record, newest first: what of it the signed-in person may know. */
export async function listTrail(
	trx: Trx,
	kind: string,
	id: number,
	{ before = null, limit = 50 }: Paging = {}
): Promise<Trail> {
	const found = await entryRows(trx)
		.where('auditEntries.recordKind', '=', kind)
		.where('auditEntries.recordId', '=', id)
		.$if(before !== null, (query) => query.where('auditEntries.id', '<', before ?? 0))
		.orderBy('auditEntries.id', 'desc')
		.limit(limit + 1)
		.execute();
	return page(found, limit);
}

/** Everything that was done in a review, newest first: what of it the signed-in person may know. */
export async function listReviewTrail(
	trx: Trx,
	reviewId: number,
	{ before = null, limit = 50 }: Paging = {}
): Promise<Trail> {
	const found = await entryRows(trx)
		.where('auditEntries.reviewId', '=', reviewId)
		.$if(before !== null, (query) => query.where('auditEntries.id', '<', before ?? 0))
		.orderBy('auditEntries.id', 'desc')
		.limit(limit + 1)
		.execute();
	return page(found, limit);
}

function entryRows(trx: Trx) {
	return trx
		.selectFrom('auditEntries')
		.innerJoin('auditContent', 'auditContent.entryId', 'auditEntries.id')
		.leftJoin('people', 'people.id', 'auditEntries.personId')
		.leftJoin('posts', 'posts.id', 'auditEntries.postId')
		.leftJoin('posts as behalf', 'behalf.id', 'auditEntries.onBehalfOfPostId')
		.select([
			'auditEntries.id',
			'auditEntries.at',
			'auditEntries.act',
			'people.name as personName',
			'posts.title as postTitle',
			'behalf.title as onBehalfOfTitle',
			'auditEntries.recordKind',
			'auditEntries.recordId',
			'auditEntries.recordReference',
			'auditContent.content',
			'auditContent.erasedBecause'
		]);
}

type Row = Awaited<ReturnType<ReturnType<typeof entryRows>['execute']>>[number];

function page(found: Row[], limit: number): Trail {
	const entries = found.slice(0, limit).map(({ content, ...entry }) => ({
		...entry,
		words: isKnown(entry.act) ? auditEvents[entry.act] : entry.act,
		said: content === null ? null : toRecord(content)
	}));
	return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

function isKnown(act: string): act is AuditEvent {
	return Object.hasOwn(auditEvents, act);
}

function toRecord(content: string): Record<string, unknown> {
	const said: unknown = JSON.parse(content);
	return typeof said === 'object' && said !== null ? { ...said } : {};
}
