import { type Kysely, sql } from 'kysely';

/**
 * Full-text search. The match operator is not leakproof, so under row-level security its index would go unused:
 * this function reads as the owner and asks the same scope functions as the policies; a property test compares the two.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Ranking reads every match, so a very common word is ranked among its newest matches only. */
const ranked = 2000;

const seen = (alias: string) => `${alias}.review_id = for_review and for_review = any (array(select app_review_ids()))
	and ${alias}.state <> 'withdrawn' and (${alias}.shared_at is not null or ${alias}.team_id = any (array(select app_team_ids())))`;

const statements = [
	`create function search_records(for_review bigint, words text, at_most integer)
		returns table (kind text, id bigint, rank real) language sql stable security definer set search_path = public, pg_temp as $$
		with q as (select websearch_to_tsquery('english', words) as query)
		(select 'finding', m.id, ts_rank(m.search, q.query) as rank from q,
			lateral (select f.id, f.search from findings f where f.search @@ q.query and ${seen('f')} limit ${ranked}) m order by rank desc, m.id desc limit at_most)
		union all
		(select 'evidence', m.id, max(m.rank) as rank from q, lateral (
			(select e.id, ts_rank(e.search, q.query) * 2 as rank from evidence_events e where e.search @@ q.query and ${seen('e')} limit ${ranked})
			union all
			(select e.id, ts_rank(n.search, q.query) as rank from event_notes n join evidence_events e on e.id = n.event_id
				where n.search @@ q.query and ${seen('e')} and (n.shared or n.team_id = any (array(select app_team_ids()))) limit ${ranked})) m
			group by m.id order by rank desc, m.id desc limit at_most)
		union all
		(select 'recommendation', r.id, ts_rank(r.search, q.query) as rank from q, recommendations r
			where r.search @@ q.query and r.review_id = for_review and for_review = any (array(select app_review_ids()))
			order by rank desc, r.id desc limit at_most)
		union all
		(select 'paper', m.id, max(m.rank) as rank from q, lateral (
			select p.id, greatest(ts_rank(p.search, q.query), ts_rank(s.search, q.query)) as rank
			from papers p join sections s on s.paper_id = p.id and s.removed_at is null
			where (p.search @@ q.query or s.search @@ q.query) and p.review_id = for_review and for_review = any (array(select app_review_ids()))
				and (p.gate <> 'working' or for_review = any (array(select app_review_ids_as('secretariat', 'chair'))))) m
			group by m.id order by rank desc, m.id desc limit at_most) $$`,
	`create function matching_findings(for_review bigint, words text) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $$
		select f.id from findings f, websearch_to_tsquery('english', words) query
		where f.search @@ query and ${seen('f')} limit ${ranked} $$`,
	`create function matching_events(for_review bigint, words text) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $$
		select e.id from evidence_events e, websearch_to_tsquery('english', words) query where e.search @@ query and ${seen('e')}
		union
		select e.id from event_notes n join evidence_events e on e.id = n.event_id, websearch_to_tsquery('english', words) query
		where n.search @@ query and ${seen('e')} and (n.shared or n.team_id = any (array(select app_team_ids())))
		limit ${ranked} $$`
];
