import { type Kysely, sql } from 'kysely';

/**
 * Full-text search. The match operator is not leakproof, so under row-level security its index would go unused:
 * this function reads as the owner and asks the same scope functions as the policies; a property test compares the two.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Ranking reads the words of every match, so a very common word is ranked among its newest matches only. */
const ranked = 1000;
/** Notes are long, and their words lie apart from the row. */
const rankedNotes = 200;
const listed = 2000;

const seen = (alias: string) => `${alias}.review_id = $1 and $1 = any (array(select app_review_ids()))
	and ${alias}.state <> 'withdrawn' and (${alias}.shared_at is not null or ${alias}.team_id = any (array(select app_team_ids())))`;
const notesSeen = '(n.shared or n.team_id = any (array(select app_team_ids())))';
const query = `websearch_to_tsquery('english'::regconfig, $2)`;
/** Always through the index of words, which no estimate of costs prefers enough: it spares reading what the notes say. */
const notesMatching = `(select event_id, team_id, shared, search from event_notes where search @@ ${query} offset 0) n`;

/*
 * Run as text, so that each search is planned for its own words: a rare one starts from the index of words, a common one
 * from the newest records.
 */
const statements = [
	`create function search_records(for_review bigint, words text, at_most integer)
		returns table (kind text, id bigint, rank real) language plpgsql stable security definer set search_path = public, pg_temp
		set enable_seqscan = off as $$ begin
		return query execute $search$
		(select 'finding', m.id, ts_rank(m.search, ${query}) as rank from
			(select f.id, f.search from findings f where f.search @@ ${query} and ${seen('f')} order by f.number desc limit ${ranked}) m
			order by rank desc, m.id desc limit $3)
		union all
		(select 'evidence', m.id, max(m.rank) as rank from (
			(select e.id, ts_rank(e.search, ${query}) * 2::real as rank from
				(select e.id, e.search from evidence_events e where e.search @@ ${query} and ${seen('e')}
					order by e.starts_on desc, e.id desc limit ${ranked}) e)
			union all
			(select n.event_id, ts_rank(n.search, ${query}) as rank from
				(select n.event_id, n.search from ${notesMatching} join evidence_events e on e.id = n.event_id
					where ${seen('e')} and ${notesSeen} order by e.starts_on desc, e.id desc limit ${rankedNotes}) n)) m
			group by m.id order by rank desc, m.id desc limit $3)
		union all
		(select 'recommendation', r.id, ts_rank(r.search, ${query}) as rank from recommendations r
			where r.search @@ ${query} and r.review_id = $1 and $1 = any (array(select app_review_ids()))
			order by rank desc, r.id desc limit $3)
		union all
		(select 'paper', m.id, max(m.rank) as rank from (
			select p.id, greatest(ts_rank(p.search, ${query}), ts_rank(s.search, ${query})) as rank
			from papers p join sections s on s.paper_id = p.id and s.removed_at is null
			where (p.search @@ ${query} or s.search @@ ${query}) and p.review_id = $1 and $1 = any (array(select app_review_ids()))
				and (p.gate <> 'working' or $1 = any (array(select app_review_ids_as('secretariat', 'chair'))))) m
			group by m.id order by rank desc, m.id desc limit $3)
		$search$ using for_review, words, at_most;
		end $$`,

	/* For lists. Where there are as many as asked for there may be more: a list of a common word is walked instead. */
	`create function matching_findings(for_review bigint, words text, at_most integer default ${listed})
		returns setof bigint language plpgsql stable security definer set search_path = public, pg_temp
		set enable_seqscan = off as $$ begin
		return query execute $search$
			select f.id from findings f where f.search @@ ${query} and ${seen('f')} limit $3
		$search$ using for_review, words, at_most;
		end $$`,
	`create function matching_events(for_review bigint, words text, at_most integer default ${listed})
		returns setof bigint language plpgsql stable security definer set search_path = public, pg_temp
		set enable_seqscan = off as $$ begin
		return query execute $search$
			(select e.id from evidence_events e where e.search @@ ${query} and ${seen('e')} limit $3)
			union
			(select n.event_id from ${notesMatching} join evidence_events e on e.id = n.event_id where ${seen('e')} and ${notesSeen} limit $3)
			limit $3
		$search$ using for_review, words, at_most;
		end $$`
];
