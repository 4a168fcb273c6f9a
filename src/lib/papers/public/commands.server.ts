import { type Actor, type Grant, grantFor, may } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { DocumentModel } from '#lib/documents/document.ts';
import { documentFilename } from '#lib/documents/filename.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { sha256 } from '../digest.server.ts';
import type { Paper } from '../manuscript.ts';
import { isLodged } from '../paper.ts';
import { paragraphsOf } from '../paragraphs.ts';
import { getPaper, lockPaper } from '../queries.server.ts';
import { defaultReleaseDays, dueOn } from './clock.ts';
import type { WithholdingCode } from './codes.ts';
import { composePublicCopy } from './compose-public.ts';
import { findWords } from './find-words.ts';
import { proposeRemovals } from './propose.ts';
import { mayHavePublicCopy } from './public-copy.ts';
import {
	findPublicCopy,
	getFrozen,
	listRemovals,
	lockPublicCopy,
	type PublicCopy,
	readSensitivities,
	toRow
} from './queries.server.ts';
import { redact } from './redact.ts';
import { inParagraph, inPassage, type ProposedRemoval, type Removal, rules } from './removal.ts';
import { leaksIn } from './tripwire.ts';

/**
 * Starts the public copy of a lodged or decided snapshot, with what the rules propose to withhold.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function startPublicCopy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { snapshot: number; title: string; decidedOn: string }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'public_copy.prepare');
	if (!mayHavePublicCopy(paper)) throw new Conflict('This paper can have no public copy');
	if (await findPublicCopy(trx, paper.id)) throw new Conflict('This paper has a public copy already');
	const frozen = await getFrozen(trx, paper.id, input.snapshot);
	if (!isLodged(frozen.gate)) throw new Invalid('snapshot', 'Select a snapshot that has been lodged');

	const { id } = await trx
		.insertInto('publicCopies')
		.values({
			reviewId,
			paperId: paper.id,
			snapshotId: frozen.id,
			title: input.title,
			address: addressOf(input.title),
			decidedOn: input.decidedOn,
			dueOn: dueOn(input.decidedOn, releaseDays(paper)),
			startedByPersonId: actor.person.id,
			startedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const proposed = proposeRemovals(frozen.content, await sensitivitiesOf(trx, paper, frozen));
	for (const { code, rule, ...place } of proposed) {
		await trx
			.insertInto('publicRemovals')
			.values({ ...toRow(place), reviewId, copyId: id, code, rule })
			.execute();
	}
	await recordOn(trx, grant, 'public_copy.started', paper, {
		snapshot: input.snapshot,
		title: input.title,
		proposed: proposed.length
	});
}

/** @throws NotFound, Forbidden, Conflict */
export async function editPublicCopy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { title: string; address: string; decidedOn: string; revision: number }
): Promise<void> {
	const { paper, grant, copy } = await lockDraft(trx, actor, reviewId, name);
	if (copy.revision !== input.revision) throw new Conflict('Somebody has changed this public copy');
	const { revision, ...after } = input;
	const due = dueOn(input.decidedOn, releaseDays(paper));
	await trx
		.updateTable('publicCopies')
		.set({ ...after, dueOn: due, revision: revision + 1 })
		.where('id', '=', copy.id)
		.execute();
	await recordOn(trx, grant, 'public_copy.edited', paper, changes({ ...copy }, after));
}

/** Withholds what a rule has proposed, or keeps it with a reason. @throws NotFound, Forbidden, Conflict, Invalid */
export async function decideRemoval(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { removalId: number; decision: 'withheld' | 'kept'; because: string | null }
): Promise<void> {
	const { paper, grant, copy } = await lockDraft(trx, actor, reviewId, name);
	const removal = await removalOf(trx, copy, input.removalId);
	if (removal.rule === null) throw new Conflict('This was withheld by hand: take it back instead');
	if (input.decision === 'kept' && rules[removal.rule].absolute) {
		throw new Conflict(`This never enters a public copy: ${rules[removal.rule].label.toLowerCase()}`);
	}
	if (input.decision === 'kept' && input.because === null) {
		throw new Invalid('because', 'Say why these words may be public');
	}
	if (removal.state === input.decision) throw new Conflict('This has been decided already');
	await trx
		.updateTable('publicRemovals')
		.set({
			state: input.decision,
			because: input.because,
			personId: actor.person.id,
			decidedAt: actor.now
		})
		.where('id', '=', removal.id)
		.execute();
	await touch(trx, copy);
	await recordOn(trx, grant, 'public_copy.removal_decided', paper, {
		removal: removal.id,
		code: removal.code,
		rule: removal.rule,
		decision: input.decision
	});
}

