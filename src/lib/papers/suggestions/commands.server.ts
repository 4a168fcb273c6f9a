import { sql } from 'kysely';
import { type Actor, hasRole } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { checkMarkdown } from '#lib/documents/markdown.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { lockFor, recordOn, resolveBody, saveWording } from '../commands.server.ts';
import type { Paper, Section } from '../manuscript.ts';
import { isLodged } from '../paper.ts';
import { joinParagraphs, paragraphsOf } from '../paragraphs.ts';
import { getPaper, getSection, lockSection } from '../queries.server.ts';
import { grantToSpeak, type Origin } from '../speaking.ts';
import { isLate } from '../windows/window.ts';
import { isAsked, windowAt } from '../windows/queries.server.ts';
import { applyChange, type Change, changesBetween, standsIn } from './changes.ts';
import { wordingOf } from './queries.server.ts';
import { grantToWithdraw, suggestionStates, type SuggestionState } from './suggestion.ts';

export type Proposal = {
	/** The version of the section that the changes start from. */
	baseVersion: number;
	changes: Change[];
	because: string | null;
	/** Who wrote it, where it came back in a file; null where the actor did. */
	origin: Origin | null;
};

/**
 * Proposes changes to a section, each a suggestion of its own. The section is not locked: fifty people may propose at
 * once. A change that waits already, from the same hand, is not laid down twice.
 * @returns the new suggestions, and whether they came after the comment window
 * @throws NotFound, Forbidden, Conflict, Invalid('body')
 */
export async function proposeSuggestions(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	{ baseVersion, changes, because, origin }: Proposal
): Promise<{ ids: number[]; late: boolean }> {
	const paper = await getPaper(trx, reviewId, name);
	const section = await getSection(trx, paper.id, sectionId);
	const grant = grantToSpeak(actor, 'paper.suggest', reviewId, await isAsked(trx, actor, paper));
	if (!grant) throw new Forbidden('You may not suggest changes to this paper');
	if (isLodged(paper.gate)) throw new Conflict('This paper has been lodged: its text is locked');
	const base = await wordingOf(trx, section.id, baseVersion);
	if (base === null) throw new Conflict('The version that you started from cannot be found: open the section again');
	const paragraphs = paragraphsOf(base);
	if (changes.length === 0) throw new Invalid('body', 'Change something in the text first');
	if (changes.length > mostChanges) {
		throw new Invalid('body', `Suggest ${mostChanges} changes or fewer at once; this text has ${changes.length}`);
	}
	if (!changes.every((change) => change.before !== change.after && standsIn(paragraphs, change))) {
		throw new Conflict(`These changes do not fit version ${baseVersion} of the section`);
	}

	const window = await windowAt(trx, paper.id, actor.now);
	// The secretariat and the chair work on the paper: no window runs for what they say themselves.
	const counted = origin !== null || !hasRole(actor, reviewId, 'secretariat', 'chair') ? window : null;
	const rows = await trx
		.insertInto('suggestions')
		.values(
			changes.map(({ index, before, after }) => ({
				reviewId,
				paperId: paper.id,
				sectionId: section.id,
				baseVersion,
				paragraphIndex: index,
				before,
				after,
				because,
				gate: paper.gate,
				windowId: counted?.id ?? null,
				personId: actor.person.id,
				postId: grant.postId,
				teamId: grant.teamId,
				originAuthor: origin?.author ?? null,
				originAt: origin?.at ?? null,
				madeAt: actor.now
			}))
		)
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.execute();
	const ids = rows.map(({ id }) => id);
	if (ids.length > 0) {
		await recordOn(trx, grant, 'suggestion.made', paper, {
			section: section.heading,
			suggestions: ids,
			...(origin ? { origin: origin.author } : {})
		});
	}
	return { ids, late: isLate(actor.now, counted) };
}

/**
 * Turns an edited text of a section into suggestions, one for each run of paragraphs that changed.
 * @throws NotFound, Forbidden, Conflict, Invalid('body') also for a reference that names nothing that may be cited
 */
