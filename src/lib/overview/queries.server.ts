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
		.selectFrom('findings')
		.select((eb) => [
			'sourceKind',
			eb.fn.countAll<number>().as('count'),
			eb.fn.countAll<number>().filterWhere('linkCount', '>', 0).as('tagged')
		])
		.where('reviewId', '=', reviewId)
		.where('state', '<>', 'withdrawn')
		.groupBy('sourceKind')
		.execute();
	const tags = await trx
		.selectFrom('links')
		.innerJoin('recommendations', 'recommendations.id', 'links.recommendationId')
		.select((eb) => [
			'recommendations.state',
			'links.stance',
			eb.fn.countAll<number>().as('count'),
			eb.fn.countAll<number>().filterWhere('links.needsRecheck', '=', true).as('toRecheck')
		])
		.where('links.reviewId', '=', reviewId)
		.where('links.removedAt', 'is', null)
		.groupBy(['recommendations.state', 'links.stance'])
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
		.leftJoin('slots', 'slots.sectionId', 'sections.id')
		.leftJoin('recommendations', 'recommendations.id', 'slots.recommendationId')
		.select((eb) => [
			'papers.number',
			'papers.title',
			'papers.gate',
			'recommendations.state',
			eb.fn.count<number>('slots.recommendationId').distinct().as('placed')
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
	/** Different days on which its evidence was heard. */
	occasions: number;
	toRecheck: number;
};

/** Each recommendation still in play with the weight of its evidence, thinnest first. */
export async function listWeights(trx: Trx, reviewId: number): Promise<Weight[]> {
	const stance = (name: LinkStance) => sql<number>`count(*) filter (where links.stance = ${name})`;
	return trx
		.selectFrom('recommendations')
		.leftJoin('links', (join) =>
			join.onRef('links.recommendationId', '=', 'recommendations.id').on('links.removedAt', 'is', null)
		)
		.select([
			'recommendations.number',
			'recommendations.title',
			'recommendations.state',
			stance('supports').as('supports'),
			stance('qualifies').as('qualifies'),
			stance('contradicts').as('contradicts'),
			sql<number>`count(distinct links.finding_on)`.as('occasions'),
			sql<number>`count(*) filter (where links.needs_recheck)`.as('toRecheck')
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.state', '<>', 'not_taken_forward')
		.groupBy('recommendations.id')
		.orderBy('supports')
		.orderBy('recommendations.number')
		.execute();
}
