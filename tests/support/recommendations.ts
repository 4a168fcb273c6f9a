import type { Actor } from '#lib/access/actor.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import {
	draftRecommendation,
	proposeRecommendation,
	type RecommendationDetails
} from '#lib/recommendations/commands.server.ts';
import { getRecommendation, type Recommendation } from '#lib/recommendations/queries.server.ts';
import { actsOn, type Party, type World } from './world.ts';

/** Everything a recommendation needs; a test names what it is about. */
export function details(world: World, wanted: Partial<RecommendationDetails> = {}): RecommendationDetails {
	return {
		title: 'One health visitor',
		verb: 'agree',
		text: 'Every family keeps the same health visitor for the first year.',
		leadTeamId: world.teams.families,
		partnerTeamIds: [],
		localActors: null,
		lever: null,
		questionId: null,
		route: null,
		costStatus: 'unknown',
		owner: null,
		measure: null,
		...wanted
	};
}

export async function draft(
	world: World,
	wanted: Partial<RecommendationDetails> = {},
	by: Party = world.official
): Promise<Recommendation> {
	const { number } = await asActor(by.actor, (trx) =>
		draftRecommendation(trx, by.actor, world.reviewId, details(world, wanted))
	);
	return recommendation(world, number);
}

/** One that ministers may answer. */
export async function propose(world: World, wanted: Partial<RecommendationDetails> = {}): Promise<Recommendation> {
	const { number, revision } = await draft(world, wanted);
	const { actor } = world.secretariat;
	await asActor(actor, (trx) => proposeRecommendation(trx, actor, world.reviewId, number, revision));
	return recommendation(world, number);
}

export async function recommendation(world: World, number: number): Promise<Recommendation> {
	return asActor(world.secretariat.actor, (trx) => getRecommendation(trx, world.reviewId, number));
}

/** What an edit posts when only some fields are changed. */
export function edited(
	world: World,
	before: Recommendation,
	wanted: Partial<RecommendationDetails> = {}
): RecommendationDetails & { revision: number } {
	return {
		...details(world, {
			title: before.title,
			verb: before.verb,
			text: before.text,
			leadTeamId: before.leadTeamId,
			partnerTeamIds: before.partners.map((partner) => partner.teamId),
			localActors: before.localActors,
			lever: before.lever,
			questionId: before.questionId,
			route: before.route,
			costStatus: before.costStatus,
			owner: before.owner,
			measure: before.measure
		}),
		...wanted,
		revision: before.revision
	};
}

export type FindingMade = { id: number; number: number; version: number };

const sharedOn = new Date('2026-03-01T09:00:00Z');
let lastNumber = 1000;

/** A finding laid down as it stands, with one event under it for each title named. */
export async function finding(
	world: World,
	wanted: {
		sentence?: string;
		team?: keyof World['teams'];
		shared?: boolean;
		events?: string[];
		on?: string;
	} = {}
): Promise<FindingMade> {
	const { sentence = 'Families see a new visitor each time.', team = 'families', shared = true, events = [] } = wanted;
	lastNumber += 1;
	const number = lastNumber;
	const teamId = world.teams[team];
	const { id } = await world.owner
		.insertInto('findings')
		.values({
			reviewId: world.reviewId,
			number,
			teamId,
			sentence,
			state: shared ? 'shared' : 'draft',
			sharedAt: shared ? sharedOn : null,
			eventOn: wanted.on ?? null
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.owner
		.insertInto('findingVersions')
		.values({ findingId: id, reviewId: world.reviewId, version: 1, sentence, personId: world.official.personId })
		.execute();
	for (const title of events) await restOn(world, id, await event(world, title, teamId, wanted.on));
	return { id, number, version: 1 };
}

/** A new wording of a finding, as its own department would save it. */
export async function rewordFinding(world: World, made: FindingMade, sentence: string): Promise<FindingMade> {
	const version = made.version + 1;
	await world.owner
		.insertInto('findingVersions')
		.values({
			findingId: made.id,
			reviewId: world.reviewId,
			version,
			sentence,
			personId: world.official.personId
		})
		.execute();
	await world.owner.updateTable('findings').set({ sentence, version }).where('id', '=', made.id).execute();
	return { ...made, version };
}

export async function withdrawFinding(world: World, made: FindingMade): Promise<void> {
	await world.owner
		.updateTable('findings')
		.set({
			state: 'withdrawn',
			sentence: null,
			withdrawnAt: new Date('2026-03-10T09:00:00Z'),
			withdrawnBecause: 'Entered twice'
		})
		.where('id', '=', made.id)
		.execute();
}

/** The acts recorded on a tag or a recommendation. */
export function actsOnLink(world: World, id: number): Promise<string[]> {
	return actsOn(world, 'link', id);
}

/** The same person at another moment. */
export function at(actor: Actor, moment: string): Actor {
	return { ...actor, now: new Date(moment) };
}

async function event(world: World, title: string, teamId: number, on = '2026-02-10'): Promise<number> {
	lastNumber += 1;
	const { id } = await world.owner
		.insertInto('evidenceEvents')
		.values({
			reviewId: world.reviewId,
			number: lastNumber,
			teamId,
			title,
			kind: 'visit',
			status: 'held',
			startsOn: on,
			placeName: 'Islington',
			state: 'shared',
			sharedAt: sharedOn
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function restOn(world: World, findingId: number, eventId: number): Promise<void> {
	await world.owner
		.insertInto('passages')
		.values({
			reviewId: world.reviewId,
			findingId,
			eventId
		})
		.execute();
}
