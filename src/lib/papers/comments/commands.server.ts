import { type Actor, hasRole } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { recordOn } from '../commands.server.ts';
import type { Paper } from '../manuscript.ts';
import { getPaper, getSection } from '../queries.server.ts';
import { grantToSpeak, type Origin } from '../speaking.ts';
import { wordingOf } from '../suggestions/queries.server.ts';
import { isAsked, windowAt } from '../windows/queries.server.ts';
import { isLate } from '../windows/window.ts';
import { type CommentState, grantToResolve, type Outcome, outcomesFor } from './comment.ts';

export type CommentInput = {
	sectionId: number;
	/** The version of the section that was read. */
	version: number;
	/** The words that it is about, as `plainTextOf` the section has them, and those around; null for the whole section. */
	quote: string | null;
	prefix: string;
	suffix: string;
	body: string;
	/** Who wrote it, where it came back in a file; null where the actor did. */
	origin: Origin | null;
};

/**
 * Comments on a passage of a section or on all of it. Nothing is locked: fifty people may comment at once.
 * @returns the comment, and whether it came after the comment window. @throws NotFound, Forbidden, Conflict
 */
export async function addComment(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: CommentInput
): Promise<{ id: number; late: boolean }> {
	const paper = await getPaper(trx, reviewId, name);
	const section = await getSection(trx, paper.id, input.sectionId);
	const grant = grantToSpeak(actor, 'paper.comment', reviewId, await isAsked(trx, actor, paper));
	if (!grant) throw new Forbidden('You may not comment on this paper');
	if ((await wordingOf(trx, section.id, input.version)) === null) {
		throw new Conflict('The version that you read cannot be found: open the section again');
	}
	const window = await countedWindow(trx, actor, paper, input.origin);
	const { quote, prefix, suffix, body, origin } = input;
	const { id } = await trx
		.insertInto('comments')
		.values({
			reviewId,
			paperId: paper.id,
			sectionId: section.id,
			sectionVersion: input.version,
			quote,
			prefix,
			suffix,
			body,
			gate: paper.gate,
			windowId: window?.id ?? null,
			personId: actor.person.id,
			postId: grant.postId,
			teamId: grant.teamId,
			originAuthor: origin?.author ?? null,
			originAt: origin?.at ?? null,
			madeAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await recordOn(trx, grant, 'comment.made', paper, {
		section: section.heading,
		comment: id,
		...(origin ? { origin: origin.author } : {})
	});
	return { id, late: isLate(actor.now, window) };
}

/** @throws NotFound, Forbidden */
export async function replyToComment(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	id: number,
	input: { body: string; origin: Origin | null }
): Promise<{ late: boolean }> {
	const paper = await getPaper(trx, reviewId, name);
	const comment = await lockComment(trx, paper, id);
	const grant = grantToSpeak(actor, 'paper.comment', reviewId, await isAsked(trx, actor, paper));
	if (!grant) throw new Forbidden('You may not comment on this paper');
	const window = await countedWindow(trx, actor, paper, input.origin);
	await addEntry(trx, actor, grant, paper, comment.id, {
		kind: 'reply',
		body: input.body,
		outcome: null,
		windowId: window?.id ?? null,
		origin: input.origin
	});
	await recordOn(trx, grant, 'comment.replied', paper, { comment: id });
	return { late: isLate(actor.now, window) };
}

/** @throws NotFound, Forbidden, Conflict */
export async function resolveComment(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	id: number,
	input: { outcome: Outcome; body: string | null }
): Promise<void> {
	const paper = await getPaper(trx, reviewId, name);
	const comment = await lockComment(trx, paper, id);
	const grant = grantToResolve(actor, comment, await isAsked(trx, actor, paper));
	if (!grant) throw new Forbidden('A comment is resolved by the secretariat, or taken back by its author');
	if (!outcomesFor(actor, comment).includes(input.outcome)) {
		throw new Forbidden('Only its author takes a comment back; what else became of it is for the secretariat to say');
	}
	if (comment.state === 'resolved') throw new Conflict('This comment has been resolved already');
	await setState(trx, id, 'resolved');
	await addEntry(trx, actor, grant, paper, id, { kind: 'resolved', ...input, windowId: null, origin: null });
	await recordOn(trx, grant, 'comment.resolved', paper, { comment: id, outcome: input.outcome });
}

/** @throws NotFound, Forbidden, Conflict */
export async function reopenComment(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	id: number,
	input: { body: string | null }
): Promise<void> {
	const paper = await getPaper(trx, reviewId, name);
	const comment = await lockComment(trx, paper, id);
	const grant = grantToResolve(actor, comment, await isAsked(trx, actor, paper));
	if (!grant) throw new Forbidden('A comment is opened again by the secretariat or its author');
	if (comment.state === 'open') throw new Conflict('This comment is open already');
	await setState(trx, id, 'open');
	await addEntry(trx, actor, grant, paper, id, {
		kind: 'reopened',
		...input,
		outcome: null,
		windowId: null,
		origin: null
	});
	await recordOn(trx, grant, 'comment.reopened', paper, { comment: id });
}

type Entry = {
	kind: 'reply' | 'resolved' | 'reopened';
	body: string | null;
	outcome: Outcome | null;
	windowId: number | null;
	origin: Origin | null;
};

/** The secretariat and the chair work on the paper: no window runs for what they say themselves. */
async function countedWindow(trx: Trx, actor: Actor, paper: Paper, origin: Origin | null) {
	if (origin === null && hasRole(actor, paper.reviewId, 'secretariat', 'chair')) return null;
	return windowAt(trx, paper.id, actor.now);
}

async function lockComment(trx: Trx, paper: Paper, id: number) {
	const comment = await trx
		.selectFrom('comments')
		.select(['id', 'reviewId', 'personId', 'postId', 'state'])
		.where('paperId', '=', paper.id)
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirst();
	if (!comment) throw new NotFound('This comment was not found');
	return comment;
}

async function setState(trx: Trx, id: number, state: CommentState): Promise<void> {
	await trx.updateTable('comments').set({ state }).where('id', '=', id).execute();
}

async function addEntry(
	trx: Trx,
	actor: Actor,
	grant: { postId: number; teamId: number },
	paper: Paper,
	commentId: number,
	{ origin, ...entry }: Entry
): Promise<void> {
	await trx
		.insertInto('commentEntries')
		.values({
			...entry,
			commentId,
			paperId: paper.id,
			reviewId: paper.reviewId,
			gate: paper.gate,
			personId: actor.person.id,
			postId: grant.postId,
			teamId: grant.teamId,
			originAuthor: origin?.author ?? null,
			originAt: origin?.at ?? null,
			madeAt: actor.now
		})
		.execute();
}
