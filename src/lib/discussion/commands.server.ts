import type { Actor, Grant } from '#lib/access/actor.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { anchorAt, findAnchor, oneLine } from '#lib/documents/anchor.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { getRecommendation, getVersion, type Recommendation } from '#lib/recommendations/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { type EntryKind, grantToSettle, grantToSpeak, type ThreadState, type Visibility } from './thread.ts';

export type ThreadInput = {
	/** The version that was read. */
	version: number;
	/** Words of that version, as they stand in it; null for all of it. */
	quote: string | null;
	body: string;
	visibility: Visibility;
};

/**
 * Begins a thread on words of a recommendation or on all of it. Nothing is locked: fifty people may comment at once.
 * @returns its id @throws NotFound, Forbidden, Invalid where the words do not stand there once
 */
export async function startThread(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ version, quote, body, visibility }: ThreadInput
): Promise<number> {
	const recommendation = await getRecommendation(trx, reviewId, number);
	const grant = grantToSpeak(actor, reviewId);
	if (!grant) throw new Forbidden('You may read what is said of a recommendation, not take part');
	const { text } = await getVersion(trx, recommendation.id, version);
	const { id } = await trx
		.insertInto('threads')
		.values({
			reviewId,
			recommendationId: recommendation.id,
			version,
			...anchorOf(text, quote),
			body,
			visibility,
			personId: actor.person.id,
			postId: grant.postId,
			teamId: grant.teamId,
			madeAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await recordOn(trx, grant, 'thread.started', recommendation, { id, visibility, teamId: grant.teamId });
	return id;
}

/** @throws NotFound, Forbidden */
export async function replyInThread(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	id: number,
	body: string
): Promise<void> {
	const recommendation = await getRecommendation(trx, reviewId, number);
	const thread = await threadOf(trx, recommendation.id, id, 'open');
	const grant = grantToSpeak(actor, reviewId, thread.visibility === 'department' ? thread.teamId : undefined);
	if (!grant) throw new Forbidden('You may read what is said of a recommendation, not take part');
	await addEntry(trx, actor, grant, recommendation, id, 'reply', body);
	await recordOn(trx, grant, 'thread.replied', recommendation, thread);
}

/** Says how it was settled. The thread stays where it is. @throws NotFound, Forbidden, Conflict */
export async function resolveThread(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	id: number,
	body: string
): Promise<void> {
	await settle(trx, actor, reviewId, number, id, { to: 'resolved', body });
}

/** @throws NotFound, Forbidden, Conflict */
export async function reopenThread(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	id: number,
	body: string
): Promise<void> {
	await settle(trx, actor, reviewId, number, id, { to: 'open', body });
}

async function settle(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	id: number,
	{ to, body }: { to: ThreadState; body: string }
): Promise<void> {
	const recommendation = await getRecommendation(trx, reviewId, number);
	const thread = await threadOf(trx, recommendation.id, id, 'locked');
	const grant = grantToSettle(actor, thread);
	if (!grant) {
		throw new Forbidden('A comment is settled by the secretariat, by the department that made it, or by its author');
	}
	if (thread.state === to) {
		throw new Conflict(to === 'resolved' ? 'This comment has been resolved already' : 'This comment is open already');
	}
	await trx.updateTable('threads').set({ state: to }).where('id', '=', id).execute();
	await addEntry(trx, actor, grant, recommendation, id, to === 'resolved' ? 'resolved' : 'reopened', body);
	await recordOn(trx, grant, to === 'resolved' ? 'thread.resolved' : 'thread.reopened', recommendation, thread);
}

/** What is said in a thread is added to it, so nobody waits for anybody; only its state is locked. */
async function threadOf(trx: Trx, recommendationId: number, id: number, locked: 'locked' | 'open') {
	const thread = await trx
		.selectFrom('threads')
		.select(['id', 'reviewId', 'personId', 'postId', 'teamId', 'visibility', 'state'])
		.where('recommendationId', '=', recommendationId)
		.where('id', '=', id)
		.$if(locked === 'locked', (query) => query.forUpdate())
		.executeTakeFirst();
	if (!thread) throw new NotFound('This comment was not found');
	return thread;
}

function anchorOf(text: string, quote: string | null) {
	if (quote === null) return { quote: null, prefix: '', suffix: '' };
	const words = oneLine(text);
	const found = findAnchor(words, { quote, prefix: '', suffix: '' });
	if (found.state === 'several') {
		throw new Invalid('quote', 'These words stand there more than once: take in the words beside them');
	}
	const anchor = found.state === 'found' ? anchorAt(words, found.start, found.end) : null;
	if (!anchor) throw new Invalid('quote', 'These words do not stand in the recommendation: copy them from it');
	return anchor;
}

async function addEntry(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	{ id, reviewId, version }: Recommendation,
	threadId: number,
	kind: EntryKind,
	body: string
): Promise<void> {
	await trx
		.insertInto('threadEntries')
		.values({
			reviewId,
			recommendationId: id,
			threadId,
			version,
			kind,
			body,
			personId: actor.person.id,
			postId: grant.postId,
			teamId: grant.teamId,
			madeAt: actor.now
		})
		.execute();
}

/** What a department keeps to itself is on record for that department alone. */
async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	{ id, reviewId, number }: Recommendation,
	thread: { id: number; visibility: Visibility; teamId: number }
): Promise<void> {
	const kept = thread.visibility === 'department';
	await record(
		trx,
		grant,
		event,
		{
			reviewId,
			kind: 'recommendation',
			id,
			reference: reference('R', number),
			audience: kept ? 'team' : 'members',
			teamId: kept ? thread.teamId : null
		},
		{ comment: thread.id }
	);
}
