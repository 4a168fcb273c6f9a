import { sql } from 'kysely';
import { type Actor, type Grant, grantFor, may } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { DocumentFormat } from '#lib/documents/filename.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { requireWithinCeiling } from '#lib/reviews/marking.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { lodgingObstacles, readerObstacles } from './attention.ts';
import { checkObstacles, readSheet, wordsDigest } from './checks/queries.server.ts';
import { type PaperContent, readContent } from './content.ts';
import { endDraft } from './drafts/end-draft.server.ts';
import { contentOf, type Paper, type PlacedSection, type Section } from './manuscript.ts';
import { sha256 } from './digest.server.ts';
import { measurePaper } from './length.ts';
import { isOutline, type Move, moved, outlineText, parentsOf, type Place } from './outline.ts';
import { type Gate, gates, gatesAhead, isLodged, isTextLocked, paperAudience, type WordingReason } from './paper.ts';
import { latestProfile } from './profiles.server.ts';
import {
	getPaper,
	listPlaced,
	getSnapshot,
	listSections,
	listSnapshots,
	lockPaper,
	lockSection,
	readManuscript,
	resolveReferences,
	type SnapshotRow
} from './queries.server.ts';
import { referencesIn } from './references.ts';
import { type Placement, refreshStanding, resolveSlots, savePlacements } from './slots/placing.server.ts';
import { placeIn, slotKey } from './slots/slot.ts';

export type PaperDetails = {
	title: string;
	sponsorPostId: number | null;
	committee: string | null;
	meetingOn: string | null;
	/** What may be left out stays as it is. */
	coSponsorPostIds?: number[];
	committeeReference?: string | null;
	contact?: string | null;
	addressee?: string | null;
	copies?: string | null;
	replyBy?: string | null;
};

/** Starts a paper with the sections of its profile, of which it keeps a copy. @throws NotFound, Forbidden, Invalid */
export async function startPaper(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: PaperDetails & { profile: string }
): Promise<{ id: number; number: number; reference: string }> {
	const review = await trx.selectFrom('reviews').select('id').where('id', '=', reviewId).executeTakeFirst();
	if (!review) throw new NotFound();
	const grant = grantFor(actor, 'paper.start', { reviewId });
	if (!grant) throw new Forbidden();
	const profile = await latestProfile(trx, reviewId, input.profile);
	if (!profile) throw new Invalid('profile', 'Select the kind of paper from the list');
	await checkDetails(trx, reviewId, profile, input);

	const number = await nextNumber(trx, reviewId);
	const { title, coSponsorPostIds = [], ...details } = input;
	const { id } = await trx
		.insertInto('papers')
		.values({ ...details, title, reviewId, number, handling: profile.handling, profile: JSON.stringify(profile) })
		.returning('id')
		.executeTakeFirstOrThrow();
	await saveCoSponsors(trx, { id, reviewId }, coSponsorPostIds);
	for (const [index, { heading, starter, annex }] of profile.sections.entries()) {
		await insertSection(trx, actor, grant, { id, reviewId }, { rank: index + 1, heading, body: starter, annex });
	}
	const name = reference('P', number);
	await record(
		trx,
		grant,
		'paper.started',
		{ reviewId, kind: 'paper', id, reference: name, audience: paperAudience('working') },
		{ title, profile: profile.key, edition: profile.edition }
	);
	return { id, number, reference: name };
}

/** @throws NotFound, Forbidden, Conflict, Invalid */
export async function editPaperDetails(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: PaperDetails & { sensitive: boolean; handling: string | null; revision: number }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	if (paper.revision !== input.revision) throw new Conflict('Somebody has changed the details of this paper');
	await checkDetails(trx, reviewId, paper.profile, input);
	await requireWithinCeiling(trx, reviewId, input.sensitive);
	const { revision, coSponsorPostIds, ...after } = input;
	await trx
		.updateTable('papers')
		.set({ ...after, revision: revision + 1, updatedAt: actor.now })
		.where('id', '=', paper.id)
		.execute();
	const before = paper.coSponsors.map((each) => each.postId);
	if (coSponsorPostIds) await saveCoSponsors(trx, paper, coSponsorPostIds);
	await recordOn(trx, grant, 'paper.edited', paper, {
		...changes({ ...paper }, after),
		...changes({ coSponsorPostIds: before }, coSponsorPostIds ? { coSponsorPostIds } : {})
	});
}

