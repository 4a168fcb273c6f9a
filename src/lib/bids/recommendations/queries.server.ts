import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { RecommendationState } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';

export type Funded = {
	id: number;
	reference: string;
	title: string;
	/** The wording that was costed, and the one that stands. */
	costedVersion: number;
	version: number;
	/** Its meaning has changed since it was costed; a drafting change alone leaves the cost as it is. */
	reworded: boolean;
	/** It was costed and is no longer taken forward. */
	dropped: boolean;
	notTakenForwardBecause: string | null;
	/** Lines that pay for it. */
	lines: number;
};

/** What a bid pays for, with what has become of it since it was costed. */
export async function listFunded(trx: Trx, bidId: number): Promise<Funded[]> {
	const rows = await trx
		.selectFrom('bidRecommendations as funded')
		.innerJoin('recommendations', 'recommendations.id', 'funded.recommendationId')
		.select((row) => [
			'recommendations.id',
			'recommendations.number',
			'recommendations.title',
			'recommendations.version',
			'recommendations.materialVersion',
			'recommendations.state',
			'recommendations.notTakenForwardBecause',
			'funded.version as costedVersion',
			row
				.selectFrom('costLines')
				.select((line) => line.fn.countAll<number>().as('count'))
				.where('costLines.bidId', '=', bidId)
				.whereRef('costLines.recommendationId', '=', 'recommendations.id')
				.as('costLines'),
			row
				.selectFrom('benefitLines')
				.select((line) => line.fn.countAll<number>().as('count'))
				.where('benefitLines.bidId', '=', bidId)
				.whereRef('benefitLines.recommendationId', '=', 'recommendations.id')
				.as('benefitLines')
		])
		.where('funded.bidId', '=', bidId)
		.orderBy('recommendations.number')
		.execute();
	return rows.map(({ number, materialVersion, state, costLines, benefitLines, ...row }) => ({
		...row,
		reference: reference('R', number),
		reworded: materialVersion > row.costedVersion,
		dropped: state === 'not_taken_forward',
		lines: (costLines ?? 0) + (benefitLines ?? 0)
	}));
}

/** The recommendations that a bid may pay for: those still going, in their order. */
export async function listFundable(trx: Trx, reviewId: number) {
	const gone: RecommendationState = 'not_taken_forward';
	const rows = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title'])
		.where('reviewId', '=', reviewId)
		.where('state', '<>', gone)
		.orderBy('number')
		.limit(mostFundable)
		.execute();
	return rows.map(({ number, ...row }) => ({ ...row, reference: reference('R', number) }));
}

/** The bids, of those that this person may know of, that pay for a recommendation: in work, or as last submitted. */
export async function listBidsFunding(trx: Trx, reviewId: number, recommendationId: number) {
	const working = await trx
		.selectFrom('bidRecommendations')
		.innerJoin('bids', 'bids.id', 'bidRecommendations.bidId')
		.select(['bids.id', 'bids.number', 'bids.title', 'bidRecommendations.version'])
		.where('bidRecommendations.recommendationId', '=', recommendationId)
		.where('bids.withdrawnAt', 'is', null)
		.execute();
	const { rows: submitted } = await sql<(typeof working)[number]>`
		select last.bid_id as id, last.bid_number as number, last.title, (funded ->> 'version')::integer as version
		from (select distinct on (bid_id) bid_id, bid_number, title, content::jsonb as content from bid_versions
			where review_id = ${reviewId} and submitted_at is not null order by bid_id, bid_versions.number desc) last
		cross join lateral jsonb_array_elements(last.content -> 'recommendations') funded
		where (funded ->> 'id')::bigint = ${recommendationId}
			and not exists (select from bids where bids.id = last.bid_id)
			and not exists (select from app_withdrawn_bids() w where w.bid_id = last.bid_id)`.execute(trx);
	return [...working, ...submitted].sort((a, b) => a.number - b.number);
}

const mostFundable = 500;
