import { type Kysely, sql } from 'kysely';

/** Papers: sections with versions, what each cites and places, and the immutable snapshots that gates freeze. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const withPaper = `exists (select from papers p where p.id = paper_id)`;

const statements = [
	`create table papers (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		title text not null,
		profile jsonb not null,
		sponsor_post_id bigint references posts (id),
		committee text,
		meeting_on date,
		sensitive boolean not null default false,
		handling text,
		gate text not null default 'working',
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		updated_at timestamptz(3) not null default app_now(),
		search tsvector generated always as (to_tsvector('english'::regconfig, title)) stored,
		constraint papers_number_key unique (review_id, number),
		constraint papers_review_key unique (review_id, id),
		constraint papers_title_length_check check (char_length(title) between 1 and 200),
		constraint papers_gate_check check (gate in ('working', 'exposure', 'coordination', 'final', 'lodged', 'decided', 'published'))
	)`,
	`create table sections (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		parent_id bigint,
		rank integer not null,
		heading text not null,
		body text not null default '',
		annex boolean not null default false,
		version integer not null default 1,
		revision integer not null default 1,
		removed_at timestamptz(3),
		updated_at timestamptz(3) not null default app_now(),
		search tsvector generated always as (to_tsvector('english'::regconfig, heading || ' ' || body)) stored,
		constraint sections_review_key unique (review_id, id),
		constraint sections_paper_key unique (paper_id, id),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, parent_id) references sections (paper_id, id),
		constraint sections_heading_length_check check (char_length(heading) between 1 and 200),
		constraint sections_body_length_check check (octet_length(body) <= 102400)
	)`,
	`create index sections_paper_id_index on sections (paper_id, rank)`,
	`create index sections_search_index on sections using gin (search)`,
	`create table section_versions (
		section_id bigint not null,
		paper_id bigint not null,
		version integer not null,
		heading text not null,
		body text not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		saved_at timestamptz(3) not null default app_now(),
		primary key (section_id, version),
		foreign key (paper_id, section_id) references sections (paper_id, id)
	)`,
	/* Laid down each time a section is saved: which finding, in which version, stands behind its words. */
	`create table citations (
		section_id bigint not null,
		paper_id bigint not null,
		review_id bigint not null,
		finding_id bigint not null,
		finding_version integer not null,
		primary key (section_id, finding_id),
		foreign key (paper_id, section_id) references sections (paper_id, id),
		foreign key (review_id, finding_id) references findings (review_id, id)
	)`,
	`create index citations_finding_id_index on citations (finding_id)`,
	`create table slots (
		section_id bigint not null,
		paper_id bigint not null,
		review_id bigint not null,
		position integer not null,
		kind text not null,
		recommendation_id bigint,
		recommendation_version integer,
		primary key (section_id, position),
		foreign key (paper_id, section_id) references sections (paper_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		constraint slots_kind_check check (kind in ('recommendation'))
	)`,
	`create index slots_recommendation_id_index on slots (recommendation_id)`,
	/* The frozen text with its evidence resolved. Stored as text, so that the hash is of what is stored. */
	`create table snapshots (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		number integer not null,
		gate text not null,
		content text not null,
		sha256 text not null,
		marking text not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		taken_at timestamptz(3) not null default app_now(),
		constraint snapshots_number_key unique (paper_id, number),
		foreign key (review_id, paper_id) references papers (review_id, id),
		constraint snapshots_gate_check check (gate in ('working', 'exposure', 'coordination', 'final', 'lodged', 'decided', 'published'))
	)`,

	...['papers', 'sections', 'section_versions', 'citations', 'slots', 'snapshots'].map(
		(table) => `alter table ${table} enable row level security`
	),
	// A working paper is the secretariat's and the chair's; from the exposure draft on it is the members'.
	`create policy papers_read on papers to throughline_app
		using (review_id = any (array(select app_review_ids()))
			and (gate <> 'working' or review_id = any (array(select app_review_ids_as('secretariat', 'chair')))))
		with check (review_id = any (array(select app_review_ids())))`,
	// What was taken out, and every earlier wording, stay with those who saw the paper while it was a working draft.
	`create policy sections_with_paper on sections to throughline_app
		using (${withPaper} and (removed_at is null or review_id = any (array(select app_review_ids_as('secretariat', 'chair')))))
		with check (${withPaper})`,
	`create policy section_versions_with_paper on section_versions to throughline_app
		using (exists (select from papers p where p.id = paper_id and p.review_id = any (array(select app_review_ids_as('secretariat', 'chair')))))
		with check (${withPaper})`,
	...['citations', 'slots', 'snapshots'].map(
		(table) =>
			`create policy ${table}_with_paper on ${table} to throughline_app using (${withPaper}) with check (${withPaper})`
	),
	`grant select, insert, update on papers, sections to throughline_app`,
	`grant select, insert on section_versions, snapshots to throughline_app`,
	`grant select, insert, delete on citations, slots to throughline_app`
];
