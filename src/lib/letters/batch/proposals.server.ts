import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { listAnsweringPosts } from '#lib/positions/queries.server.ts';
import type { RecommendationState } from '#lib/recommendations/recommendation.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import type { Ask } from '../table.ts';

/** The most recommendations that one act of writing takes. */
export const mostRecommendations = 60;

export type Choice = {
	id: number;
	number: number;
	title: string;
	version: number;
	state: RecommendationState;
	leadTeamId: number;
	partnerTeamIds: number[];
	/** Whether every department has been asked for it in these words already. */
	askedBefore: boolean;
};

export type PostHeld = { postId: number; title: string; holderName: string | null };

export type ProposedAsk = {
	/** Null where a letter that still stands asks the department for it already. */
	ask: Ask | null;
	/** The number of that letter. */
	askedIn: number | null;
};

export type Proposal = {
	teamId: number;
	departmentName: string;
	shortName: string;
	sender: PostHeld;
	/** Null where the department has no Cabinet minister in the review: then no letter can be written. */
	addressee: PostHeld | null;
	/** One for each chosen recommendation, in their order. */
	asks: ProposedAsk[];
	warnings: string[];
};

/** What letters may ask for: what the group recommends, and what is with it. */
export async function listChoices(trx: Trx, actor: Actor, reviewId: number): Promise<Choice[]> {
	const found = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title', 'version', 'materialVersion', 'state', 'leadTeamId'])
		.where('reviewId', '=', reviewId)
		.where('state', 'in', ['recommended', 'proposed'])
		.orderBy('number')
		.limit(500)
		.execute();
	const partners = await trx
		.selectFrom('recommendationPartners')
		.select(['recommendationId', 'teamId'])
		.where('reviewId', '=', reviewId)
		.execute();
	const posts = await listAnsweringPosts(trx, actor, reviewId);
	const asked = await listLiveAsks(trx, reviewId);
	return found.map(({ materialVersion, ...one }) => ({
		...one,
		partnerTeamIds: partners.filter(({ recommendationId }) => recommendationId === one.id).map(({ teamId }) => teamId),
		askedBefore:
			posts.length > 0 &&
			posts.every(({ teamId }) => asked.some((ask) => standsFor(ask, { id: one.id, teamId, materialVersion })))
	}));
}

/** For each department with a minister on the group: who writes to whom, and what is asked. */
export async function proposeLetters(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	chosen: readonly Choice[]
): Promise<Proposal[]> {
	const senders = await listAnsweringPosts(trx, actor, reviewId);
	const addressees = await listCabinetMinisters(trx, actor, reviewId);
	const asked = await listLiveAsks(trx, reviewId);
	const material = await trx
		.selectFrom('recommendations')
		.select(['id', 'materialVersion'])
		.where('id', 'in', chosen.length === 0 ? [0] : chosen.map(({ id }) => id))
		.execute();
	return senders.map(({ teamId, departmentName, shortName, postId, title, holderName }) => {
		const addressee = addressees.find((post) => post.teamId === teamId) ?? null;
		const proposed = chosen.map((one): ProposedAsk => {
			const { materialVersion = one.version } = material.find(({ id }) => id === one.id) ?? {};
			const before = asked.find((ask) => standsFor(ask, { id: one.id, teamId, materialVersion }));
			return before ? { ask: null, askedIn: before.number } : { ask: askOf(one, teamId), askedIn: null };
		});
		const sender = { postId, title, holderName };
		return {
			teamId,
			departmentName,
			shortName,
			sender,
			addressee: addressee && { postId: addressee.postId, title: addressee.title, holderName: addressee.holderName },
			asks: proposed,
			warnings: warningsFor({ sender, addressee, asks: proposed })
		};
	});
}

/** The departments of the review that write no letter, since they have no minister on the group. */
export async function listWithoutMinister(trx: Trx, actor: Actor, reviewId: number): Promise<string[]> {
	const senders = await listAnsweringPosts(trx, actor, reviewId);
	const teams = await listTeams(trx, reviewId);
	return teams.filter(({ id }) => !senders.some(({ teamId }) => teamId === id)).map(({ name }) => name);
}

/** The Cabinet ministers' posts of a review, with who holds them today. */
export async function listCabinetMinisters(
	trx: Trx,
	actor: Actor,
	reviewId: number
): Promise<(PostHeld & { teamId: number })[]> {
	return trx
		.selectFrom('memberships')
		.innerJoin('posts', 'posts.id', 'memberships.postId')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('holdings')
					.innerJoin('people', 'people.id', 'holdings.personId')
					.select('people.name')
					.whereRef('holdings.postId', '=', 'memberships.postId')
					.where('holdings.since', '<=', actor.now)
					.where((inner) => inner.or([inner('holdings.until', 'is', null), inner('holdings.until', '>', actor.now)]))
					.orderBy('holdings.since', 'desc')
					.orderBy('holdings.id', 'desc')
					.limit(1)
					.as('holder'),
			(join) => join.onTrue()
		)
		.select(['memberships.teamId', 'memberships.postId', 'posts.title', 'holder.name as holderName'])
		.where('memberships.reviewId', '=', reviewId)
		.where('memberships.role', '=', 'cabinet_minister')
		.where('memberships.endedAt', 'is', null)
		.orderBy('memberships.id')
		.execute();
}

export type LiveAsk = { teamId: number; recommendationId: number; version: number; number: number };

/** What departmental letters that are not withdrawn ask of whom. */
export async function listLiveAsks(trx: Trx, reviewId: number): Promise<LiveAsk[]> {
	return trx
		.selectFrom('letterAsks')
		.innerJoin('letters', 'letters.id', 'letterAsks.letterId')
		.select(['letters.teamId', 'letterAsks.recommendationId', 'letterAsks.version', 'letters.number'])
		.where('letters.reviewId', '=', reviewId)
		.where('letters.kind', '=', 'departmental')
		.where('letters.withdrawnAt', 'is', null)
		.orderBy('letters.number', 'desc')
		.execute();
}

/** An ask stands while the words have not changed in meaning since. */
export function standsFor(ask: LiveAsk, wanted: { id: number; teamId: number; materialVersion: number }): boolean {
	return ask.teamId === wanted.teamId && ask.recommendationId === wanted.id && ask.version >= wanted.materialVersion;
}

function askOf(recommendation: Choice, teamId: number): Ask {
	if (recommendation.leadTeamId === teamId) return 'lead';
	return recommendation.partnerTeamIds.includes(teamId) ? 'contribute' : 'note';
}

function warningsFor({ sender, addressee, asks }: Pick<Proposal, 'sender' | 'addressee' | 'asks'>): string[] {
	const warnings: string[] = [];
	if (sender.holderName === null) warnings.push(`Nobody holds the post of ${sender.title} now, so nobody can sign.`);
	if (addressee === null)
		warnings.push('This department has no Cabinet minister in the review, so no letter is written.');
	else if (addressee.holderName === null) {
		warnings.push(`Nobody with an account holds the post of ${addressee.title} now; the letter goes to the post.`);
	}
	if (asks.every(({ ask }) => ask === null)) warnings.push('There is nothing left to ask of it.');
	else if (asks.every(({ ask }) => ask === null || ask === 'note'))
		warnings.push('It is asked to do nothing, only to note.');
	return warnings;
}
