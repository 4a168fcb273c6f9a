import type { OrderByItemBuilder } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Role } from '#lib/access/roles.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { type ReviewState, type ReviewSummary, slugPattern } from './review.ts';

export type Team = { id: number; departmentId: number; name: string; shortName: string; isTreasury: boolean };

export type Member = {
	id: number;
	role: Role;
	postId: number;
	postTitle: string;
	teamId: number;
	departmentName: string;
	holders: string[];
};

/** The reviews that the signed-in person is a member of, open ones first. */
export async function listReviews(trx: Trx): Promise<(ReviewSummary & { state: ReviewState })[]> {
	return trx
		.selectFrom('reviews')
		.select(['id', 'slug', 'title', 'banner', 'state', 'markingCeiling'])
		.orderBy((eb) => eb('state', '<>', 'open'))
		.orderBy('id', 'desc')
		.execute();
}

/** @throws NotFound when the person is no member, as for a review that does not exist */
export async function getReview(trx: Trx, slug: string) {
	// An address may hold what the database cannot: a NUL, say.
	const review = slugPattern.test(slug)
		? await trx.selectFrom('reviews').selectAll().where('slug', '=', slug).executeTakeFirst()
		: undefined;
	if (!review) throw new NotFound('This review was not found');
	return review;
}

/** Locks the review's row until the transaction ends. */
export async function lockReview(trx: Trx, reviewId: number) {
	return trx.selectFrom('reviews').selectAll().where('id', '=', reviewId).forUpdate().executeTakeFirst();
}

export async function listQuestions(
	trx: Trx,
	reviewId: number
): Promise<{ id: number; number: number; text: string }[]> {
	return trx
		.selectFrom('questions')
		.select(['id', 'number', 'text'])
		.where('reviewId', '=', reviewId)
		.orderBy('number')
		.execute();
}

/** The departments of a review, under the names of today. */
export async function listTeams(trx: Trx, reviewId: number): Promise<Team[]> {
	return trx
		.selectFrom('teams')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'teams.id',
			'teams.departmentId',
			'departmentsToday.name',
			'departmentsToday.shortName',
			'departmentsToday.isTreasury'
		])
		.where('teams.reviewId', '=', reviewId)
		.orderBy('departmentsToday.name', english)
		.execute();
}

/** Everybody's posts in a review with who holds them now; a vacant post has no holders. */
export async function listMembers(trx: Trx, actor: Actor, reviewId: number): Promise<Member[]> {
	const members = await trx
		.selectFrom('memberships')
		.innerJoin('posts', 'posts.id', 'memberships.postId')
		.innerJoin('teams', 'teams.id', 'memberships.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'memberships.id',
			'memberships.role',
			'memberships.postId',
			'posts.title as postTitle',
			'memberships.teamId',
			'departmentsToday.name as departmentName'
		])
		.where('memberships.reviewId', '=', reviewId)
		.where('memberships.endedAt', 'is', null)
		.orderBy('departmentsToday.name', english)
		.orderBy('memberships.id')
		.execute();
	const holders = await trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.innerJoin('memberships', 'memberships.postId', 'holdings.postId')
		.select(['holdings.postId', 'people.name'])
		.where('memberships.reviewId', '=', reviewId)
		.where('holdings.since', '<=', actor.now)
		.where((eb) => eb.or([eb('holdings.until', 'is', null), eb('holdings.until', '>', actor.now)]))
		.groupBy(['holdings.postId', 'people.name'])
		.orderBy('people.name', english)
		.execute();
	return members.map((member) => ({
		...member,
		holders: holders.filter((holder) => holder.postId === member.postId).map((holder) => holder.name)
	}));
}

/** Posts that may be given a role: every post there is, with its department. */
export async function listPostChoices(trx: Trx): Promise<{ id: number; title: string; departmentName: string }[]> {
	return trx
		.selectFrom('posts')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select(['posts.id', 'posts.title', 'departmentsToday.name as departmentName'])
		.orderBy('departmentsToday.name', english)
		.orderBy('posts.title', english)
		.execute();
}

/** Names sort as people read them, alike on both engines. */
function english(order: OrderByItemBuilder): OrderByItemBuilder {
	return order.collate('english');
}
