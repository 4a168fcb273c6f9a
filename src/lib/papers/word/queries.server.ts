import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { OpenComment, OpenSuggestion } from './marking.ts';

const mostRemarks = 500;

/** The suggestions that wait for an answer, oldest first, under the names of those who made them. */
export async function listOpenSuggestions(trx: Trx, paperId: number): Promise<OpenSuggestion[]> {
	const rows = await trx
		.selectFrom('suggestions')
		.innerJoin('people', 'people.id', 'suggestions.personId')
		.select([
			'suggestions.id',
			'suggestions.sectionId',
			'suggestions.baseVersion',
			'suggestions.paragraphIndex as index',
			'suggestions.before',
			'suggestions.after',
			'suggestions.because',
			'suggestions.originAuthor',
			'suggestions.originAt',
			'suggestions.madeAt',
			'people.name'
		])
		.where('suggestions.paperId', '=', paperId)
		.where('suggestions.state', '=', 'open')
		.orderBy('suggestions.id')
		.limit(mostRemarks)
		.execute();
	return rows.map(({ name, originAuthor, originAt, madeAt, ...row }) => ({
		...row,
		...byOf({ name, originAuthor, originAt, madeAt })
	}));
}

/** The comments that are open, each with the replies to it in its text. */
export async function listOpenComments(trx: Trx, paperId: number): Promise<OpenComment[]> {
	const comments = await trx
		.selectFrom('comments')
		.innerJoin('people', 'people.id', 'comments.personId')
		.select([
			'comments.id',
			'comments.sectionId',
			'comments.quote',
			'comments.body',
			'comments.originAuthor',
			'comments.originAt',
			'comments.madeAt',
			'people.name'
		])
		.where('comments.paperId', '=', paperId)
		.where('comments.state', '=', 'open')
		.orderBy('comments.id')
		.limit(mostRemarks)
		.execute();
	const ids = comments.map(({ id }) => id);
	const replies =
		ids.length === 0
			? []
			: await trx
					.selectFrom('commentEntries')
					.innerJoin('people', 'people.id', 'commentEntries.personId')
					.select(['commentEntries.commentId', 'commentEntries.body', 'commentEntries.originAuthor', 'people.name'])
					.where('commentEntries.commentId', 'in', ids)
					.where('commentEntries.kind', '=', 'reply')
					.orderBy('commentEntries.id')
					.execute();
	return comments.map(({ id, sectionId, quote, body, ...author }) => {
		const answers = replies
			.filter((reply) => reply.commentId === id)
			.map((reply) => `Reply by ${reply.originAuthor ?? reply.name}: ${reply.body ?? ''}`);
		return { id, sectionId, quote, text: [body, ...answers].join('\n'), ...byOf(author) };
	});
}

/** The version of each section that holds the very words given. */
export async function versionsHolding(
	trx: Trx,
	sections: readonly { key: number; body: string }[]
): Promise<Map<number, number>> {
	const versions = new Map<number, number>();
	for (const { key, body } of sections) {
		const found = await trx
			.selectFrom('sectionVersions')
			.select('version')
			.where('sectionId', '=', key)
			.where('body', '=', body)
			.orderBy('version', 'desc')
			.limit(1)
			.executeTakeFirst();
		if (found) versions.set(key, found.version);
	}
	return versions;
}

export type WordCopy = {
	id: number;
	snapshotNumber: number | null;
	madeAt: Date;
	personName: string;
	/** How many files have come back to it. */
	returns: number;
};

/** The copies that went out for comment, newest first. */
export async function listWordCopies(trx: Trx, paperId: number): Promise<WordCopy[]> {
	return trx
		.selectFrom('wordCopies')
		.innerJoin('people', 'people.id', 'wordCopies.personId')
		.select([
			'wordCopies.id',
			'wordCopies.snapshotNumber',
			'wordCopies.madeAt',
			'people.name as personName',
			sql<number>`(select count(*)::integer from word_returns r where r.copy_id = word_copies.id)`.as('returns')
		])
		.where('wordCopies.paperId', '=', paperId)
		.orderBy('wordCopies.id', 'desc')
		.limit(20)
		.execute();
}

export type WordReturn = {
	id: number;
	copyId: number;
	snapshotNumber: number | null;
	copyMadeAt: Date;
	fileName: string;
	sha256: string;
	found: string;
	state: 'waiting' | 'brought_in';
	receivedAt: Date;
	broughtInAt: Date | null;
	manifestSha256: string | null;
	outcome: string | null;
	personName: string;
};

/** The files that came back, newest first. */
export async function listWordReturns(trx: Trx, paperId: number): Promise<WordReturn[]> {
	return returnRows(trx, paperId).orderBy('wordReturns.id', 'desc').limit(50).execute();
}

/** @throws NotFound */
export async function getWordReturn(trx: Trx, paperId: number, id: number): Promise<WordReturn> {
	const found = Number.isSafeInteger(id)
		? await returnRows(trx, paperId).where('wordReturns.id', '=', id).executeTakeFirst()
		: undefined;
	if (!found) throw new NotFound('This file was not found: somebody may have put it aside');
	return found;
}

/** The copy that a file says it is, of whichever paper. */
export async function findWordCopy(trx: Trx, token: string) {
	return trx
		.selectFrom('wordCopies')
		.innerJoin('papers', 'papers.id', 'wordCopies.paperId')
		.select([
			'wordCopies.id',
			'wordCopies.paperId',
			'wordCopies.sent',
			'wordCopies.bytes',
			'papers.number as paperNumber',
			'papers.reviewId'
		])
		.where('wordCopies.token', '=', token)
		.executeTakeFirst();
}

function byOf(row: { name: string; originAuthor: string | null; originAt: Date | null; madeAt: Date }) {
	return {
		author: row.originAuthor ?? row.name,
		at: (row.originAuthor === null ? row.madeAt : (row.originAt ?? row.madeAt)).toISOString()
	};
}

function returnRows(trx: Trx, paperId: number) {
	return trx
		.selectFrom('wordReturns')
		.innerJoin('wordCopies', 'wordCopies.id', 'wordReturns.copyId')
		.innerJoin('people', 'people.id', 'wordReturns.personId')
		.select([
			'wordReturns.id',
			'wordReturns.copyId',
			'wordCopies.snapshotNumber',
			'wordCopies.madeAt as copyMadeAt',
			'wordReturns.fileName',
			'wordReturns.sha256',
			'wordReturns.found',
			'wordReturns.state',
			'wordReturns.receivedAt',
			'wordReturns.broughtInAt',
			'wordReturns.manifestSha256',
			'wordReturns.outcome',
			'people.name as personName'
		])
		.where('wordReturns.paperId', '=', paperId);
}