/** Withholds everything that is still to be decided. @throws NotFound, Forbidden, Conflict */
export async function withholdProposed(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	revision: number
): Promise<number> {
	const { paper, grant, copy } = await lockDraft(trx, actor, reviewId, name);
	if (copy.revision !== revision) throw new Conflict('Somebody has changed this public copy: look at it again first');
	const withheld = await trx
		.updateTable('publicRemovals')
		.set({ state: 'withheld', personId: actor.person.id, decidedAt: actor.now })
		.where('copyId', '=', copy.id)
		.where('state', '=', 'proposed')
		.returning('id')
		.execute();
	if (withheld.length === 0) throw new Conflict('Everything has been decided already');
	await touch(trx, copy);
	await recordOn(trx, grant, 'public_copy.removal_decided', paper, {
		removals: withheld.map((removal) => removal.id),
		decision: 'withheld'
	});
	return withheld.length;
}

/** Withholds a paragraph, or some words of it, by hand. @throws NotFound, Forbidden, Conflict, Invalid('words') */
export async function withholdByHand(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: {
		sectionKey: number;
		paragraph: number;
		what: 'paragraph' | 'passage';
		words: string | null;
		code: WithholdingCode;
		because: string | null;
	}
): Promise<void> {
	const { paper, grant, copy } = await lockDraft(trx, actor, reviewId, name);
	const { content } = await getFrozen(trx, paper.id, copy.snapshotNumber);
	const section = content.sections.find((each) => each.key === input.sectionKey);
	const text = section && paragraphsOf(section.body)[input.paragraph];
	if (text === undefined) throw new NotFound('This paragraph was not found');

	const spans = input.what === 'passage' ? findWords(text, input.words ?? '') : [];
	if (input.what === 'passage' && spans.length === 0) {
		throw new Invalid('words', 'These words do not stand in the paragraph: copy them from it');
	}
	const places =
		input.what === 'paragraph'
			? [inParagraph(input.sectionKey, input.paragraph)]
			: spans.map((span) => inPassage(input.sectionKey, input.paragraph, span));
	for (const place of places) {
		await trx
			.insertInto('publicRemovals')
			.values({
				...toRow(place),
				reviewId,
				copyId: copy.id,
				state: 'withheld',
				code: input.code,
				because: input.because,
				personId: actor.person.id,
				decidedAt: actor.now
			})
			.execute();
	}
	await touch(trx, copy);
	await recordOn(trx, grant, 'public_copy.removal_added', paper, {
		section: input.sectionKey,
		paragraph: input.paragraph,
		code: input.code,
		places: places.length
	});
}

/** Takes back what was withheld by hand. @throws NotFound, Forbidden, Conflict */
export async function undoRemoval(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	removalId: number
): Promise<void> {
	const { paper, grant, copy } = await lockDraft(trx, actor, reviewId, name);
	const removal = await removalOf(trx, copy, removalId);
	if (removal.rule !== null) throw new Conflict('A rule proposed this: keep it with a reason instead');
	await trx.deleteFrom('publicRemovals').where('id', '=', removal.id).execute();
	await touch(trx, copy);
	await recordOn(trx, grant, 'public_copy.removal_undone', paper, { removal: removal.id, code: removal.code });
}

/** @param input.seen the hash of the public text that the person saw. @throws NotFound, Forbidden, Conflict */
export async function approvePublicCopy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { revision: number; seen: string }
): Promise<void> {
	const { paper, grant, copy } = await lockCopy(trx, actor, reviewId, name, 'public_copy.approve');
	if (copy.startedByPersonId === actor.person.id) {
		throw new Forbidden('Somebody else than whoever started it approves a public copy');
	}
	if (copy.state !== 'draft') throw new Conflict('This public copy has been approved already');
	const made = await makePublicCopy(trx, paper, copy);
	if (copy.revision !== input.revision || made.sha256 !== input.seen) {
		throw new Conflict('The public copy has changed since you opened this page: read it again first');
	}
	if (made.obstacles.length > 0) throw new Conflict(`This cannot be approved yet. ${made.obstacles.join(' ')}`);
	await trx
		.updateTable('publicCopies')
		.set({
			state: 'approved',
			sha256: made.sha256,
			approvedByPersonId: actor.person.id,
			approvedAt: actor.now,
			revision: copy.revision + 1
		})
		.where('id', '=', copy.id)
		.execute();
	await recordOn(trx, grant, 'public_copy.approved', paper, { sha256: made.sha256 });
}