/** Adds an empty section at the end of the paper or of its annexes. @throws NotFound, Forbidden, Conflict */
export async function addSection(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { heading: string; annex: boolean }
): Promise<number> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const { sections, removed } = await listSections(trx, paper.id);
	if (sections.length + removed.length >= mostSections) {
		throw new Conflict(`A paper holds ${mostSections} sections at most, removed ones included`);
	}
	const id = await insertSection(trx, actor, grant, paper, { ...input, rank: lastRank(sections) + 1, body: '' });
	await touch(trx, actor, paper);
	await recordOn(trx, grant, 'section.added', paper, input);
	return id;
}

/**
 * Saves a section's heading and text, and what it cites and places; the person's own draft of it ends. A record keeps the version it was first cited in
 * until its new wording is accepted, so that saving another sentence accepts nothing by the way.
 * @throws NotFound, Forbidden, Conflict, Invalid('body') for a reference that names nothing that may be cited
 */
export async function editSection(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: { heading: string; body: string; annex: boolean; revision: number }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const section = await lockSectionFor(trx, paper, sectionId, input.revision);
	await saveWording(trx, actor, grant, paper, section, input, { event: 'section.edited' });
	if (input.annex !== section.annex) await moveBranch(trx, paper, section, input.annex);
	await endDraft(trx, actor, section.id);
}

/**
 * Makes an earlier wording of a section its present one, as a new version.
 * @throws NotFound, Forbidden, Conflict, Invalid('body') for a reference that may no longer be cited
 */
export async function returnToVersion(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number,
	input: { version: number; revision: number }
): Promise<number> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const section = await lockSectionFor(trx, paper, sectionId, input.revision);
	const wording = await trx
		.selectFrom('sectionVersions')
		.select(['version', 'heading', 'body'])
		.where('sectionId', '=', section.id)
		.where('version', '=', input.version)
		.executeTakeFirst();
	if (!wording) throw new NotFound('This version was not found');
	const { version, heading, body } = wording;
	if (heading === section.heading && body === section.body) {
		throw new Conflict(`The section reads as it did in version ${version} already`);
	}
	return saveWording(
		trx,
		actor,
		grant,
		paper,
		section,
		{ heading, body, annex: section.annex },
		{ event: 'section.returned', why: 'restored', restoredVersion: version }
	);
}

/** How a new wording came about, and what the history says of it. */
export type How = {
	event: AuditEvent;
	why?: WordingReason;
	restoredVersion?: number;
	said?: Record<string, unknown>;
};

/**
 * Lays down the wording of a section that the caller has locked, with what it cites and places.
 * @returns the version that it is now; the one it was where no word differs. @throws Invalid('body')
 */
export async function saveWording(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	paper: Paper,
	section: Section,
	input: { heading: string; body: string; annex: boolean },
	how: How
): Promise<number> {
	requireOpenText(paper);
	const { heading, body, annex } = input;
	const rests = await resolveBody(trx, paper, section.id, body);

	const reworded = heading !== section.heading || body !== section.body;
	if (!reworded && annex === section.annex) return section.version;
	const version = section.version + (reworded ? 1 : 0);
	await trx
		.updateTable('sections')
		.set({ heading, body, annex, version, revision: section.revision + 1, updatedAt: actor.now })
		.where('id', '=', section.id)
		.execute();
	if (reworded) await insertVersion(trx, actor, grant, paper, section.id, { version, heading, body }, how);
	await saveReferences(trx, paper, section.id, rests);
	await touch(trx, actor, paper);
	await recordOn(trx, grant, how.event, paper, {
		section: heading,
		...changes(
			{ heading: section.heading, annex: section.annex, version: section.version },
			{ heading, annex, version }
		),
		...how.said
	});
	return version;
}

/**
 * Moves a section with all below it past the one beside it, or into the one above it and out again; annexes stay among
 * annexes. @throws NotFound, Forbidden, Conflict where it cannot move that way
 */
export async function moveSection(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { sectionId: number; direction: Move }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const { sections } = await listSections(trx, paper.id);
	const section = sections.find((each) => each.id === input.sectionId);
	if (!section) throw new NotFound('This section was not found');
	const places = moved(sections, section.id, input.direction);
	if (!places) throw new Conflict(`This section cannot move further ${input.direction}`);
	await saveOutline(trx, actor, grant, paper, sections, places, section.heading);
}

