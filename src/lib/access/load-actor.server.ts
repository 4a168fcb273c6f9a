import { type Trx, asSystem } from '#lib/db/asActor.server.ts';
import type { Actor } from './actor.ts';

/**
 * Loads a person with the posts they hold and the memberships these bring, as of now.
 * @param wantedPostId the post that the session acts from; counts while the person holds it
 * @returns null for a closed account
 */
export async function loadActor(
	personId: number,
	now: Date,
	wantedPostId: number | null = null
): Promise<Actor | null> {
	return asSystem('sign_in', now, (trx) => readActor(trx, personId, now, wantedPostId));
}

/** The same, inside a transaction that is already open. */
export async function readActor(
	trx: Trx,
	personId: number,
	now: Date,
	wantedPostId: number | null = null
): Promise<Actor | null> {
	const person = await trx
		.selectFrom('people')
		.innerJoin('accounts', 'accounts.personId', 'people.id')
		.select(['people.id', 'people.name', 'accounts.isAdministrator', 'accounts.mayCreateReviews'])
		.where('people.id', '=', personId)
		.where('accounts.disabledAt', 'is', null)
		.executeTakeFirst();
	if (!person) return null;

	const posts = await trx
		.selectFrom('holdings')
		.innerJoin('posts', 'posts.id', 'holdings.postId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select([
			'posts.id',
			'posts.title',
			'posts.departmentId',
			'posts.servesPostId',
			'departmentsToday.shortName as departmentName'
		])
		.where('holdings.personId', '=', personId)
		.where('holdings.since', '<=', now)
		.where((eb) => eb.or([eb('holdings.until', 'is', null), eb('holdings.until', '>', now)]))
		.orderBy('holdings.id')
		.execute();

	const memberships =
		posts.length === 0
			? []
			: await trx
					.selectFrom('memberships')
					.innerJoin('reviews', 'reviews.id', 'memberships.reviewId')
					.innerJoin('teams', 'teams.id', 'memberships.teamId')
					.innerJoin('posts', 'posts.id', 'memberships.postId')
					.select([
						'memberships.id',
						'memberships.reviewId',
						'reviews.slug as reviewSlug',
						'reviews.state as reviewState',
						'memberships.teamId',
						'teams.departmentId',
						'memberships.postId',
						'posts.servesPostId',
						'memberships.role'
					])
					.where('memberships.endedAt', 'is', null)
					.where(
						'memberships.postId',
						'in',
						posts.map((post) => post.id)
					)
					.orderBy('memberships.id')
					.execute();

	return {
		person: { id: person.id, name: person.name },
		isAdministrator: person.isAdministrator,
		mayCreateReviews: person.mayCreateReviews,
		posts,
		actingPostId: posts.find((post) => post.id === wantedPostId)?.id ?? null,
		memberships: memberships.map(({ reviewState, ...membership }) => ({
			...membership,
			reviewOpen: reviewState === 'open'
		})),
		now
	};
}
