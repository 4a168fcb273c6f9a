import type { EventBasis, EventKind, Attribution } from '#lib/evidence/event.ts';
import type { LinkStance } from '#lib/recommendations/link.ts';
import type { Verb } from '#lib/recommendations/recommendation.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { editSection, freezeSnapshot, startPaper } from '#lib/papers/commands.server.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { wordsDigest } from '#lib/papers/checks/queries.server.ts';
import { contentOf, workingVersion } from '#lib/papers/manuscript.ts';
import type { Gate } from '#lib/papers/paper.ts';
import { getPaper, listSections, readManuscript } from '#lib/papers/queries.server.ts';
import { now, type World } from './world.ts';

/** What a paper rests on, laid down by the owner of the tables: nothing here is under test. */
export type Evidence = { eventId: number; findingId: number; finding: string; number: number };

/** A shared finding that rests on one shared event of its own. */
export async function addFinding(
	world: World,
	given: {
		sentence?: string;
		title?: string;
		kind?: EventKind;
		place?: string | null;
		on?: string;
		sensitive?: boolean;
		handling?: string;
		basis?: EventBasis;
		attribution?: Attribution;
		speaker?: string;
		draft?: boolean;
		reviewId?: number;
		teamId?: number;
	} = {}
): Promise<Evidence> {
	const reviewId = given.reviewId ?? world.reviewId;
	const teamId = given.teamId ?? world.teams.families;
	const shared = given.draft ? {} : { state: 'shared' as const, sharedAt: now };
	const { id: eventId } = await world.owner
		.insertInto('evidenceEvents')
		.values({
			reviewId,
			teamId,
			number: await next(world, 'evidenceEvents', reviewId),
			title: given.title ?? 'Visit to a family hub',
			kind: given.kind ?? 'visit',
			status: 'written_up',
			startsOn: given.on ?? '2019-03-14',
			placeName: given.place === undefined ? 'Lambeth' : given.place,
			sensitive: given.sensitive ?? false,
			handling: given.handling ?? null,
			basis: given.basis ?? 'on_record',
			...shared
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const number = await next(world, 'findings', reviewId);
	const sentence = given.sentence ?? 'Parents did not know what was offered.';
	const { id: findingId } = await world.owner
		.insertInto('findings')
		.values({ reviewId, teamId, number, sentence, ...shared })
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.owner
		.insertInto('findingVersions')
		.values({ findingId, reviewId, version: 1, sentence, personId: world.official.personId })
		.execute();
	await addPassage(world, { reviewId, findingId, eventId, attribution: given.attribution, speaker: given.speaker });
	return { eventId, findingId, finding: `F${number}`, number };
}

export async function addPassage(
	world: World,
	passage: { reviewId: number; findingId: number; eventId: number; attribution?: Attribution; speaker?: string }
): Promise<void> {
	const { reviewId, findingId, eventId, attribution = 'role_only', speaker } = passage;
	const contributor = speaker
		? await world.owner
				.insertInto('contributors')
				.values({ reviewId, eventId, role: speaker, attribution })
				.returning('id')
				.executeTakeFirstOrThrow()
		: null;
	await world.owner
		.insertInto('passages')
		.values({ reviewId, findingId, eventId, attribution, contributorId: contributor?.id ?? null })
		.execute();
}

export async function reword(world: World, finding: Evidence, sentence: string): Promise<void> {
	const { version } = await world.owner
		.updateTable('findings')
		.set((eb) => ({ sentence, version: eb('version', '+', 1) }))
		.where('id', '=', finding.findingId)
		.returning('version')
		.executeTakeFirstOrThrow();
	await world.owner
		.insertInto('findingVersions')
		.values({
			findingId: finding.findingId,
			reviewId: world.reviewId,
			version,
			sentence,
			personId: world.official.personId
		})
		.execute();
}

export async function withdraw(world: World, finding: Evidence): Promise<void> {
	await world.owner
		.updateTable('findings')
		.set({ state: 'withdrawn', withdrawnAt: now, withdrawnBecause: 'Recorded in error', sentence: null })
		.where('id', '=', finding.findingId)
		.execute();
}

/** A recommendation with the group. */
export async function addRecommendation(
	world: World,
	given: { title?: string; text?: string; verb?: Verb; emerging?: boolean } = {}
): Promise<{ id: number; recommendation: string }> {
	const number = await next(world, 'recommendations', world.reviewId);
	const title = given.title ?? 'One health visitor for each family';
	const text = given.text ?? 'that each family keeps one health visitor until the child is two.';
	const verb = given.verb ?? 'agree';
	const teams = { leadTeamId: world.teams.care, createdByTeamId: world.teams.care };
	const { id } = await world.owner
		.insertInto('recommendations')
		.values({
			reviewId: world.reviewId,
			number,
			title,
			text,
			verb,
			...teams,
			state: given.emerging ? 'emerging' : 'proposed'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await addVersion(world, id, 1, { title, text, verb });
	return { id, recommendation: `R${number}` };
}

export async function rewordRecommendation(world: World, id: number, text: string): Promise<void> {
	const { version, title, verb } = await world.owner
		.updateTable('recommendations')
		.set((eb) => ({ text, version: eb('version', '+', 1) }))
		.where('id', '=', id)
		.returning(['version', 'title', 'verb'])
		.executeTakeFirstOrThrow();
	await addVersion(world, id, version, { title, text, verb });
}

export async function notTakenForward(world: World, id: number): Promise<void> {
	await world.owner
		.updateTable('recommendations')
		.set({ state: 'not_taken_forward', notTakenForwardBecause: 'Too dear' })
		.where('id', '=', id)
		.execute();
}

export async function tag(
	world: World,
	finding: Evidence,
	recommendationId: number,
	stance: LinkStance = 'supports'
): Promise<void> {
	// A trigger fills the columns that the link carries from both ends; the types ask for those that it overwrites.
	await world.owner
		.insertInto('links')
		.values({ reviewId: world.reviewId, findingId: finding.findingId, recommendationId, stance })
		.execute();
}

/** A committee paper of the world's secretariat. */
export async function addPaper(
	world: World,
	given: { profile?: string; title?: string; sponsorPostId?: number | null } = {}
): Promise<{ id: number; name: string; sections: Record<string, number> }> {
	const { actor } = world.secretariat;
	const { id, reference: name } = await asActor(actor, (trx) =>
		startPaper(trx, actor, world.reviewId, {
			profile: given.profile ?? 'uk_cabinet_committee',
			title: given.title ?? 'Support from conception to two',
			sponsorPostId: given.sponsorPostId === undefined ? world.chair.postId : given.sponsorPostId,
			committee: null,
			meetingOn: null
		})
	);
	const { sections } = await asActor(actor, (trx) => listSections(trx, id));
	return { id, name, sections: Object.fromEntries(sections.map((section) => [section.heading, section.id])) };
}

/** Writes a section as the secretariat, from its present revision. */
export async function write(world: World, name: string, heading: string, body: string): Promise<number> {
	const { actor } = world.secretariat;
	return asActor(actor, async (trx) => {
		const paper = await getPaper(trx, world.reviewId, name);
		const { sections } = await listSections(trx, paper.id);
		const section = sections.find((each) => each.heading === heading);
		if (!section) throw new Error(`${name} has no section ${heading}`);
		const { id, annex, revision } = section;
		await editSection(trx, actor, world.reviewId, name, id, { heading, body, annex, revision });
		return id;
	});
}

/** Every check that the profile of a paper asks for, cleared on its present words by whoever may. */
export async function clearChecks(world: World, name: string): Promise<void> {
	const { actor, personId } = world.secretariat;
	const { paper, content, version } = await asActor(actor, async (trx) => {
		const manuscript = await readManuscript(trx, await getPaper(trx, world.reviewId, name));
		return { paper: manuscript.paper, content: contentOf(manuscript), version: workingVersion(manuscript) };
	});
	const words = { paperId: paper.id, reviewId: world.reviewId, sha256: wordsDigest(content) };
	await world.owner
		.insertInto('checkedWords')
		.values({ ...words, content: JSON.stringify(content) })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	for (const { check } of paper.profile.checks) {
		await world.owner
			.insertInto('paperChecks')
			.values({
				reviewId: world.reviewId,
				paperId: paper.id,
				kind: check,
				outcome: 'cleared',
				said: 'Nothing stands against it.',
				clearedBy: 'A named officer',
				clearedPost: 'Deputy director',
				clearedOn: '2026-03-16',
				wordsSha256: words.sha256,
				workingVersion: version,
				personId
			})
			.execute();
	}
}

/** Freezes the present words at a gate, as the secretariat, with the check sheet cleared where the gate asks for it. */
export async function freeze(world: World, name: string, gate: Gate): Promise<{ number: number; sha256: string }> {
	const { actor } = world.secretariat;
	if (gate === 'lodged') await clearChecks(world, name);
	return asActor(actor, async (trx) => {
		const manuscript = await readManuscript(trx, await getPaper(trx, world.reviewId, name));
		const seen = sha256(JSON.stringify(contentOf(manuscript)));
		return freezeSnapshot(trx, actor, world.reviewId, name, { gate, seen });
	});
}

/**
 * On the first section of a paper that the owner laid down: a suggestion and a comment with a reply for each gate at which
 * they were made, and a comment window that asks Families, on the snapshot that there is.
 */
export async function addRemarks(world: World, name: string, madeAt: readonly Gate[]): Promise<void> {
	const { owner, reviewId, official, secretariat } = world;
	const { paperId, sectionId } = await owner
		.selectFrom('sections')
		.innerJoin('papers', 'papers.id', 'sections.paperId')
		.select(['papers.id as paperId', 'sections.id as sectionId'])
		.where('papers.reviewId', '=', reviewId)
		.where('papers.number', '=', Number(name.slice(1)))
		.executeTakeFirstOrThrow();
	const at = { paperId, sectionId };
	const by = { personId: official.personId, postId: official.postId, teamId: official.teamId };
	await owner
		.insertInto('sectionVersions')
		.values({ ...at, version: 1, heading: 'Summary', body: '', personId: secretariat.personId })
		.execute();
	for (const gate of madeAt) {
		await owner
			.insertInto('suggestions')
			.values({ ...at, ...by, reviewId, gate, baseVersion: 1, paragraphIndex: 0, before: '', after: gate })
			.execute();
		const comment = await owner
			.insertInto('comments')
			.values({ ...at, ...by, reviewId, gate, sectionVersion: 1, body: 'Why?' })
			.returning('id')
			.executeTakeFirstOrThrow();
		await owner
			.insertInto('commentEntries')
			.values({ ...by, reviewId, paperId, commentId: comment.id, gate, kind: 'reply', body: 'So.' })
			.execute();
	}
	const snapshot = await owner
		.selectFrom('snapshots')
		.select('number')
		.where('paperId', '=', paperId)
		.executeTakeFirst();
	if (!snapshot) return;
	const window = await owner
		.insertInto('commentWindows')
		.values({
			reviewId,
			paperId,
			snapshotNumber: snapshot.number,
			opensAt: now,
			closesAt: now,
			personId: secretariat.personId
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('commentWindowTeams')
		.values({ windowId: window.id, reviewId, teamId: official.teamId })
		.execute();
}

async function addVersion(
	world: World,
	recommendationId: number,
	version: number,
	wording: { title: string; text: string; verb: Verb }
): Promise<void> {
	await world.owner
		.insertInto('recommendationVersions')
		.values({
			...wording,
			recommendationId,
			reviewId: world.reviewId,
			version,
			leadTeamId: world.teams.care,
			personId: world.careOfficial.personId,
			postId: world.careOfficial.postId
		})
		.execute();
}

async function next(
	world: World,
	table: 'evidenceEvents' | 'findings' | 'recommendations',
	reviewId: number
): Promise<number> {
	const { last } = await world.owner
		.selectFrom(table)
		.select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.val(0)).as('last'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	return last + 1;
}
