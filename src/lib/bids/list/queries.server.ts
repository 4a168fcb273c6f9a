import { type SqlBool, sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type BidState, bidState } from '../state.ts';
import type { BidFilters } from './filters.ts';

export type BidRow = {
	id: number;
	number: number;
	title: string;
	/** Short names, the lead's first. */
	departments: string[];
	eventName: string;
	state: BidState;
	/** The bid has moved on from the version that the Treasury has. */
	changedSince: boolean;
	/** What the preferred option's nominal lines come to over the period, in pence; of the submitted version where that is all one sees. */
	askedPence: number;
	/** How many of its new lines are in fixed prices, and in no sum. */
	fixedLines: number;
	headlinePence: number | null;
};

export const bidsPerPage = 50;

/** One page of the bids that the signed-in person may know of, newest first, from after or before a number. */
export async function listBids(
	trx: Trx,
	reviewId: number,
	filters: BidFilters,
	from: { after: number | null; before: number | null } = { after: null, before: null }
): Promise<{ rows: BidRow[]; previous: number | null; next: number | null }> {
	const backwards = from.before !== null;
	const { rows: found } = await sql<Found>`
		select known.*,
			fiscal_events.name as event_name,
			last.bid_changes as last_changes, last.submitted_at is not null as last_submitted,
			sent.bid_changes as sent_changes
		from ${known(reviewId)} as known
		join fiscal_events on fiscal_events.id = known.fiscal_event_id
		left join lateral (select bid_changes, submitted_at from bid_versions where bid_id = known.id order by number desc limit 1) last on true
		left join lateral (select bid_changes from bid_versions where bid_id = known.id and submitted_at is not null order by number desc limit 1) sent on true
		where ${wanted(filters)}
			and ${from.after === null ? sql`true` : sql`known.number < ${from.after}`}
			and ${from.before === null ? sql`true` : sql`known.number > ${from.before}`}
		order by known.number ${backwards ? sql`asc` : sql`desc`}
		limit ${bidsPerPage + 1}`.execute(trx);
	const more = found.length > bidsPerPage;
	const rows = found.slice(0, bidsPerPage).map(toRow);
	if (backwards) rows.reverse();
	return {
		rows,
		previous: (backwards ? more : from.after !== null) ? (rows[0]?.number ?? null) : null,
		next: (backwards || more) && rows.length > 0 ? (rows.at(-1)?.number ?? null) : null
	};
}

/** How many bids the signed-in person may know of under these filters. */
export async function countBids(trx: Trx, reviewId: number, filters: BidFilters): Promise<number> {
	const { rows } = await sql<{
		count: number;
	}>`select count(*) as count from ${known(reviewId)} as known where ${wanted(filters)}`.execute(trx);
	return rows[0]?.count ?? 0;
}

type Found = {
	id: number;
	number: number;
	title: string;
	departments: string[];
	eventName: string;
	changes: number;
	releasedAt: Date | null;
	withdrawnAt: Date | null;
	lastChanges: number | null;
	lastSubmitted: boolean;
	sentChanges: number | null;
	askedPence: number;
	fixedLines: number;
	headlinePence: number | null;
};

function toRow(found: Found): BidRow {
	const { id, number, title, departments, eventName, askedPence, fixedLines, headlinePence } = found;
	const { state, changedSince } = bidState({
		...found,
		lastVersion: found.lastChanges === null ? null : { bidChanges: found.lastChanges, submitted: found.lastSubmitted },
		lastSubmitted: found.sentChanges === null ? null : { bidChanges: found.sentChanges }
	});
	return { id, number, title, departments, eventName, state, changedSince, askedPence, fixedLines, headlinePence };
}

/** Bids in work as they stand; of those that the person knows only as submitted, what the last submitted version says. */
function known(reviewId: number) {
	return sql`(
		select b.id, b.number, b.fiscal_event_id, b.title, b.changes, b.released_at, b.withdrawn_at, b.headline_pence,
			array(select s.team_id from bid_shares s where s.bid_id = b.id) as team_ids,
			array(select d.short_name from bid_shares s join teams t on t.id = s.team_id join departments_today d on d.id = t.department_id
				where s.bid_id = b.id order by s.team_id <> b.lead_team_id, d.short_name) as departments,
			(select coalesce(sum(case when l.flow = 'cost' then c.pence else -c.pence end), 0)::bigint
				from bid_options o join cost_lines l on l.bid_id = o.bid_id and l.option_id = o.id and not l.baseline
				join cost_cells c on c.line_id = l.id
				where o.bid_id = b.id and o.kind = 'preferred' and l.price_year is null) as asked_pence,
			(select count(*) from bid_options o join cost_lines l on l.bid_id = o.bid_id and l.option_id = o.id and not l.baseline
				where o.bid_id = b.id and o.kind = 'preferred' and l.price_year is not null
					and exists (select from cost_cells c where c.line_id = l.id and c.pence is not null)) as fixed_lines
		from bids b where b.review_id = ${reviewId}
		union all
		select v.bid_id, v.bid_number, v.fiscal_event_id, v.title, v.bid_changes, null,
			(select w.withdrawn_at from app_withdrawn_bids() w where w.bid_id = v.bid_id),
			(v.content #>> '{headline,pence}')::bigint,
			array(select (d ->> 'id')::bigint from jsonb_array_elements(v.departments) d),
			array(select d ->> 'shortName' from jsonb_array_elements(v.departments) d),
			(v.content #>> '{headline,linesPence}')::bigint,
			(select count(*) from jsonb_array_elements(v.content -> 'costLines') l
				join jsonb_array_elements(v.content -> 'options') o on o -> 'id' = l -> 'optionId' and o ->> 'kind' = 'preferred'
				where not (l ->> 'baseline')::boolean and l ->> 'priceYear' is not null
					and l -> 'cells' @? '$[*] ? (@.pence != null)')
		from (
			select distinct on (bid_id) bid_id, bid_number, fiscal_event_id, title, bid_changes, content::jsonb as content,
				jsonb_build_array(content::jsonb -> 'lead') || (content::jsonb -> 'partners') as departments
			from bid_versions where review_id = ${reviewId} and submitted_at is not null order by bid_id, number desc
		) v
		where not exists (select from bids b where b.id = v.bid_id)
	)`;
}

function wanted({ fiscalEventId, teamId }: BidFilters) {
	return sql<SqlBool>`${fiscalEventId === null ? sql`true` : sql`known.fiscal_event_id = ${fiscalEventId}`}
		and ${teamId === null ? sql`true` : sql`${teamId} = any (known.team_ids)`}`;
}
