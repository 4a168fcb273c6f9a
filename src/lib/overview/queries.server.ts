import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { LinkStance } from '#lib/recommendations/link.ts';
import type { RecommendationState } from '#lib/recommendations/recommendation.ts';
import type { Line } from './line.ts';

/** What stands on the line of a review, as far as the signed-in person sees it. Withdrawn records are left out. */
export async function readLine(trx: Trx, reviewId: number): Promise<Line> {
	const events = await trx
		.selectFrom('evidenceEvents')
		.select((eb) => ['kind', eb.fn.countAll<number>().as('count')])
		.where('reviewId', '=', reviewId)
		.where('state', '<>', 'withdrawn')
		.groupBy('kind')
		.execute();
	const findings = await trx
		.selectFrom('findingTallies')
		.select(({ fn }) => ['sourceKind', fn.sum<number>('findings').as('count'), fn.sum<number>('tagged').as('tagged')])
		.where('reviewId', '=', reviewId)
		.groupBy('sourceKind')
		.having(({ fn }) => fn.sum('findings'), '>', 0)
		.execute();
	const tags = await trx
		.selectFrom('linkTallies')
		.innerJoin('recommendations', 'recommendations.id', 'linkTallies.recommendationId')
		.select(({ fn }) => [
			'recommendations.state',
			'linkTallies.stance',
			fn.sum<number>('linkTallies.links').as('count'),
			fn.sum<number>('linkTallies.toRecheck').as('toRecheck')
		])
		.where('linkTallies.reviewId', '=', reviewId)
		.groupBy(['recommendations.state', 'linkTallies.stance'])
		.having(({ fn }) => fn.sum('linkTallies.links'), '>', 0)
		.execute();
	const recommendations = await trx
		.selectFrom('recommendations')
		.select((eb) => ['state', eb.fn.countAll<number>().as('count')])
		.where('reviewId', '=', reviewId)
		.groupBy('state')
		.execute();
	const papers = await trx
		.selectFrom('papers')
		.leftJoin('sections', (join) =>
			join.onRef('sections.paperId', '=', 'papers.id').on('sections.removedAt', 'is', null)
		)
		.leftJoin('placedRecommendations', 'placedRecommendations.sectionId', 'sections.id')
		.leftJoin('recommendations', 'recommendations.id', 'placedRecommendations.recommendationId')
		.select((eb) => [
			'papers.number',
			'papers.title',
			'papers.gate',
			'recommendations.state',
			eb.fn.count<number>('placedRecommendations.recommendationId').distinct().as('placed')
		])
		.where('papers.reviewId', '=', reviewId)
		.groupBy(['papers.id', 'papers.number', 'papers.title', 'papers.gate', 'recommendations.state'])
		.orderBy('papers.number')
		.execute();
	return { events, findings, tags, recommendations, papers };
}

export type Weight = {
	number: number;
	title: string;
	state: RecommendationState;
	supports: number;
	qualifies: number;
	contradicts: number;
	/** Different days on which its evidence was heard, counted no further than two. */
	occasions: number;
	toRecheck: number;
};

/** Each recommendation still in play with the weight of its evidence, thinnest first. */
export async function listWeights(trx: Trx, reviewId: number): Promise<Weight[]> {
	const stance = (name: LinkStance) => sql<number>`coalesce(sum(tally.links) filter (where tally.stance = ${name}), 0)`;
	return trx
		.selectFrom('recommendations')
		.leftJoin('linkTallies as tally', 'tally.recommendationId', 'recommendations.id')
		.select([
			'recommendations.number',
			'recommendations.title',
			'recommendations.state',
			stance('supports').as('supports'),
			stance('qualifies').as('qualifies'),
			stance('contradicts').as('contradicts'),
			sql<number>`(select count(*) from (select distinct links.finding_on from links
				where links.recommendation_id = recommendations.id and links.removed_at is null and links.finding_on is not null
				order by links.finding_on desc limit 2) days)`.as('occasions'),
			sql<number>`coalesce(sum(tally.to_recheck), 0)`.as('toRecheck')
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.state', '<>', 'not_taken_forward')
		.groupBy('recommendations.id')
		.orderBy('supports')
		.orderBy('recommendations.number')
		.execute();
}
