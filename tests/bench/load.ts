import { type Kysely, sql } from 'kysely';
import type { Database } from '#lib/db/schema.ts';

export type Sizes = { events: number; findings: number; recommendations: number; links: number };

/** The size that the design promises its speed for. */
export const promised: Sizes = { events: 5_000, findings: 100_000, recommendations: 300, links: 150_000 };

export type Loaded = { reviewId: number; slug: string; officialId: number; secretariatId: number };

const departments = 8;

/**
 * Fills an empty, migrated database with one review of the given size, as the owner of the tables.
 * Words come from a small vocabulary in fixed proportions, so that a search finds many, some and few rows by choice.
 */
export async function loadReview(owner: Kysely<Database>, sizes: Sizes): Promise<Loaded> {
	const run = (statement: string) => sql.raw(statement).execute(owner);

	await run(`insert into departments (is_treasury) select n = 1 from generate_series(1, ${departments}) n`);
	await run(`insert into department_names (department_id, since, name, short_name)
		select id, '2020-01-01', 'Department ' || id, 'D' || id from departments`);
	await run(`insert into reviews (slug, title) values ('bench', 'Bench')`);
	await run(`insert into teams (review_id, department_id) select r.id, d.id from reviews r, departments d order by d.id`);
	await run(`insert into people (name) values ('Official'), ('Secretariat')`);
	await run(`insert into accounts (person_id, email) select id, 'person' || id || '@bench.example' from people`);
	await run(`insert into posts (department_id, title) select d.id, 'Post of ' || d.id from departments d order by d.id limit 2`);
	await run(`insert into holdings (post_id, person_id, since)
		select p.id, e.id, '2020-01-01' from (select id, row_number() over (order by id) n from posts) p
		join (select id, row_number() over (order by id) n from people) e using (n)`);
	await run(`insert into memberships (review_id, team_id, post_id, role)
		select r.id, t.id, p.id, case p.n when 1 then 'official' else 'secretariat' end
		from reviews r, (select id, department_id, row_number() over (order by id) n from posts) p join teams t on t.department_id = p.department_id`);
	await run(`insert into finding_kinds (review_id, label, rank) select r.id, 'Kind ' || n, n from reviews r, generate_series(1, 8) n`);
	await run(`insert into themes (review_id, label) select r.id, 'Theme ' || n from reviews r, generate_series(1, 12) n`);

	// Triggers that keep carried columns would run once a row: they are off while the columns are filled directly.
	for (const table of ['passages', 'links', 'findings', 'evidence_events']) await run(`alter table ${table} disable trigger user`);
	await run(`insert into evidence_events (review_id, number, team_id, title, kind, status, starts_on, place_name, state, shared_at, notes_shared)
		select r.id, n, t.id, 'Visit ' || n || ' to a family hub', (array['visit','roundtable','panel_sitting','survey','meeting','submission','departmental_return','research'])[1 + n % 8],
			'written_up', date '2024-01-01' + (n % 900), 'Place ' || (n % 120), case when n % 20 = 0 then 'draft' else 'shared' end, case when n % 20 <> 0 then now() end, n % 3 = 0
		from reviews r, generate_series(1, ${sizes.events}) n join (select id, row_number() over (order by id) k from teams) t on t.k = 1 + n % ${departments}`);
	await run(`insert into event_notes (event_id, review_id, team_id, notes, shared)
		select id, review_id, team_id, repeat('Parents spoke about waiting for a health visitor and about the hub. ', 8) || 'word' || (number % 500), notes_shared and state = 'shared' from evidence_events`);
	await run(`insert into findings (review_id, number, team_id, sentence, kind_id, theme_id, service, reach, nature, state, shared_at, source_kind, event_on, place_name, event_count, passage_count, link_count)
		select e.review_id, n, e.team_id, 'Parents at place ' || (n % 120) || ' waited ' || (n % 30) || ' weeks for support with ' || (array['feeding','sleep','mental health','housing','debt','language'])[1 + n % 6] || ' topic' || (n % 2000),
			k.id, m.id, (array['Health visiting','Midwifery','Infant feeding','Housing'])[1 + n % 4], (array['universal','targeted','specialist'])[1 + n % 3], (array['fact','opinion','ask'])[1 + n % 3],
			case when n % 20 = 0 then 'draft' else 'shared' end, case when n % 20 <> 0 then now() end, e.kind, e.starts_on, e.place_name, 1, 1, case when n % 10 = 0 then 0 else 1 end
		from generate_series(1, ${sizes.findings}) n
		join evidence_events e on e.number = 1 + n % ${sizes.events}
		join (select id, row_number() over (order by id) k from finding_kinds) k on k.k = 1 + n % 8
		join (select id, row_number() over (order by id) k from themes) m on m.k = 1 + n % 12`);
	await run(`insert into finding_versions (finding_id, review_id, version, sentence, person_id) select id, review_id, 1, sentence, (select min(id) from people) from findings`);
	await run(`insert into passages (review_id, finding_id, event_id) select f.review_id, f.id, e.id from findings f join evidence_events e on e.number = 1 + f.number % ${sizes.events}`);
	await run(`insert into recommendations (review_id, number, title, text, lead_team_id, created_by_team_id, state, cost_status)
		select r.id, n, 'Recommendation ' || n, 'The department should do thing ' || n || ' for every family with a child under two.', t.id, t.id,
			(array['emerging','proposed','recommended'])[1 + n % 3], 'unknown'
		from reviews r, generate_series(1, ${sizes.recommendations}) n join (select id, row_number() over (order by id) k from teams) t on t.k = 1 + n % ${departments}`);
	await run(`insert into recommendation_versions (recommendation_id, review_id, version, title, verb, text, lead_team_id, person_id)
		select id, review_id, 1, title, verb, text, lead_team_id, (select min(id) from people) from recommendations`);
	await run(`insert into links (review_id, finding_id, recommendation_id, stance, finding_version_confirmed, finding_version_current, recommendation_version_confirmed, recommendation_version_current,
			finding_team_id, finding_shared, finding_state, finding_kind_id, finding_source_kind, finding_on, recommendation_lead_team_id)
		select f.review_id, f.id, r.id, (array['supports','supports','qualifies','contradicts'])[1 + n % 4], 1, case when n % 50 = 0 then 2 else 1 end, 1, 1,
			f.team_id, f.shared_at is not null, f.state, f.kind_id, f.source_kind, f.event_on, r.lead_team_id
		from generate_series(0, ${sizes.links - 1}) n
		join findings f on f.number = 1 + n % ${sizes.findings}
		join recommendations r on r.number = 1 + (n * 7 + n / ${sizes.findings}) % ${sizes.recommendations}`);
	for (const table of ['passages', 'links', 'findings', 'evidence_events']) await run(`alter table ${table} enable trigger user`);
	await run(`insert into reference_counters (review_id, kind, last) select r.id, k.kind, k.last from reviews r,
		(values ('E', ${sizes.events}), ('F', ${sizes.findings}), ('R', ${sizes.recommendations})) k (kind, last)`);
	await run('analyze');

	const [official, secretariat] = await owner.selectFrom('people').select('id').orderBy('id').execute();
	const review = await owner.selectFrom('reviews').select(['id', 'slug']).executeTakeFirstOrThrow();
	return { reviewId: review.id, slug: review.slug, officialId: official?.id ?? 0, secretariatId: secretariat?.id ?? 0 };
}
