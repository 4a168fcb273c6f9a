import { type Actor, may } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editSection } from '../commands.server.ts';
import { sectionForm } from '../forms.ts';
import type { Section } from '../manuscript.ts';
import type { Choice } from '../merge.ts';
import { getPaper, getSection } from '../queries.server.ts';
import { type Draft, DRAFT_MAX_BYTES, joinedBody, meet } from './draft.ts';
import { endDraft } from './end-draft.server.ts';
import { findDraft, findWording } from './queries.server.ts';

export type DraftInput = Omit<Draft, 'savedAt'>;

/**
 * Keeps what a person has typed into a section, for them alone, also when the section has been taken out or the paper
 * lodged meanwhile. What says the same as the stored text is no draft. Not audited: nothing of the paper changes.
 * @returns when it was kept, or null where nothing differs. @throws NotFound, Forbidden, Invalid('body') when too long
 */
export async function keepDraft(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: DraftInput
): Promise<Date | null> {
	const { section, paperId } = await findFor(trx, actor, reviewId, name, sectionId);
	if (new TextEncoder().encode(input.body).length > DRAFT_MAX_BYTES) {
		throw new Invalid('body', 'This text is too long to be kept as a draft. Split it in two.');
	}
	const { heading, body, annex, revision, version } = input;
	if (heading.trim() === section.heading && body.trim() === section.body.trim() && annex === section.annex) {
		await endDraft(trx, actor, sectionId);
		return null;
	}
	const kept = { heading, body, annex, revision, version, savedAt: actor.now };
	await trx
		.insertInto('sectionDrafts')
		.values({ ...kept, sectionId, paperId, personId: actor.person.id })
		.onConflict((conflict) => conflict.columns(['sectionId', 'personId']).doUpdateSet(kept))
		.execute();
	return actor.now;
}

/** Forgets the person's unsaved words. @throws NotFound, Forbidden */
export async function dropDraft(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number
): Promise<void> {
	await findFor(trx, actor, reviewId, name, sectionId);
	await endDraft(trx, actor, sectionId);
}

export type JoinInput = {
	/** The revision of the stored text that was shown beside the draft, and when that draft was kept. */
	revision: number;
	keptAt: string;
	heading: string;
	annex: boolean;
	choices: readonly Choice[];
};

/** Saves the person's draft joined with what others have saved since it began. @throws as `editSection` */
export async function saveJoined(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: JoinInput
): Promise<void> {
	const { heading, annex, revision } = input;
	const { body } = await join(trx, actor, reviewId, name, sectionId, input);
	if (!sectionForm.shape.body.safeParse(body).success) {
		throw new Conflict('Both texts together are too long for one section. Go on writing from both, and shorten there.');
	}
	await editSection(trx, actor, reviewId, name, sectionId, { heading, body, annex, revision });
}

/** Makes the joined text the person's draft on what is stored now, to go on from. @throws NotFound, Forbidden, Conflict */
export async function takeJoined(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: JoinInput
): Promise<void> {
	const { body, section } = await join(trx, actor, reviewId, name, sectionId, input);
	const { heading, annex } = input;
	const { revision, version } = section;
	await keepDraft(trx, actor, reviewId, name, sectionId, { heading, body, annex, revision, version });
}

/** Sets the person's own words against what is stored now: saving them then takes the place of it. */
export async function keepMine(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: { revision: number; keptAt: string }
): Promise<void> {
	const { draft, section } = await findBoth(trx, actor, reviewId, name, sectionId, input);
	const { revision, version } = section;
	await keepDraft(trx, actor, reviewId, name, sectionId, { ...withoutMoment(draft), revision, version });
}

async function findFor(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number
): Promise<{ section: Section; paperId: number }> {
	const paper = await getPaper(trx, reviewId, name);
	const section = await getSection(trx, paper.id, sectionId);
	if (!may(actor, 'paper.edit', { reviewId })) throw new Forbidden();
	return { section, paperId: paper.id };
}

/** The draft and the stored text, both as the page showed them. */
async function findBoth(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	seen: { revision: number; keptAt: string }
): Promise<{ draft: Draft; section: Section }> {
	const { section } = await findFor(trx, actor, reviewId, name, sectionId);
	const draft = await findDraft(trx, actor, sectionId);
	if (!draft) throw new NotFound('There are no unsaved words of yours in this section');
	if (section.revision !== seen.revision) {
		throw new Conflict('Somebody has saved this section again: their new text and yours are on this page');
	}
	if (draft.savedAt.toISOString() !== seen.keptAt) {
		throw new Conflict('You have gone on writing in another window: look at both texts again');
	}
	return { draft, section };
}

async function join(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: JoinInput
): Promise<{ body: string; section: Section }> {
	const { draft, section } = await findBoth(trx, actor, reviewId, name, sectionId, input);
	const base = await findWording(trx, sectionId, draft.version);
	return { body: joinedBody(meet(base ?? null, section, draft), input.choices), section };
}

function withoutMoment({ savedAt: _, ...draft }: Draft): DraftInput {
	return draft;
}
