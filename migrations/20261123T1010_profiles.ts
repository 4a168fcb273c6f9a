import { type Kysely, sql } from 'kysely';

/**
 * Profiles that a review imports or changes, what a paper carries beside its words, the check sheet, and changes made
 * after the final gate.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;
const steering = `review_id = any (array(select app_review_ids_as('secretariat', 'chair')))`;
const withPaper = `exists (select from papers p where p.id = paper_id)`;

const statements = [
	/* Editions of profiles, added and never changed: a paper says which edition it was started from. */
	`create table profiles (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		key text not null,
		edition text not null,
		content jsonb not null,
		origin text not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		added_at timestamptz(3) not null default app_now(),
		constraint profiles_edition_key unique (review_id, key, edition),
		constraint profiles_origin_check check (origin in ('import', 'change', 'copy'))
	)`,

	`alter table papers
		add column committee_reference text,
		add column contact text,
		add column addressee text,
		add column copies text,
		add column reply_by date,
		add column lodged_with text,
		add column lodged_on date,
		add column minute_reference text,
		add column decided_on date,
		add column reopened_at timestamptz(3)`,
	/* The post that leads stands in the paper's own row; these sponsor it beside that post. */
	`create table paper_sponsors (
		paper_id bigint not null,
		review_id bigint not null,
		post_id bigint not null references posts (id),
		rank integer not null,
		primary key (paper_id, post_id),
		foreign key (review_id, paper_id) references papers (review_id, id)
	)`,

	/* The words that something was cleared on, kept once however many rows of the sheet were cleared on them. */
	`create table checked_words (
		paper_id bigint not null,
		review_id bigint not null,
		sha256 text not null,
		content text not null,
		primary key (paper_id, sha256),
		foreign key (review_id, paper_id) references papers (review_id, id)
	)`,
	/* Each row of the check sheet, appended; the latest of a kind counts. */
	`create table paper_checks (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		kind text not null,
		outcome text not null,
		said text not null,
		answers text not null default '[]',
		cleared_by text not null,
		cleared_post text not null,
		cleared_on date not null,
		words_sha256 text not null,
		working_version integer,
		snapshot_number integer,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		recorded_at timestamptz(3) not null default app_now(),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, words_sha256) references checked_words (paper_id, sha256),
		foreign key (paper_id, snapshot_number) references snapshots (paper_id, number),
		constraint paper_checks_kind_check check (kind in ('treasury', 'legal', 'equality', 'family_test', 'new_burdens',
			'devolution', 'regulatory', 'data_protection', 'presentation')),
		constraint paper_checks_outcome_check check (outcome in ('cleared', 'changes_needed', 'not_applicable')),
		constraint paper_checks_version_check check ((working_version is null) <> (snapshot_number is null))
	)`,
	`create index paper_checks_paper_index on paper_checks (paper_id, kind, id desc)`,

	/* A text changed after the final gate: why, and who allowed it. */
	`create table late_changes (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		gate text not null,
		snapshot_number integer,
		because text not null,
		allowed_by text not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		reopened_at timestamptz(3) not null default app_now(),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, snapshot_number) references snapshots (paper_id, number),
		constraint late_changes_gate_check check (gate in ('final', 'lodged'))
	)`,
	`create index late_changes_paper_index on late_changes (paper_id)`,

	...['profiles', 'paper_sponsors', 'checked_words', 'paper_checks', 'late_changes'].map(
		(table) => `alter table ${table} enable row level security`
	),
	`create policy profiles_of_members on profiles to throughline_app using (${member}) with check (${member})`,
	...['paper_sponsors', 'late_changes'].map(
		(table) =>
			`create policy ${table}_with_paper on ${table} to throughline_app using (${withPaper}) with check (${withPaper})`
	),
	`create policy checked_words_with_paper on checked_words to throughline_app using (${withPaper}) with check (${withPaper})`,
	// That there is legal advice is itself confidential: for others the row is not there.
	`create policy paper_checks_with_paper on paper_checks to throughline_app
		using (${withPaper} and (kind <> 'legal' or ${steering}))
		with check (${withPaper})`,
	`grant select, insert on profiles, checked_words, paper_checks, late_changes to throughline_app`,
	`grant select, insert, delete on paper_sponsors to throughline_app`
];
