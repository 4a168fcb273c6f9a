import { createHash } from 'node:crypto';
import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { readDocuments } from '#lib/documents/word/word.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { addComment, replyToComment } from '../comments/commands.server.ts';
import { recordOn } from '../commands.server.ts';
import type { Paper } from '../manuscript.ts';
import { isLodged } from '../paper.ts';
import { getPaper, lockPaper } from '../queries.server.ts';
import { proposeSuggestions } from '../suggestions/commands.server.ts';
import { wordingOf } from '../suggestions/queries.server.ts';
import { compareReturned } from './compare.ts';
import { type Found, type FoundChange, type FoundComment, type Named, nobodyNamed, type Outcome } from './found.ts';
import type { Sent } from './marking.ts';
import { findWordCopy } from './queries.server.ts';

export type ReturnedFile = { name: string; bytes: Uint8Array };

/**
 * Reads a file that came back and lays down what it says, for a person to look at. Nothing of the paper changes. The same
 * file again is the one that is there.
 * @returns the number of the returned file. @throws NotFound, Forbidden, Conflict, UnreadableFile, Busy, Invalid('file')
 */
export async function receiveFile(actor: Actor, reviewId: number, name: string, file: ReturnedFile): Promise<number> {
	await asActor(actor, async (trx) => void (await requireToBringBack(trx, actor, reviewId, name)));
	const [returned] = await readDocuments(file.bytes);
	const copy = await asActor(actor, (trx) => copyOf(trx, actor, reviewId, name, returned?.token ?? null));
	const [sent] = await readDocuments(copy.bytes);
	if (!sent || !returned) throw new NotFound();
	const found = compareReturned(sent, returned, copy.sent, copy.bodies);
	return asActor(actor, (trx) => keepReturn(trx, actor, reviewId, name, { copyId: copy.id, file, found }));
}

/** Keeps what a returned file says. @throws NotFound, Forbidden, Conflict */
export async function keepReturn(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ copyId, file, found }: { copyId: number; file: ReturnedFile; found: Found }
): Promise<number> {
	const { paper, grant } = await requireToBringBack(trx, actor, reviewId, name);
	const sha256 = digest(file.bytes);
	await trx
		.insertInto('wordReturns')
		.values({
			reviewId,
			paperId: paper.id,
			copyId,
			fileName: file.name.replace(/\s+/g, ' ').trim().slice(-200),
			sha256,
			found: JSON.stringify(found),
			personId: actor.person.id,
			postId: grant.postId,
			receivedAt: actor.now
		})
		.onConflict((conflict) => conflict.columns(['copyId', 'sha256']).doNothing())
		.execute();
	const { id } = await trx
		.selectFrom('wordReturns')
		.select('id')
		.where('copyId', '=', copyId)
		.where('sha256', '=', sha256)
		.executeTakeFirstOrThrow();
	return id;
}

/**
 * Brings in what a returned file says, as it was shown: each change a suggestion, each comment a comment, under the name
 * that the file gives. What does not fit any longer is kept in the list of what was not placed.
 * @throws NotFound, Forbidden, Conflict when it has been brought in already
 */
export async function bringIn(trx: Trx, actor: Actor, reviewId: number, name: string, id: number): Promise<Outcome> {
	const { paper, grant, waiting } = await lockReturn(trx, actor, reviewId, name, id);
	const found = JSON.parse(waiting.found) as Found;
	const outcome: Outcome = { suggestions: [], comments: 0, left: [] };
	for (const group of groupsOf(found.changes)) await propose(trx, actor, reviewId, name, group, outcome);
	for (const comment of found.comments) await say(trx, actor, reviewId, name, comment, outcome);
	const manifestSha256 = digest(waiting.found);
	await trx
		.updateTable('wordReturns')
		.set({ state: 'brought_in', broughtInAt: actor.now, manifestSha256, outcome: JSON.stringify(outcome) })
		.where('id', '=', id)
		.execute();
	await recordOn(trx, grant, 'paper.brought_back', paper, {
		file: waiting.fileName,
		fileSha256: waiting.sha256,
		manifestSha256,
		suggestions: outcome.suggestions,
		comments: outcome.comments,
		notPlaced: found.unplaced.length + outcome.left.length
	});
	return outcome;
}

/** Puts a returned file aside: nothing of it is brought in. @throws NotFound, Forbidden, Conflict */
export async function putAside(trx: Trx, actor: Actor, reviewId: number, name: string, id: number): Promise<void> {
	const { paper, grant, waiting } = await lockReturn(trx, actor, reviewId, name, id);
	await trx.deleteFrom('wordReturns').where('id', '=', id).execute();
	await recordOn(trx, grant, 'paper.put_aside', paper, { file: waiting.fileName, fileSha256: waiting.sha256 });
}