/**
 * Gives the sections of a paper another order and other levels, all at once.
 * @param input.seen the outline that the person changed, as "12:1 14:2"
 * @throws NotFound, Forbidden, Conflict when it has changed since, Invalid('order') for what is no outline of this paper
 */
export async function arrangeSections(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { seen: string; order: readonly { id: number; level: number }[] }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const { sections } = await listSections(trx, paper.id);
	if (outlineText(sections) !== input.seen) {
		throw new Conflict('Somebody has changed the order of the sections since you opened this page: look at it again');
	}
	const places = input.order.flatMap(({ id, level }) => {
		const section = sections.find((each) => each.id === id);
		return section ? [{ id, level, annex: section.annex }] : [];
	});
	const distinct = new Set(places.map(({ id }) => id));
	if (distinct.size !== sections.length || input.order.length !== sections.length || !isOutline(places)) {
		throw new Invalid('order', 'This is no order of the sections of this paper');
	}
	await saveOutline(trx, actor, grant, paper, sections, places, null);
}

/** Takes a section out of the paper; it can be put back. @throws NotFound, Forbidden, Conflict */
export async function removeSection(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { sectionId: number; revision: number }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const section = await lockSectionFor(trx, paper, input.sectionId, input.revision);
	await trx
		.updateTable('sections')
		.set({ removedAt: actor.now, revision: section.revision + 1 })
		.where('id', '=', section.id)
		.execute();
	// What stood below it stands where it stood.
	await trx.updateTable('sections').set({ parentId: section.parentId }).where('parentId', '=', section.id).execute();
	await touch(trx, actor, paper);
	await recordOn(trx, grant, 'section.removed', paper, { section: section.heading, version: section.version });
}

/** Puts a removed section back, at the end. @throws NotFound, Forbidden, Conflict */
export async function restoreSection(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	sectionId: number
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const section = await lockSection(trx, paper.id, sectionId);
	if (!section) throw new NotFound('This section was not found');
	if (section.removedAt === null) throw new Conflict('This section is in the paper already');
	const { sections } = await listSections(trx, paper.id);
	await trx
		.updateTable('sections')
		.set({ removedAt: null, parentId: null, rank: lastRank(sections) + 1, revision: section.revision + 1 })
		.where('id', '=', section.id)
		.execute();
	await touch(trx, actor, paper);
	await recordOn(trx, grant, 'section.restored', paper, { section: section.heading });
}

/**
 * Accepts the present wording of a cited finding or placed recommendation, wherever the paper uses it.
 * @param input.version the version that was read. @throws NotFound, Forbidden, Conflict when it has moved on since
 */
export async function acceptWording(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { reference: string; version: number }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const { findings, recommendations } = await resolveReferences(trx, reviewId, [input.reference]);
	const finding = findings.get(input.reference);
	const recommendation = recommendations.get(input.reference);
	const record = finding ?? recommendation;
	if (!record) throw new NotFound();
	if (record.version !== input.version) {
		throw new Conflict(`${input.reference} has been reworded again since you opened this page: read it once more`);
	}
	const accepted = finding
		? await acceptFinding(trx, paper.id, finding.id, finding.version)
		: await acceptRecommendation(trx, paper, input.reference, record.version);
	if (accepted === 'absent') throw new NotFound(`This paper does not use ${input.reference}`);
	if (accepted === 'current') throw new Conflict(`The wording of ${input.reference} has been accepted already`);
	await touch(trx, actor, paper);
	await recordOn(trx, grant, 'citation.accepted', paper, input);
}

/**
 * Freezes the words of a paper with their evidence as an immutable, numbered copy, and moves the paper to the gate.
 * @param input.seen the hash of the words that the person saw: nothing else is frozen
 * @throws NotFound, Forbidden, Conflict, Invalid('gate')
 */
