import { type Kysely, sql } from 'kysely';

/**
 * What members propose to change in a paper and say about it: suggestions, comments with their threads, and the windows
 * in which they are asked for; and why each wording of a section came about.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const withPaper = `exists (select from papers p where p.id = paper_id)`;
/** What was said while a paper was a working draft stays with those who saw it then. */
const asSaid = `${withPaper} and (gate <> 'working' or review_id = any (array(select app_review_ids_as('secretariat', 'chair'))))`;
const gates = `('working', 'exposure', 'coordination', 'final', 'lodged', 'decided', 'published')`;

const statements = [
	`alter table section_versions
		add column why text not null default 'saved',
		add column restored_version integer,
		add constraint section_versions_why_check check (why in ('saved', 'suggestions', 'restored')),
		add constraint section_versions_restored_check check ((why = 'restored') = (restored_version is not null))`,

	/* A window belongs to one frozen snapshot. Whether something came late is compared with its end, never written. */
	`create table comment_windows (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		snapshot_number integer not null,
		opens_at timestamptz(3) not null,
		closes_at timestamptz(3) not null,
		asks text,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		constraint comment_windows_review_key unique (review_id, id),
		constraint comment_windows_paper_key unique (paper_id, id),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, snapshot_number) references snapshots (paper_id, number),
		constraint comment_windows_order_check check (closes_at >= opens_at),
		constraint comment_windows_asks_length_check check (char_length(asks) <= 2000)
	)`,
	`create index comment_windows_paper_id_index on comment_windows (paper_id, opens_at desc)`,
	`create table comment_window_teams (
		window_id bigint not null,
		review_id bigint not null,
		team_id bigint not null,
		primary key (window_id, team_id),
		foreign key (review_id, window_id) references comment_windows (review_id, id),
		foreign key (review_id, team_id) references teams (review_id, id)
	)`,

	/* One change of consecutive paragraphs, against one version of a section. Only what was decided is ever added to it. */
	`create table suggestions (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		section_id bigint not null,
		base_version integer not null,
		paragraph_index integer not null,
		before text not null,
		after text not null,
		because text,
		gate text not null,
		window_id bigint,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		team_id bigint not null,
		origin_author text,
		origin_at timestamptz(3),
		made_at timestamptz(3) not null default app_now(),
		state text not null default 'open',
		decided_by_person_id bigint references people (id),
		decided_by_post_id bigint references posts (id),
		decided_at timestamptz(3),
		decided_because text,
		accepted_version integer,
		accepted_by_hand boolean not null default false,
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, section_id) references sections (paper_id, id),
		foreign key (section_id, base_version) references section_versions (section_id, version),
		foreign key (section_id, accepted_version) references section_versions (section_id, version),
		foreign key (paper_id, window_id) references comment_windows (paper_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint suggestions_gate_check check (gate in ${gates}),
		constraint suggestions_state_check check (state in ('open', 'accepted', 'declined', 'withdrawn')),
		constraint suggestions_decided_check check ((state = 'open') = (decided_at is null) and (state = 'accepted') = (accepted_version is not null)),
		constraint suggestions_change_check check (before <> after and paragraph_index >= 0),
		constraint suggestions_before_length_check check (octet_length(before) <= 102400),
		constraint suggestions_after_length_check check (octet_length(after) <= 102400),
		constraint suggestions_because_length_check check (char_length(because) <= 2000),
		constraint suggestions_decided_because_length_check check (char_length(decided_because) <= 2000),
		constraint suggestions_origin_author_length_check check (char_length(origin_author) between 1 and 200)
	)`,
	`create index suggestions_paper_id_index on suggestions (paper_id, id)`,
	`create index suggestions_open_index on suggestions (section_id, id) where state = 'open'`,
	`create index suggestions_accepted_index on suggestions (section_id, accepted_version) where accepted_version is not null`,
	// The same change from the same hand waits once, however often a file is read in or a button pressed.
	`create unique index suggestions_open_key on suggestions
		(section_id, person_id, base_version, paragraph_index, md5(before), md5(after), coalesce(origin_author, '')) where state = 'open'`,

	/* Said of a passage (its words with those before and after it) or of the section as a whole. */
	`create table comments (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		section_id bigint not null,
		section_version integer not null,
		quote text,
		prefix text not null default '',
		suffix text not null default '',
		body text not null,
		gate text not null,
		window_id bigint,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		team_id bigint not null,
		origin_author text,
		origin_at timestamptz(3),
		made_at timestamptz(3) not null default app_now(),
		state text not null default 'open',
		constraint comments_paper_key unique (paper_id, id),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, section_id) references sections (paper_id, id),
		foreign key (section_id, section_version) references section_versions (section_id, version),
		foreign key (paper_id, window_id) references comment_windows (paper_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint comments_gate_check check (gate in ${gates}),
		constraint comments_state_check check (state in ('open', 'resolved')),
		constraint comments_body_length_check check (char_length(body) between 1 and 10000),
		constraint comments_quote_length_check check (char_length(quote) between 1 and 20000),
		constraint comments_context_length_check check (char_length(prefix) <= 200 and char_length(suffix) <= 200),
		constraint comments_origin_author_length_check check (char_length(origin_author) between 1 and 200)
	)`,
	`create index comments_paper_id_index on comments (paper_id, id)`,
	`create index comments_open_index on comments (section_id, id) where state = 'open'`,
	/* What followed in the thread, in order: replies, and each time it was resolved or opened again. */
	`create table comment_entries (
		id bigint generated always as identity primary key,
		comment_id bigint not null,
		paper_id bigint not null,
		review_id bigint not null,
		kind text not null,
		body text,
		outcome text,
		gate text not null,
		window_id bigint,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		team_id bigint not null,
		origin_author text,
		origin_at timestamptz(3),
		made_at timestamptz(3) not null default app_now(),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, comment_id) references comments (paper_id, id),
		foreign key (paper_id, window_id) references comment_windows (paper_id, id),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint comment_entries_kind_check check (kind in ('reply', 'resolved', 'reopened')),
		constraint comment_entries_outcome_check check ((kind = 'resolved') = (outcome is not null)
			and outcome in ('changed', 'unchanged', 'answered', 'elsewhere', 'taken_back')),
		constraint comment_entries_body_check check (kind <> 'reply' or body is not null),
		constraint comment_entries_body_length_check check (char_length(body) between 1 and 10000),
		constraint comment_entries_gate_check check (gate in ${gates}),
		constraint comment_entries_origin_author_length_check check (char_length(origin_author) between 1 and 200)
	)`,
	`create index comment_entries_comment_id_index on comment_entries (comment_id, id)`,

	/*
	 * A wording of a section that its reader has seen or could have: any for those who work on the paper; for members
	 * one that stood when or after the paper was first shown to them. A suggestion is compared with what its author read.
	 */
	`create function section_wording(for_section bigint, for_version integer)
		returns table (heading text, body text) language sql stable security definer set search_path = public, pg_temp as $$
		select v.heading, v.body from section_versions v
			join sections s on s.id = v.section_id
			join papers p on p.id = v.paper_id
		where v.section_id = for_section and v.version = for_version and p.review_id in (select app_review_ids())
			and (p.review_id in (select app_review_ids_as('secretariat', 'chair')) or (p.gate <> 'working' and s.removed_at is null
				and not exists (select from section_versions later where later.section_id = v.section_id and later.version = v.version + 1
					and later.saved_at < (select min(taken_at) from snapshots where snapshots.paper_id = p.id and snapshots.gate <> 'working')))) $$`,

	...['comment_windows', 'comment_window_teams', 'suggestions', 'comments', 'comment_entries'].map(
		(table) => `alter table ${table} enable row level security`
	),
	`create policy comment_windows_with_paper on comment_windows to throughline_app using (${withPaper}) with check (${withPaper})`,
	`create policy comment_window_teams_with_window on comment_window_teams to throughline_app
		using (exists (select from comment_windows w where w.id = window_id))
		with check (exists (select from comment_windows w where w.id = window_id))`,
	...['suggestions', 'comments', 'comment_entries'].map(
		(table) =>
			`create policy ${table}_as_said on ${table} to throughline_app using (${asSaid}) with check (${withPaper})`
	),
	`grant select, insert on comment_windows, comment_window_teams, suggestions, comments, comment_entries to throughline_app`,
	`grant update (closes_at, asks, revision) on comment_windows to throughline_app`,
	`grant update (state, decided_by_person_id, decided_by_post_id, decided_at, decided_because, accepted_version, accepted_by_hand)
		on suggestions to throughline_app`,
	`grant update (state) on comments to throughline_app`
];