/** Takes an approval back, so that the copy can be changed. @throws NotFound, Forbidden, Conflict */
export async function reopenPublicCopy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	revision: number
): Promise<void> {
	const { paper, grant, copy } = await lockCopy(trx, actor, reviewId, name, 'public_copy.prepare');
	if (copy.state === 'published') throw new Conflict('This copy has been published: what is public stays public');
	if (copy.state !== 'approved' || copy.revision !== revision) {
		throw new Conflict('Somebody has changed this public copy');
	}
	await trx
		.updateTable('publicCopies')
		.set({ state: 'draft', sha256: null, approvedByPersonId: null, approvedAt: null, revision: revision + 1 })
		.where('id', '=', copy.id)
		.execute();
	await recordOn(trx, grant, 'public_copy.reopened', paper);
}

export type PublicFile = { format: 'html' | 'pdf'; bytes: Uint8Array; sha256: string };

/**
 * Puts an approved copy at its public address, and moves the paper to its last gate.
 * @param files made from the text of `made`: another text is refused
 * @throws NotFound, Forbidden, Conflict
 */
export async function publishPublicCopy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { revision: number; made: string; files: readonly PublicFile[] }
): Promise<void> {
	const { paper, grant, copy } = await lockCopy(trx, actor, reviewId, name, 'public_copy.publish');
	if (copy.state === 'published') throw new Conflict('This copy has been published already');
	if (copy.state !== 'approved') throw new Conflict('Somebody has to approve this copy first');
	const made = await makePublicCopy(trx, paper, copy);
	// What a rule finds may have changed since the approval: consent withdrawn, evidence marked.
	if (made.sha256 !== copy.sha256 || made.sha256 !== input.made || copy.revision !== input.revision) {
		throw new Conflict('The public copy is no longer the one that was approved: open it again');
	}
	if (made.obstacles.length > 0) throw new Conflict(`This cannot be published. ${made.obstacles.join(' ')}`);

	for (const { format, bytes, sha256: hash } of input.files) {
		await trx
			.insertInto('publishedFiles')
			.values({ reviewId, copyId: copy.id, format, bytes: Buffer.from(bytes), sha256: hash })
			.execute();
	}
	await trx
		.updateTable('publicCopies')
		.set({
			state: 'published',
			publishedByPersonId: actor.person.id,
			publishedAt: actor.now,
			revision: copy.revision + 1
		})
		.where('id', '=', copy.id)
		.execute();
	await trx
		.updateTable('papers')
		.set({
			gate: 'published',
			publishedOn: londonDate(actor.now),
			publicAddress: copy.address,
			revision: paper.revision + 1,
			updatedAt: actor.now
		})
		.where('id', '=', paper.id)
		.execute();
	await recordOn(
		trx,
		grant,
		'public_copy.published',
		{ ...paper, gate: 'published' },
		{
			address: copy.address,
			sha256: made.sha256,
			files: input.files.map(({ format, sha256: hash }) => ({ format, sha256: hash }))
		}
	);
}

export type MadeCopy = {
	model: DocumentModel;
	sha256: string;
	removals: Removal[];
	/** Why it cannot be approved, each as a sentence. */
	obstacles: string[];
};

/** The public copy as it stands, with the second look at it. */
export async function makePublicCopy(trx: Trx, paper: Paper, copy: PublicCopy): Promise<MadeCopy> {
	const frozen = await getFrozen(trx, paper.id, copy.snapshotNumber);
	const removals = await listRemovals(trx, copy.id);
	const known = await sensitivitiesOf(trx, paper, frozen);
	const model = composePublicCopy(redact(frozen.content, copy.title, removals), removals);
	const open = removals.filter((removal) => removal.state === 'proposed').length;
	const fresh = unseen(proposeRemovals(frozen.content, known), removals);
	return {
		model,
		sha256: sha256(JSON.stringify(model)),
		removals,
		obstacles: [
			...(open > 0
				? [open === 1 ? 'One proposal is still to be decided.' : `${open} proposals are still to be decided.`]
				: []),
			...(fresh.some(({ rule }) => rules[rule].absolute)
				? ['What the review knows of the evidence has changed: look for more to withhold.']
				: []),
			...leaksIn(model, frozen.content, removals, {
				...known,
				sha256: frozen.sha256,
				paper: reference('P', paper.number)
			})
		]
	};
}