export async function suggestChanges(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: { version: number; body: string; because: string | null }
): Promise<{ ids: number[]; late: boolean }> {
	const paper = await getPaper(trx, reviewId, name);
	const section = await getSection(trx, paper.id, sectionId);
	if (!grantToSpeak(actor, 'paper.suggest', reviewId, await isAsked(trx, actor, paper))) throw new Forbidden();
	const base = await wordingOf(trx, section.id, input.version);
	const changes = base === null ? [] : changesBetween(paragraphsOf(base), paragraphsOf(input.body));
	// What stands there already is not the author's to answer for.
	await resolveBody(trx, paper, section.id, joinParagraphs(changes.map(({ after }) => after)));
	return proposeSuggestions(trx, actor, reviewId, name, sectionId, {
		baseVersion: input.version,
		changes,
		because: input.because,
		origin: null
	});
}

export type Left = { id: number; why: string };

/**
 * Accepts suggestions: each section gets one new version that credits their authors. What cannot be placed or saved as it
 * is stays open and is named.
 * @throws NotFound, Forbidden, Conflict when none could be accepted
 */
export async function acceptSuggestions(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	ids: readonly number[]
): Promise<{ accepted: number[]; left: Left[] }> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'suggestion.decide');
	const chosen = await lockSuggestions(trx, paper.id, ids);
	const left: Left[] = chosen
		.filter(({ state }) => state !== 'open')
		.map(({ id, state }) => ({ id, why: `It has been ${suggestionStates[state].label.toLowerCase()} already` }));
	const open = chosen.filter(({ state }) => state === 'open');
	const accepted: number[] = [];
	for (const sectionId of new Set(open.map((suggestion) => suggestion.sectionId))) {
		const section = await lockSection(trx, paper.id, sectionId);
		const ofSection = open.filter((suggestion) => suggestion.sectionId === sectionId);
		const { body, placed, misplaced } = await placeAll(trx, paper, section, ofSection);
		left.push(...misplaced);
		if (!section || placed.length === 0) continue;
		const version = await saveWording(
			trx,
			actor,
			grant,
			paper,
			section,
			{ heading: section.heading, body, annex: section.annex },
			{ event: 'suggestion.accepted', why: 'suggestions', said: { suggestions: placed } }
		);
		await decide(trx, actor, grant.postId, placed, { state: 'accepted', acceptedVersion: version });
		accepted.push(...placed);
	}
	if (accepted.length === 0) throw new Conflict(left.map(({ why }) => `${why}.`).join(' '));
	return { accepted, left };
}

/**
 * Accepts a suggestion with the section's text as the editor has made it.
 * @param input.revision of the section. @throws NotFound, Forbidden, Conflict, Invalid('body')
 */
export async function acceptByHand(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	id: number,
	input: { body: string; revision: number }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'suggestion.decide');
	const [suggestion] = await lockSuggestions(trx, paper.id, [id]);
	if (suggestion?.state !== 'open') throw new Conflict('This suggestion has been decided already');
	const section = await lockSection(trx, paper.id, suggestion.sectionId);
	if (!section || section.removedAt !== null) throw new Conflict('The section has been taken out: put it back first');
	if (section.revision !== input.revision) {
		throw new Conflict('Somebody has changed this section since you opened it: look at its text again');
	}
	const version = await saveWording(
		trx,
		actor,
		grant,
		paper,
		section,
		{ heading: section.heading, body: input.body, annex: section.annex },
		{ event: 'suggestion.accepted', why: 'suggestions', said: { suggestions: [id], byHand: true } }
	);
	await decide(trx, actor, grant.postId, [id], { state: 'accepted', acceptedVersion: version, acceptedByHand: true });
	if (version === section.version) {
		await recordOn(trx, grant, 'suggestion.accepted', paper, { suggestions: [id], version, byHand: true });
	}
}

/** @throws NotFound, Forbidden, Conflict */
export async function declineSuggestions(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { ids: readonly number[]; because: string }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'suggestion.decide');
	const chosen = await lockSuggestions(trx, paper.id, input.ids);
	const open = chosen.filter(({ state }) => state === 'open').map(({ id }) => id);
	if (open.length < chosen.length) {
		throw new Conflict(
			chosen.length === 1
				? 'This suggestion has been decided already'
				: 'Some of these have been decided since you opened this page: choose again'
		);
	}
	await decide(trx, actor, grant.postId, open, { state: 'declined', decidedBecause: input.because });
	await recordOn(trx, grant, 'suggestion.declined', paper, { suggestions: open, because: input.because });
}

