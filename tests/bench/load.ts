import { readFileSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { Database } from '#lib/db/schema.ts';

export type Sizes = { events: number; findings: number; recommendations: number; links: number };

/** The size that the design promises its speed for. */
export const promised: Sizes = { events: 5_000, findings: 100_000, recommendations: 300, links: 150_000 };

/** What a search finds in the loaded review: in every finding, in one of a hundred, in one of two thousand. */
export const searchedWords = { common: 'parents', middling: 'ward42', rare: 'topic1042' };

export type Loaded = {
	reviewId: number;
	departments: number;
	officialId: number;
	secretariatId: number;
	/** Numbers of shared records, whole and far apart. */
	events: number[];
	findings: number[];
	/** Ids of shared findings of the official's department that nothing rests on yet. */
	untagged: number[];
};

const departments = 8;

/**
 * Fills an empty, migrated database with one review of the given size and its history, as the owner of the tables.
 * Words come from a small vocabulary in fixed proportions; every run lays down the same rows.
 */
export async function loadReview(owner: Kysely<Database>, sizes: Sizes): Promise<Loaded> {
	const run = async (statements: string[]) => {
		for (const statement of statements) await sql.raw(statement).execute(owner);
	};
	await run(peopleAndReview);
	// Triggers that keep carried columns would run once a row: they are off while the columns are filled directly.
	await run(carrying.map((table) => `alter table ${table} disable trigger user`));
	await run([...evidence(sizes), ...findings(sizes), ...recommendations(sizes), ...links(sizes)]);
	await run(carrying.map((table) => `alter table ${table} enable trigger user`));
	await run([...papers, ...history, counters(sizes), 'vacuum analyze']);

	const [official, secretariat] = await owner.selectFrom('people').select('id').orderBy('id').execute();
	const [review] = await owner.selectFrom('reviews').select('id').execute();
	const [team] = await owner.selectFrom('teams').select('id').orderBy('id').execute();
	return {
		reviewId: review?.id ?? 0,
		departments,
		officialId: official?.id ?? 0,
		secretariatId: secretariat?.id ?? 0,
		events: await sample(owner, 'number', `evidence_events where state = 'shared'`, 10),
		findings: await sample(owner, 'number', `findings where state = 'shared'`, 10),
		untagged: await sample(
			owner,
			'id',
			`findings where state = 'shared' and link_count = 0 and team_id = ${team?.id}`,
			100
		)
	};
}

async function sample(owner: Kysely<Database>, column: string, from: string, size: number): Promise<number[]> {
	const { rows } = await sql<{ value: number }>`select ${sql.ref(column)} as value from ${sql.raw(from)}
		order by hashint8(id) limit ${size}`.execute(owner);
	return rows.map((row) => row.value);
}

const carrying = ['passages', 'links', 'findings', 'evidence_events', 'recommendations'];

/** A number from 0 that looks random, and is the same in every run; another salt is another throw. */
function pick(number: string, salt: number, of: number): string {
	return `((hashint4((${number} + ${salt * 1_000_003})::integer) & 2147483647) % ${of})`;
}

function oneOf(number: string, salt: number, choices: string[]): string {
	return `(array[${choices.map((choice) => `'${choice}'`).join(', ')}])[1 + ${pick(number, salt, choices.length)}]`;
}

const ranked = (table: string, order = 'id') =>
	`(select *, row_number() over (order by ${order}) as rank_of from ${table})`;

const peopleAndReview = [
	`insert into departments (is_treasury) select n = 1 from generate_series(1, ${departments}) n`,
	`insert into department_names (department_id, since, name, short_name)
		select id, '2020-01-01', 'Department ' || id, 'D' || id from departments`,
	`insert into reviews (slug, title) values ('bench', 'Bench')`,
	`insert into questions (review_id, number, text) select r.id, n, 'Question ' || n from reviews r, generate_series(1, 5) n`,
	`insert into milestones (review_id, title, due_on) select r.id, 'Date ' || n, date '2026-01-01' + n * 30 from reviews r, generate_series(1, 8) n`,
	`insert into teams (review_id, department_id) select r.id, d.id from reviews r, departments d order by d.id`,
	`insert into people (name) values ('Official'), ('Secretariat')`,
	`insert into people (name) select 'Minister ' || n from generate_series(1, ${departments}) n`,
	`insert into accounts (person_id, email) select id, 'person' || id || '@bench.example' from people`,
	// The first two people are of the first two departments, then a minister of each.
	`insert into posts (department_id, title)
		select d.id, 'Post of ' || e.name from ${ranked('people')} e
		join ${ranked('departments')} d on d.rank_of = case when e.rank_of <= 2 then e.rank_of else e.rank_of - 2 end order by e.id`,
	`insert into holdings (post_id, person_id, since)
		select p.id, e.id, '2020-01-01' from ${ranked('posts')} p join ${ranked('people')} e using (rank_of)`,
	`insert into memberships (review_id, team_id, post_id, role)
		select t.review_id, t.id, p.id, case p.rank_of when 1 then 'official' when 2 then 'secretariat' else 'minister' end
		from ${ranked('posts')} p join teams t on t.department_id = p.department_id`,
	`insert into finding_kinds (review_id, label, rank) select r.id, 'Kind ' || n, n from reviews r, generate_series(1, 8) n`,
	`insert into themes (review_id, label) select r.id, 'Theme ' || n from reviews r, generate_series(1, 12) n`
];

function evidence({ events }: Sizes): string[] {
	const kinds = [
		'visit',
		'roundtable',
		'panel_sitting',
		'survey',
		'meeting',
		'submission',
		'departmental_return',
		'research'
	];
	return [
		`insert into evidence_events (review_id, number, team_id, title, kind, status, starts_on, place_name, question_id, state, shared_at, notes_shared)
			select t.review_id, n, t.id, 'Visit ' || n || ' to a family hub', ${oneOf('n', 1, kinds)},
				case when ${pick('n', 2, 100)} = 0 then 'held' else 'written_up' end,
				date '2024-01-01' + ${pick('n', 3, 900)}, 'Place ' || ${pick('n', 4, 120)}, q.id, s.state,
				case when s.state = 'shared' then timestamptz '2026-01-01' end, ${pick('n', 5, 3)} = 0
			from generate_series(1, ${events}) n
			join ${ranked('teams')} t on t.rank_of = 1 + ${pick('n', 6, departments)}
			join questions q on q.number = 1 + ${pick('n', 7, 5)},
			lateral (select case when ${pick('n', 8, 20)} = 0 then 'draft' else 'shared' end as state) s`,
		`insert into event_notes (event_id, review_id, team_id, notes, shared)
			select id, review_id, team_id, 'Parents spoke about the hub. ' || (select string_agg('note' || ${pick('number * 1000 + w', 9, 2000)}, ' ') from generate_series(1, 200) w),
				notes_shared and state = 'shared' from evidence_events`,
		`insert into contributors (review_id, event_id, role, organisation, head_count)
			select e.review_id, e.id, 'Midwife', 'Trust ' || e.number % 50, n from evidence_events e, generate_series(1, 3) n`,
		`insert into promises (review_id, event_id, text, due_on, met_on)
			select review_id, id, 'Send the host what came of it', starts_on + 90, case when number % 60 <> 0 then starts_on + 60 end
			from evidence_events where number % 10 = 0`
	];
}

/** One finding in ten is untagged; the others take turns with the links. */
function findings({ findings: count, events, links: wanted }: Sizes): string[] {
	const tagged = taggedOf(count);
	return [
		`insert into findings (review_id, number, team_id, sentence, kind_id, theme_id, service, reach, nature, life_stage, state, shared_at,
				source_kind, event_on, place_name, event_count, passage_count, version, link_count)
			select e.review_id, n, e.team_id,
				'Parents in ward' || ${pick('n', 11, 100)} || ' waited ' || ${pick('n', 12, 30)} || ' weeks for support with '
					|| ${oneOf('n', 13, ['feeding', 'sleep', 'mental health', 'housing', 'debt', 'language'])} || ' topic' || ${pick('n', 14, 2000)},
				k.id, m.id, ${oneOf('n', 15, ['Health visiting', 'Midwifery', 'Infant feeding', 'Housing'])},
				${oneOf('n', 16, ['universal', 'targeted', 'specialist'])}, ${oneOf('n', 17, ['fact', 'opinion', 'ask'])},
				${oneOf('n', 18, ['pregnancy', 'birth', 'first year', 'second year'])}, s.state,
				case when s.state = 'shared' then timestamptz '2026-01-01' end, e.kind, e.starts_on, e.place_name,
				case when n % 5 = 0 then 2 else 1 end, case when n % 5 = 0 then 2 else 1 end, case when ${reworded('n')} then 2 else 1 end,
				case when n % 10 = 0 then 0 else ${Math.floor(wanted / tagged)} + (n - 1 - (n - 1) / 10 < ${wanted % tagged})::integer end
			from generate_series(1, ${count}) n
			join evidence_events e on e.number = 1 + n % ${events}
			join ${ranked('finding_kinds')} k on k.rank_of = 1 + ${pick('n', 19, 8)}
			join ${ranked('themes')} m on m.rank_of = 1 + ${pick('n', 20, 12)},
			lateral (select case when e.state = 'draft' or ${pick('n', 21, 20)} = 0 then 'draft' else 'shared' end as state) s
			order by n`,
		`insert into finding_versions (finding_id, review_id, version, sentence, person_id)
			select f.id, f.review_id, v, f.sentence, (select min(id) from people) from findings f, generate_series(1, f.version) v`,
		`insert into passages (review_id, finding_id, event_id, finding_team_id, finding_open)
			select f.review_id, f.id, e.id, f.team_id, f.shared_at is not null from findings f join evidence_events e on e.number = 1 + f.number % ${events} order by f.number`,
		`insert into passages (review_id, finding_id, event_id, finding_team_id, finding_open)
			select f.review_id, f.id, e.id, f.team_id, f.shared_at is not null from findings f join evidence_events e on e.number = 1 + (f.number * 3 + 1) % ${events}
			where f.number % 5 = 0`
	];
}

function recommendations({ recommendations: count }: Sizes): string[] {
	return [
		`insert into recommendations (review_id, number, title, text, lead_team_id, created_by_team_id, state, proposed_at, cost_status, question_id)
			select t.review_id, n, 'Recommendation ' || n, 'The department should do thing ' || n || ' for every family with a child under two.', t.id, t.id,
				(array['emerging', 'proposed', 'recommended'])[1 + n % 3], case when n % 3 > 0 then timestamptz '2026-02-01' end, 'unknown', q.id
			from generate_series(1, ${count}) n join ${ranked('teams')} t on t.rank_of = 1 + n % ${departments}
			join questions q on q.number = 1 + n % 5 order by n`,
		`insert into recommendation_partners (recommendation_id, team_id, review_id)
			select r.id, t.id, r.review_id from recommendations r join teams t on t.id <> r.lead_team_id and (t.id + r.number) % 3 = 0`,
		`insert into recommendation_versions (recommendation_id, review_id, version, title, verb, text, lead_team_id, person_id)
			select id, review_id, 1, title, verb, text, lead_team_id, (select min(id) from people) from recommendations`,
		`insert into answers (review_id, kind, recommendation_id, subject_version, team_id, post_id, recorded_by_person_id, recorded_by_post_id, conveyed, stance)
			select r.review_id, 'position', r.id, 1, m.team_id, m.post_id, h.person_id, m.post_id, 'self', 'content'
			from recommendations r join memberships m on m.role = 'minister' join holdings h on h.post_id = m.post_id
			where r.state <> 'emerging' and (r.number + m.post_id) % 4 > 0`
	];
}

function links({ findings: count, recommendations: choices, links: wanted }: Sizes): string[] {
	const tagged = taggedOf(count);
	return [
		`insert into links (review_id, finding_id, recommendation_id, stance, finding_version_confirmed, finding_version_current,
				recommendation_version_confirmed, recommendation_version_current, finding_team_id, finding_shared, finding_state,
				finding_kind_id, finding_source_kind, finding_on, recommendation_lead_team_id)
			select f.review_id, f.id, r.id, ${oneOf('n', 31, ['supports', 'supports', 'qualifies', 'contradicts'])}, 1,
				f.version, 1, 1, f.team_id, f.shared_at is not null, f.state,
				f.kind_id, f.source_kind, f.event_on, r.lead_team_id
			from generate_series(0, ${wanted - 1}) n
			join findings f on f.number = 1 + n % ${tagged} + (n % ${tagged}) / 9
			join recommendations r on r.number = 1 + (n * 7 + n / ${tagged}) % ${choices}
			order by n`,
		`insert into link_tallies (review_id, recommendation_id, team_id, stance, links, to_recheck)
			select review_id, recommendation_id, case when not finding_shared then finding_team_id end, stance, count(*), count(*) filter (where needs_recheck)
			from links group by 1, 2, 3, 4`,
		`insert into finding_tallies (review_id, team_id, source_kind, findings, tagged)
			select review_id, case when shared_at is null then team_id end, source_kind, count(*), count(*) filter (where link_count > 0)
			from findings group by 1, 2, 3`
	];
}

function taggedOf(findings: number): number {
	return Math.floor((findings * 9) / 10);
}

/** A sentence that was changed once: whatever it is tagged to asks for a re-check. */
function reworded(number: string): string {
	return `(${pick(number, 32, 50)} = 0)`;
}

const profile = readFileSync(
	new URL('../../src/lib/papers/profiles/uk-cabinet-committee.json', import.meta.url),
	'utf8'
).replaceAll("'", "''");

const papers = [
	`insert into papers (review_id, number, title, profile, gate)
		select r.id, n, 'Paper ' || n, '${profile}', case n when 3 then 'working' else 'exposure' end from reviews r, generate_series(1, 3) n`,
	`insert into sections (review_id, paper_id, rank, heading, body)
		select p.review_id, p.id, n, 'Section ' || n, repeat(repeat('What families told the group about their first thousand days. ', 12) || E'\\n\\n', 5)
		from papers p, generate_series(1, 12) n`,
	`insert into citations (section_id, paper_id, review_id, finding_id, finding_version)
		select s.id, s.paper_id, s.review_id, f.id, 1 from sections s join findings f on f.number % 9000 = s.rank * 13 + s.paper_id and f.state = 'shared'`,
	`insert into slots (section_id, paper_id, review_id, position, kind, argument, data)
		select s.id, s.paper_id, s.review_id, 1, 'recommendation', 'R' || r.number,
			json_build_object('reference', 'R' || r.number, 'version', 1, 'verb', r.verb, 'title', r.title, 'text', r.text)::text
		from sections s join recommendations r on r.number = s.rank`,
	`insert into placed_recommendations (section_id, position, paper_id, review_id, recommendation_id, recommendation_version)
		select s.section_id, s.position, s.paper_id, s.review_id, r.id, 1
		from slots s join recommendations r on r.review_id = s.review_id and s.argument = 'R' || r.number`
];

const history = [
	`insert into audit_chains (review_id) select id from reviews`,
	`insert into audit_entries (chain_id, review_id, position, at, person_id, post_id, act, record_kind, record_id, record_reference, audience, team_id, content_digest, previous_hash, hash)
		select c.id, c.review_id, row_number() over (), timestamptz '2026-01-01', p.person_id, p.post_id, a.act, a.kind, a.id, a.reference,
			case when a.shared then 'members' else 'team' end, a.team_id, md5(''), md5(a.id::text), md5(a.act || a.id)
		from audit_chains c, (select person_id, post_id from holdings order by id limit 1) p, (
			select 'event.logged' as act, 'event' as kind, id, 'E' || number as reference, shared_at is not null as shared, team_id from evidence_events
			union all select 'finding.recorded', 'finding', id, 'F' || number, shared_at is not null, team_id from findings
			union all select 'recommendation.drafted', 'recommendation', id, 'R' || number, true, null from recommendations
			union all select 'link.made', 'link', id, null, finding_shared, finding_team_id from links) a`,
	`insert into audit_content (entry_id, salt, content) select id, md5(id::text), '{"version":1}' from audit_entries`,
	`update audit_chains set position = (select count(*) from audit_entries)`
];

function counters(sizes: Sizes): string {
	return `insert into reference_counters (review_id, kind, last) select r.id, k.kind, k.last from reviews r,
		(values ('E', ${sizes.events}), ('F', ${sizes.findings}), ('R', ${sizes.recommendations}), ('P', 3)) k (kind, last)`;
}
