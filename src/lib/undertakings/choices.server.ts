import type { Actor } from '#lib/access/actor.ts';
import { ownerChoices } from '#lib/actions/owner-choices.ts';
import { listActionOwners } from '#lib/actions/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { listRecommendationChoices } from '#lib/recommendations/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';

/**
 * What the forms of an undertaking choose from.
 * @param owes whether a post of this department may be named as who owes it
 */
export async function undertakingChoices(trx: Trx, actor: Actor, reviewId: number, owes: (teamId: number) => boolean) {
	const posts = await listActionOwners(trx, actor, reviewId);
	const recommendations = await listRecommendationChoices(trx, reviewId);
	return {
		makers: ownerChoices(posts),
		owners: ownerChoices(posts.filter(({ teamId }) => owes(teamId))),
		recommendations: recommendations.map(({ id, number, title }) => ({
			value: String(id),
			text: `${reference('R', number)} ${title}`
		}))
	};
}