export async function freezeSnapshot(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { gate: Gate; seen: string }
): Promise<{ number: number; sha256: string }> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.freeze');
	if (!gatesAhead(paper).includes(input.gate)) {
		throw new Invalid('gate', `This paper cannot go from ${gates[paper.gate].label} to ${gates[input.gate].label}`);
	}
	const manuscript = await readManuscript(trx, paper);
	const frozen = contentOf(manuscript);
	const content = JSON.stringify(frozen);
	const hash = sha256(content);
	if (hash !== input.seen) {
		throw new Conflict('The paper or its evidence has changed since you opened this page: look at it again first');
	}
	const snapshots = await listSnapshots(trx, paper.id);
	const [latest] = snapshots;
	if (latest?.gate === input.gate && latest.sha256 === hash) {
		throw new Conflict(`Snapshot ${latest.number} holds these very words at this gate already`);
	}
	await requireFinalWords(trx, paper, frozen, snapshots);
	const obstacles = [
		...(input.gate === 'lodged' ? lodgingObstacles(manuscript, measurePaper(frozen)) : []),
		...checkObstacles(await readSheet(trx, actor, paper, frozen), input.gate).map((each) => each.text)
	];
	if (obstacles.length > 0) {
		const act = input.gate === 'lodged' ? 'be lodged' : `be frozen as ${gates[input.gate].label.toLowerCase()}`;
		throw new Conflict(`This paper cannot ${act} yet. ${obstacles.join(' ')}`);
	}
	const kept = readerObstacles(manuscript, input.gate);
	if (kept.length > 0) throw new Conflict(`This paper cannot go to its readers yet. ${kept.join(' ')}`);

	const number = (latest?.number ?? 0) + 1;
	const { marking } = frozen;
	await trx
		.insertInto('snapshots')
		.values({
			reviewId,
			paperId: paper.id,
			number,
			gate: input.gate,
			content,
			sha256: hash,
			marking,
			personId: actor.person.id,
			postId: grant.postId,
			takenAt: actor.now
		})
		.execute();
	await trx
		.updateTable('papers')
		.set({
			gate: input.gate,
			reopenedAt: null,
			...(input.gate === 'lodged' && { lodgedOn: londonDate(actor.now) }),
			revision: paper.revision + 1,
			updatedAt: actor.now
		})
		.where('id', '=', paper.id)
		.execute();
	await recordOn(
		trx,
		grant,
		'snapshot.taken',
		{ ...paper, gate: input.gate },
		{
			number,
			sha256: hash,
			gate: [paper.gate, input.gate]
		}
	);
	return { number, sha256: hash };
}

/** Records that a copy of a paper leaves; called before its bytes are handed over. @throws NotFound, Forbidden */
export async function recordExport(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: {
		of: 'working' | 'snapshot' | 'annex';
		snapshot: number | null;
		format: DocumentFormat | 'json' | 'csv';
		/** Whether a table begins with one. */
		byteOrderMark?: boolean;
		bytesSha256: string;
	}
): Promise<void> {
	const paper = await getPaper(trx, reviewId, name);
	const grant = grantFor(actor, exportAct(input.of), { reviewId });
	if (!grant) throw new Forbidden();
	await recordOn(trx, grant, 'paper.exported', paper, input);
}

/** The right that an export needs: the annex has its own. @throws Forbidden */
export function requireExport(actor: Actor, reviewId: number, of: 'working' | 'snapshot' | 'annex'): void {
	if (!may(actor, exportAct(of), { reviewId })) throw new Forbidden('You may not export this');
}

const mostSections = 60;

/** A section that becomes an annex, or is one no longer, takes what stands below it along to the first level. */
async function moveBranch(trx: Trx, paper: Paper, section: Section, annex: boolean): Promise<void> {
	await trx.updateTable('sections').set({ parentId: null }).where('id', '=', section.id).execute();
	const { sections } = await listSections(trx, paper.id);
	const below = [section.id];
	for (const each of sections) if (each.parentId !== null && below.includes(each.parentId)) below.push(each.id);
	await trx.updateTable('sections').set({ annex }).where('id', 'in', below).execute();
}

async function saveOutline(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	paper: Paper,
	sections: readonly PlacedSection[],
	places: readonly Place[],
	heading: string | null
): Promise<void> {
	const parents = parentsOf(places);
	for (const [index, { id }] of places.entries()) {
		const section = sections.find((each) => each.id === id);
		const place = { rank: index + 1, parentId: parents.get(id) ?? null };
		if (section?.rank === place.rank && section.parentId === place.parentId) continue;
		await trx.updateTable('sections').set(place).where('id', '=', id).execute();
	}
	await touch(trx, actor, paper);
	const order = [sections, places].map((list) => list.map(({ id, level }) => ({ id, level })));
	await recordOn(trx, grant, 'section.moved', paper, { section: heading, order });
}

type Rests = {
	citations: { findingId: number; version: number }[];
	placements: Placement[];
};