/** The author takes a suggestion back; it stays readable. @throws NotFound, Forbidden, Conflict */
export async function withdrawSuggestion(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	id: number
): Promise<void> {
	const paper = await getPaper(trx, reviewId, name);
	const [suggestion] = await lockSuggestions(trx, paper.id, [id]);
	const grant = suggestion && grantToWithdraw(actor, { ...suggestion, reviewId }, await isAsked(trx, actor, paper));
	if (!grant) throw new Forbidden('Only its author may take a suggestion back');
	if (suggestion.state !== 'open') throw new Conflict('This suggestion has been decided already');
	await decide(trx, actor, grant.postId, [id], { state: 'withdrawn' });
	await recordOn(trx, grant, 'suggestion.withdrawn', paper, { suggestions: [id] });
}

const mostChanges = 200;

type Locked = Change & {
	id: number;
	sectionId: number;
	baseVersion: number;
	personId: number;
	postId: number;
	state: SuggestionState;
};

async function lockSuggestions(trx: Trx, paperId: number, ids: readonly number[]): Promise<Locked[]> {
	const wanted = [...new Set(ids)];
	if (wanted.length === 0) throw new Invalid('ids', 'Select at least one suggestion');
	const rows = await trx
		.selectFrom('suggestions')
		.select([
			'id',
			'sectionId',
			'baseVersion',
			'paragraphIndex as index',
			'before',
			'after',
			'personId',
			'postId',
			'state'
		])
		.where('paperId', '=', paperId)
		.where('id', 'in', wanted)
		.orderBy('id')
		.forUpdate()
		.execute();
	if (rows.length < wanted.length) throw new NotFound('This suggestion was not found');
	return rows;
}

/** Makes the changes one after another, each in the text that those before it left. */
async function placeAll(
	trx: Trx,
	paper: Paper,
	section: Section | undefined,
	suggestions: readonly Locked[]
): Promise<{ body: string; placed: number[]; misplaced: Left[] }> {
	let body = section?.body ?? '';
	const placed: number[] = [];
	const misplaced: Left[] = [];
	for (const { id, baseVersion, ...change } of suggestions) {
		if (!section || section.removedAt !== null) {
			misplaced.push({ id, why: 'Its section has been taken out of the paper' });
			continue;
		}
		const base = await wordingOf(trx, section.id, baseVersion);
		const changed = base === null ? null : applyChange(paragraphsOf(body), paragraphsOf(base), change);
		if (changed === null) {
			misplaced.push({ id, why: 'The paragraph has changed since it was suggested: accept it by hand' });
			continue;
		}
		const next = joinParagraphs(changed);
		const problem = checkMarkdown(next) ?? (await problemWithReferences(trx, paper, section.id, next));
		if (problem !== null) misplaced.push({ id, why: problem.replace(/\.$/, '') });
		else {
			body = next;
			placed.push(id);
		}
	}
	return { body, placed, misplaced };
}

async function problemWithReferences(trx: Trx, paper: Paper, sectionId: number, body: string): Promise<string | null> {
	try {
		await resolveBody(trx, paper, sectionId, body);
		return null;
	} catch (cause) {
		if (cause instanceof Invalid) return cause.message;
		throw cause;
	}
}

async function decide(
	trx: Trx,
	actor: Actor,
	postId: number,
	ids: readonly number[],
	decision: {
		state: SuggestionState;
		decidedBecause?: string;
		acceptedVersion?: number;
		acceptedByHand?: boolean;
	}
): Promise<void> {
	await trx
		.updateTable('suggestions')
		.set({
			...decision,
			decidedByPersonId: actor.person.id,
			decidedByPostId: postId,
			decidedAt: actor.now
		})
		.where('id', 'in', ids)
		.where('state', '=', sql.lit('open'))
		.execute();
}
