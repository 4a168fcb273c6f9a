import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';

export type FundingBid = {
	recommendationId: number;
	number: number;
	title: string;
	/** What its preferred option asks for over the period, in pence. */
	askedPence: number;
	/** The submitted version that this is known from; null for a bid in work. */
	submittedVersion: number | null;
};

/** What the bids that this person may know of ask for, by the recommendations that they pay for. */
export async function listFundingBids(
	trx: Trx,
	reviewId: number,
	recommendationIds: readonly number[]
): Promise<FundingBid[]> {
	if (recommendationIds.length === 0) return [];
	const wanted = sql`array[${sql.join(recommendationIds)}]::bigint[]`;
	const { rows } = await sql<FundingBid>`
		select funded.recommendation_id, bids.number, bids.title, null::integer as submitted_version,
			(select coalesce(sum(case when l.flow = 'cost' then c.pence else -c.pence end), 0)::bigint
				from bid_options o join cost_lines l on l.bid_id = o.bid_id and l.option_id = o.id and not l.baseline
				join cost_cells c on c.line_id = l.id
				where o.bid_id = bids.id and o.kind = 'preferred') as asked_pence
		from bid_recommendations funded join bids on bids.id = funded.bid_id
		where funded.recommendation_id = any (${wanted}) and bids.withdrawn_at is null
		union all
		select (funded ->> 'id')::bigint, last.bid_number, last.title, last.number, (last.content #>> '{headline,linesPence}')::bigint
		from (select distinct on (bid_id) bid_id, bid_number, title, number, content::jsonb as content from bid_versions
			where review_id = ${reviewId} and submitted_at is not null order by bid_id, bid_versions.number desc) last
		cross join lateral jsonb_array_elements(last.content -> 'recommendations') funded
		where (funded ->> 'id')::bigint = any (${wanted})
			and not exists (select from bids where bids.id = last.bid_id)
			and not exists (select from app_withdrawn_bids() w where w.bid_id = last.bid_id)
		order by 2`.execute(trx);
	return rows;
}