function exportAct(of: 'working' | 'snapshot' | 'annex'): Act {
	return of === 'annex' ? 'paper.export_annex' : 'paper.export';
}

export async function lockFor(
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
	if (isLodged(paper.gate)) throw new Conflict('This paper has been lodged: its text is locked');
	if (act === 'paper.edit') requireOpenText(paper);
	return { paper, grant };
}

function requireOpenText(paper: Paper): void {
	if (isTextLocked(paper)) {
		throw new Conflict('The text is final: reopen it first, with a reason and the leave of whoever may give it');
	}
}

/** Evidence can be withdrawn under a text that nobody opened. */
async function requireFinalWords(
	trx: Trx,
	paper: Paper,
	content: PaperContent,
	snapshots: readonly SnapshotRow[]
): Promise<void> {
	if (!isTextLocked(paper)) return;
	const final = snapshots.find((each) => each.gate === 'final');
	const frozen = final ? readContent((await getSnapshot(trx, paper.id, final.number)).content) : null;
	if (!frozen || wordsDigest(frozen) === wordsDigest(content)) return;
	throw new Conflict(
		'What the paper rests on has changed since it was final: reopen the text first, with a reason and the leave of whoever may give it'
	);
}

async function saveCoSponsors(
	trx: Trx,
	paper: { id: number; reviewId: number },
	postIds: readonly number[]
): Promise<void> {
	await trx.deleteFrom('paperSponsors').where('paperId', '=', paper.id).execute();
	if (postIds.length === 0) return;
	await trx
		.insertInto('paperSponsors')
		.values(postIds.map((postId, index) => ({ paperId: paper.id, reviewId: paper.reviewId, postId, rank: index + 1 })))
		.execute();
}

export async function lockSectionFor(trx: Trx, paper: Paper, sectionId: number, revision: number): Promise<Section> {
	const section = await lockSection(trx, paper.id, sectionId);
	if (!section) throw new NotFound('This section was not found');
	if (section.removedAt !== null) throw new Conflict('Somebody has removed this section: put it back first');
	if (section.revision !== revision) {
		throw new Conflict(
			'Somebody has changed this section since you opened it: their text and yours are both on this page'
		);
	}
	return section;
}

async function checkDetails(
	trx: Trx,
	reviewId: number,
	profile: { name: string; committee: boolean },
	input: PaperDetails
): Promise<void> {
	if (!profile.committee && input.committee !== null) {
		throw new Invalid('committee', `The kind “${profile.name}” goes to no committee: leave this empty`);
	}
	const others = input.coSponsorPostIds ?? [];
	if (input.sponsorPostId !== null && others.includes(input.sponsorPostId)) {
		throw new Invalid('coSponsorPostIds', 'The post that leads is named above: leave it out here');
	}
	await checkSponsors(trx, reviewId, 'sponsorPostId', input.sponsorPostId === null ? [] : [input.sponsorPostId]);
	await checkSponsors(trx, reviewId, 'coSponsorPostIds', others);
}

async function checkSponsors(trx: Trx, reviewId: number, field: string, postIds: readonly number[]): Promise<void> {
	if (postIds.length === 0) return;
	const members = await trx
		.selectFrom('memberships')
		.select('postId')
		.distinct()
		.where('reviewId', '=', reviewId)
		.where('postId', 'in', postIds)
		.where('endedAt', 'is', null)
		.execute();
	if (members.length < new Set(postIds).size) {
		throw new Invalid(field, 'Select a post that is a member of this review');
	}
}