async function requireToBringBack(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string
): Promise<{ paper: Paper; grant: Grant }> {
	const paper = await getPaper(trx, reviewId, name);
	const grant = grantFor(actor, 'paper.bring_back', { reviewId });
	if (!grant) throw new Forbidden();
	if (isLodged(paper.gate)) throw new Conflict('This paper has been lodged: its text is locked');
	return { paper, grant };
}

async function copyOf(trx: Trx, actor: Actor, reviewId: number, name: string, token: string | null) {
	const { paper } = await requireToBringBack(trx, actor, reviewId, name);
	const copy = token === null ? undefined : await findWordCopy(trx, token);
	if (!copy) {
		throw new Invalid(
			'file',
			'This file was not made here as a copy for comment, or has lost what tells which it is. Bring its changes in by hand.'
		);
	}
	if (copy.paperId !== paper.id) {
		const of = copy.reviewId === reviewId ? reference('P', copy.paperNumber) : 'a paper of another review';
		throw new Invalid('file', `This file is a copy of ${of}. Upload it there.`);
	}
	const sent = JSON.parse(copy.sent) as Sent;
	const bodies = new Map<number, string>();
	for (const { id, version } of sent.sections) {
		const body = await wordingOf(trx, id, version);
		if (body !== null) bodies.set(id, body);
	}
	return { id: copy.id, bytes: copy.bytes, sent, bodies };
}

async function lockReturn(trx: Trx, actor: Actor, reviewId: number, name: string, id: number) {
	// The paper first, as every act does: two who confirm at once take turns.
	const locked = await lockPaper(trx, reviewId, name);
	if (!locked) throw new NotFound('This paper was not found');
	const { paper, grant } = await requireToBringBack(trx, actor, reviewId, name);
	const waiting = await trx
		.selectFrom('wordReturns')
		.select(['found', 'fileName', 'sha256', 'state'])
		.where('paperId', '=', paper.id)
		.where('id', '=', id)
		.executeTakeFirst();
	if (!waiting) throw new NotFound('This file was not found: somebody may have put it aside');
	if (waiting.state !== 'waiting') throw new Conflict('This file has been brought in already');
	return { paper, grant, waiting };
}

const mostAtOnce = 200;

/** Changes of one hand to one section go down together. */
function groupsOf(changes: readonly FoundChange[]): FoundChange[][] {
	const groups = new Map<string, FoundChange[]>();
	for (const change of changes) {
		const key = JSON.stringify([change.sectionId, change.version, change.author, change.at]);
		const group = groups.get(key);
		if (group && group.length < mostAtOnce) group.push(change);
		else groups.set(group ? `${key} ${groups.size}` : key, [change]);
	}
	return [...groups.values()];
}

async function propose(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	group: readonly FoundChange[],
	outcome: Outcome
): Promise<void> {
	const [first] = group;
	if (!first) return;
	const changes = group.map(({ index, before, after }) => ({ index, before, after }));
	const refused = await refusalOf(async () => {
		const { ids } = await proposeSuggestions(trx, actor, reviewId, name, first.sectionId, {
			baseVersion: first.version,
			changes,
			because: null,
			origin: originOf(first)
		});
		outcome.suggestions.push(...ids);
	});
	if (refused === null) return;
	const left = group.map(({ before, after, author, at }) => ({
		text: after || `Take out: ${before}`,
		why: refused,
		author,
		at
	}));
	outcome.left.push(...left);
}

async function say(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ answers, author, at, ...comment }: FoundComment,
	outcome: Outcome
): Promise<void> {
	const origin = originOf({ author, at });
	const refused = await refusalOf(async () => {
		const answered =
			answers !== null &&
			(await isThere(() => replyToComment(trx, actor, reviewId, name, answers, { body: comment.body, origin })));
		if (!answered) await addComment(trx, actor, reviewId, name, { ...comment, origin });
		outcome.comments += 1;
	});
	if (refused !== null) outcome.left.push({ text: comment.body, why: refused, author, at });
}

/** These are thrown before anything is written, so the others go on. */
async function refusalOf(work: () => Promise<void>): Promise<string | null> {
	try {
		await work();
		return null;
	} catch (cause) {
		if (cause instanceof NotFound) return 'The section has been taken out of the paper.';
		if (cause instanceof Conflict || cause instanceof Invalid) return cause.message;
		throw cause;
	}
}

async function isThere(work: () => Promise<unknown>): Promise<boolean> {
	try {
		await work();
		return true;
	} catch (cause) {
		if (cause instanceof NotFound) return false;
		throw cause;
	}
}

function originOf({ author, at }: Named) {
	return { author: author ?? nobodyNamed, at: at === null ? null : new Date(at) };
}

function digest(of: string | Uint8Array): string {
	return createHash('sha256').update(of).digest('hex');
}