/** Adds what the rules find now and did not find before. @throws NotFound, Forbidden, Conflict */
export async function proposeMore(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<number> {
	const { paper, grant, copy } = await lockDraft(trx, actor, reviewId, name);
	const frozen = await getFrozen(trx, paper.id, copy.snapshotNumber);
	const removals = await listRemovals(trx, copy.id);
	const fresh = unseen(proposeRemovals(frozen.content, await sensitivitiesOf(trx, paper, frozen)), removals);
	for (const { code, rule, ...place } of fresh) {
		await trx
			.insertInto('publicRemovals')
			.values({ ...toRow(place), reviewId, copyId: copy.id, code, rule })
			.execute();
	}
	if (fresh.length === 0) return 0;
	await touch(trx, copy);
	await recordOn(trx, grant, 'public_copy.edited', paper, { proposed: fresh.length });
	return fresh.length;
}

function releaseDays({ profile }: Paper): number {
	return profile.releaseWorkingDays ?? defaultReleaseDays;
}

async function lockFor(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	act: Act
): Promise<{ paper: Paper; grant: Grant }> {
	const paper = await lockPaper(trx, reviewId, name);
	if (!paper) throw new NotFound('This paper was not found');
	const grant = grantFor(actor, act, { reviewId });
	if (!grant) throw new Forbidden();
	return { paper, grant };
}

async function lockCopy(trx: Trx, actor: Actor, reviewId: number, name: string, act: Act) {
	// Without the right to it the copy is not there, and without the copy there is nothing to refuse.
	const paper = await getPaper(trx, reviewId, name);
	if (!may(actor, act, { reviewId })) throw new Forbidden();
	const locked = await lockFor(trx, actor, reviewId, name, act);
	const copy = await lockPublicCopy(trx, paper.id);
	if (!copy) throw new NotFound('This paper has no public copy');
	return { ...locked, copy };
}

async function lockDraft(trx: Trx, actor: Actor, reviewId: number, name: string) {
	const locked = await lockCopy(trx, actor, reviewId, name, 'public_copy.prepare');
	if (locked.copy.state !== 'draft') throw new Conflict('This public copy has been approved: open it again first');
	return locked;
}

async function removalOf(trx: Trx, copy: PublicCopy, removalId: number): Promise<Removal> {
	const removal = (await listRemovals(trx, copy.id)).find((each) => each.id === removalId);
	if (!removal) throw new NotFound('This entry of the register was not found');
	return removal;
}

async function sensitivitiesOf(trx: Trx, paper: Paper, frozen: Awaited<ReturnType<typeof getFrozen>>) {
	const { committee, committeeReference, minuteReference, lodgedWith, contact } = paper;
	const known = await readSensitivities(trx, paper.reviewId, frozen, [
		committee,
		committeeReference,
		minuteReference,
		lodgedWith
	]);
	// "Ada Quill, 020 7946 0991": the name comes first, and the rest is found as what it is.
	const name = contact?.split(/[,;\n]/)[0]?.trim() ?? '';
	return name === '' ? known : { ...known, names: [...known.names, { kind: 'official' as const, words: name }] };
}

/** The title as an address; where another copy has it already, the database says so. */
function addressOf(title: string): string {
	return documentFilename([title], 'x').replace(/\.x$/, '').slice(0, 80).replace(/-+$/, '');
}

function unseen(proposed: readonly ProposedRemoval[], removals: readonly Removal[]): ProposedRemoval[] {
	return proposed.filter(
		(each) => !removals.some((removal) => removal.rule === each.rule && sameRow(toRow(removal), toRow(each)))
	);
}

function sameRow(a: ReturnType<typeof toRow>, b: ReturnType<typeof toRow>): boolean {
	return JSON.stringify(Object.values(a)) === JSON.stringify(Object.values(b));
}

async function touch(trx: Trx, copy: PublicCopy): Promise<void> {
	await trx
		.updateTable('publicCopies')
		.set({ revision: copy.revision + 1 })
		.where('id', '=', copy.id)
		.execute();
}

async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	paper: Pick<Paper, 'id' | 'reviewId' | 'number' | 'gate'>,
	said: Record<string, unknown> = {}
): Promise<void> {
	const { id, reviewId, number } = paper;
	const audience = event === 'public_copy.published' ? 'members' : 'secretariat';
	await record(trx, grant, event, { reviewId, kind: 'paper', id, reference: reference('P', number), audience }, said);
}