async function nextNumber(trx: Trx, reviewId: number): Promise<number> {
	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'P') as number`.execute(trx);
	const number = rows[0]?.number;
	if (number === undefined) throw new NotFound();
	return number;
}

export async function insertSection(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	paper: { id: number; reviewId: number },
	section: { rank: number; heading: string; body: string; annex: boolean }
): Promise<number> {
	const { id } = await trx
		.insertInto('sections')
		.values({ ...section, paperId: paper.id, reviewId: paper.reviewId })
		.returning('id')
		.executeTakeFirstOrThrow();
	const { heading, body } = section;
	await insertVersion(trx, actor, grant, paper, id, { version: 1, heading, body });
	return id;
}

async function insertVersion(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	paper: { id: number },
	sectionId: number,
	wording: { version: number; heading: string; body: string },
	{ why = 'saved', restoredVersion = null }: { why?: WordingReason; restoredVersion?: number | null } = {}
): Promise<void> {
	await trx
		.insertInto('sectionVersions')
		.values({
			...wording,
			why,
			restoredVersion,
			sectionId,
			paperId: paper.id,
			personId: actor.person.id,
			postId: grant.postId,
			savedAt: actor.now
		})
		.execute();
}

/** Finds what a text cites and places. What went bad after it was first used stays, with a warning on the page. */
export async function resolveBody(trx: Trx, paper: Paper, sectionId: number, body: string): Promise<Rests> {
	const { findings, slots, mistakes } = referencesIn(body);
	const known = await resolveReferences(trx, paper.reviewId, findings);
	const cited = await trx
		.selectFrom('citations')
		.select(['findingId', 'findingVersion'])
		.where('paperId', '=', paper.id)
		.execute();
	const problems = [...mistakes];

	const citations = findings.flatMap((name) => {
		const finding = known.findings.get(name);
		const before = cited.find((citation) => citation.findingId === finding?.id);
		if (!finding) problems.push(`${name} is no finding of this review that you can see.`);
		else if (before) return [{ findingId: finding.id, version: before.findingVersion }];
		else if (finding.state === 'draft') problems.push(`${name} is a draft: it can be cited once it is shared.`);
		else if (finding.state === 'withdrawn') problems.push(`${name} was withdrawn and cannot be cited.`);
		else return [{ findingId: finding.id, version: finding.version }];
		return [];
	});
	const resolved = await resolveSlots(trx, paper, sectionId, slots);
	problems.push(...resolved.problems);
	if (problems.length > 0) throw new Invalid('body', [...new Set(problems)].join(' '));
	return { citations, placements: resolved.placements };
}

async function saveReferences(trx: Trx, paper: Paper, sectionId: number, rests: Rests): Promise<void> {
	const at = { sectionId, paperId: paper.id, reviewId: paper.reviewId };
	await trx.deleteFrom('citations').where('sectionId', '=', sectionId).execute();
	if (rests.citations.length > 0) {
		const rows = rests.citations.map(({ findingId, version }) => ({ ...at, findingId, findingVersion: version }));
		await trx.insertInto('citations').values(rows).execute();
	}
	await savePlacements(trx, paper, sectionId, rests.placements);
}

type Accepted = 'accepted' | 'current' | 'absent';

/** Makes a wording of a finding the one that its citations in a paper stand on. */
export async function acceptFinding(trx: Trx, paperId: number, findingId: number, version: number): Promise<Accepted> {
	const rows = await trx
		.deleteFrom('citations')
		.where('paperId', '=', paperId)
		.where('findingId', '=', findingId)
		.returningAll()
		.execute();
	if (rows.length === 0) return 'absent';
	await trx
		.insertInto('citations')
		.values(rows.map((row) => ({ ...row, findingVersion: version })))
		.execute();
	return rows.every((row) => row.findingVersion === version) ? 'current' : 'accepted';
}

/** Refreshes every slot that places the recommendation, lists too. */
async function acceptRecommendation(trx: Trx, paper: Paper, name: string, version: number): Promise<Accepted> {
	const placed = await listPlaced(trx, paper);
	const placing = placed.filter((slot) => slot.standing?.places.some((words) => words.reference === name));
	if (placing.length === 0) return 'absent';
	const stale = placing.filter((slot) =>
		slot.standing?.places.some((words) => words.reference === name && words.version !== version)
	);
	for (const slot of new Map(stale.map((each) => [slotKey(each), each])).values()) {
		await refreshStanding(trx, placeIn(paper, placed), slot);
	}
	return stale.length === 0 ? 'current' : 'accepted';
}

/** Marks a paper as changed now. */
export async function touch(trx: Trx, actor: Actor, paper: Paper): Promise<void> {
	await trx.updateTable('papers').set({ updatedAt: actor.now }).where('id', '=', paper.id).execute();
}

function lastRank(sections: readonly Section[]): number {
	return sections.reduce((last, section) => Math.max(last, section.rank), 0);
}

export async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	paper: Pick<Paper, 'id' | 'reviewId' | 'number' | 'gate'>,
	said: Record<string, unknown> = {}
): Promise<void> {
	const { id, reviewId, number, gate } = paper;
	const on = { reviewId, kind: 'paper', id, reference: reference('P', number), audience: paperAudience(gate) };
	await record(trx, grant, event, on, said);
}
