import { createHash } from 'node:crypto';
import { asSystem, type Trx } from '#lib/db/asActor.server.ts';

export type ChainReport = {
	/** The slug of the chain's review; null for the chain of people, posts and sign-in. */
	review: string | null;
	/** Entries that were read and found whole. */
	entries: number;
	/** Entries whose content was erased, as disposal allows. */
	erased: number;
	/** The first thing wrong with the chain, or null. */
	fault: Fault | null;
};

export type Fault = {
	/** Where in the chain, counted from 1. */
	position: number;
	/** The entry that is wrong; null when none is there. */
	entryId: number | null;
	/** What it claims to tell: "finding.shared on F104". */
	about: string | null;
	/** What is wrong, as a sentence. */
	what: string;
};

const pageLength = 1000;

/**
 * Computes every chain again from what is stored, in pages, and compares. It does so without the database's own function
 * for it, which somebody who changes entries could change as well. Each page is a transaction of its own; what is
 * appended meanwhile is read too.
 */
export async function verifyAudit(now: Date): Promise<ChainReport[]> {
	const { chains, without } = await asSystem('operator', now, findChains);
	const reports: ChainReport[] = [];
	for (const chain of chains) reports.push(await verifyChain(chain, now));
	return [...reports, ...without.map((review) => ({ review, entries: 0, erased: 0, fault: noChain }))];
}

type Chain = { id: number; review: string | null };

const noChain: Fault = {
	position: 1,
	entryId: null,
	about: null,
	what: 'The review has no chain, although opening it wrote an entry'
};

async function findChains(trx: Trx): Promise<{ chains: Chain[]; without: string[] }> {
	const chains = await trx
		.selectFrom('auditChains')
		.leftJoin('reviews', 'reviews.id', 'auditChains.reviewId')
		.select(['auditChains.id', 'reviews.slug as review'])
		.orderBy('auditChains.id')
		.execute();
	const without = await trx
		.selectFrom('reviews')
		.leftJoin('auditChains', 'auditChains.reviewId', 'reviews.id')
		.select('reviews.slug')
		.where('auditChains.id', 'is', null)
		.orderBy('reviews.id')
		.execute();
	return { chains, without: without.map(({ slug }) => slug) };
}

async function verifyChain(chain: Chain, now: Date): Promise<ChainReport> {
	let last = { position: 0, hash: '' };
	let erased = 0;
	for (;;) {
		const { head, entries } = await asSystem('operator', now, (trx) => readPage(trx, chain.id, last.position));
		for (const entry of entries) {
			const fault = faultOf(entry, last);
			if (fault) return { review: chain.review, entries: last.position, erased, fault };
			if (entry.content === null) erased += 1;
			last = entry;
		}
		if (entries.length < pageLength) {
			const fault = faultOfEnd(head, last) ?? (await asSystem('operator', now, (trx) => faultBeyond(trx, chain.id)));
			return { review: chain.review, entries: last.position, erased, fault };
		}
	}
}

type Entry = Awaited<ReturnType<typeof readPage>>['entries'][number];

/** The head is read first, so that an entry appended meanwhile never makes it look behind. */
async function readPage(trx: Trx, chainId: number, after: number) {
	const head = await trx
		.selectFrom('auditChains')
		.select(['position', 'head'])
		.where('id', '=', chainId)
		.executeTakeFirstOrThrow();
	const entries = await trx
		.selectFrom('auditEntries')
		.leftJoin('auditContent', 'auditContent.entryId', 'auditEntries.id')
		.selectAll('auditEntries')
		.select(['auditContent.salt', 'auditContent.content', 'auditContent.erasedAt'])
		.where('auditEntries.chainId', '=', chainId)
		.where('auditEntries.position', '>', after)
		.where('auditEntries.position', '<=', head.position)
		.orderBy('auditEntries.position')
		.limit(pageLength)
		.execute();
	return { head, entries };
}

function faultOf(entry: Entry, last: { position: number; hash: string }): Fault | null {
	const position = last.position + 1;
	if (entry.position !== position) return { position, entryId: null, about: null, what: 'It was deleted, or moved' };
	const what = wrongWith(entry, last.hash);
	if (what === null) return null;
	const record = entry.recordReference ?? [entry.recordKind, entry.recordId].filter((part) => part !== null).join(' ');
	return { position, entryId: entry.id, about: `${entry.act} on ${record}`, what };
}

function wrongWith(entry: Entry, lastHash: string): string | null {
	if (entry.previousHash !== lastHash) {
		return 'It does not follow from the entry before it: one of the two was moved, put in or taken out';
	}
	if (sha256(entryText(entry)) !== entry.hash) return 'It was changed after it was written';
	if (entry.salt === null) return 'Its content is gone, and not by an erasure, which leaves a mark';
	if (entry.content === null) return entry.erasedAt ? null : 'Its content is gone, and not by an erasure';
	return sha256(entry.salt + entry.content) === entry.contentDigest ? null : 'Its content was changed';
}

function faultOfEnd(head: { position: number; head: string }, last: { position: number; hash: string }): Fault | null {
	if (head.position > last.position) {
		const what = `The chain counts ${head.position} entries: the last were deleted`;
		return { position: last.position + 1, entryId: null, about: null, what };
	}
	if (head.head === last.hash) return null;
	return { position: last.position, entryId: null, about: null, what: 'The head of the chain was changed' };
}

/** Head and entries are compared in one statement, so that an entry appended meanwhile is no fault. */
async function faultBeyond(trx: Trx, chainId: number): Promise<Fault | null> {
	const beyond = await trx
		.selectFrom('auditEntries')
		.innerJoin('auditChains', 'auditChains.id', 'auditEntries.chainId')
		.select(['auditEntries.id', 'auditEntries.act', 'auditEntries.position'])
		.where('auditEntries.chainId', '=', chainId)
		.whereRef('auditEntries.position', '>', 'auditChains.position')
		.orderBy('auditEntries.position')
		.executeTakeFirst();
	if (!beyond) return null;
	const { id, act, position } = beyond;
	return { position, entryId: id, about: act, what: 'It was put in behind the end of the chain' };
}

/** The same text as the database's audit_entry_text makes. */
function entryText(entry: Entry): string {
	return [
		entry.previousHash,
		entry.position,
		entry.at.toISOString(),
		entry.reviewId ?? '-',
		entry.personId ?? '-',
		entry.postId ?? '-',
		entry.onBehalfOfPostId ?? '-',
		entry.act,
		entry.recordKind,
		entry.recordId ?? '-',
		entry.recordReference ?? '-',
		entry.audience,
		entry.teamId ?? '-',
		entry.contentDigest
	].join('|');
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
