import type { Trx } from '#lib/db/asActor.server.ts';
import type { LinkStance } from './link.ts';
import type { RecommendationState } from './recommendation.ts';

/** The part of the line from findings to recommendations, for the picture of it. Each number is of what the person may see. */
export type LineCounts = {
	findings: number;
	untagged: number;
	links: Record<LinkStance, number>;
	recheck: number;
	recommendations: Record<RecommendationState, number>;
};

export async function lineCounts(trx: Trx, reviewId: number): Promise<LineCounts> {
	const findings = await trx
		.selectFrom('findings')
		.select(({ fn, ref }) => [
			fn.countAll<number>().as('all'),
			fn.countAll<number>().filterWhere(ref('linkCount'), '=', 0).as('untagged')
		])
		.where('reviewId', '=', reviewId)
		.where('state', '<>', 'withdrawn')
		.executeTakeFirstOrThrow();
	const links = await trx
		.selectFrom('links')
		.select(({ fn, ref }) => [
			'stance',
			fn.countAll<number>().as('count'),
			fn.countAll<number>().filterWhere(ref('needsRecheck'), '=', true).as('recheck')
		])
		.where('reviewId', '=', reviewId)
		.where('removedAt', 'is', null)
		.groupBy('stance')
		.execute();
	const recommendations = await trx
		.selectFrom('recommendations')
		.select((eb) => ['state', eb.fn.countAll<number>().as('count')])
		.where('reviewId', '=', reviewId)
		.groupBy('state')
		.execute();
	const linked = (stance: LinkStance) => links.find((row) => row.stance === stance)?.count ?? 0;
	const inState = (state: RecommendationState) => recommendations.find((row) => row.state === state)?.count ?? 0;
	return {
		findings: findings.all,
		untagged: findings.untagged,
		links: { supports: linked('supports'), qualifies: linked('qualifies'), contradicts: linked('contradicts') },
		recheck: links.reduce((sum, row) => sum + row.recheck, 0),
		recommendations: {
			emerging: inState('emerging'),
			proposed: inState('proposed'),
			recommended: inState('recommended'),
			not_taken_forward: inState('not_taken_forward')
		}
	};
}
