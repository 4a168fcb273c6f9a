import { type Kysely, sql } from 'kysely';

/** Who opened which copy of a paper, packs for meetings, and the public copies with the register of what they leave out. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const secretariat = `review_id = any (array(select app_review_ids_as('secretariat')))`;
const centre = `review_id = any (array(select app_review_ids_as('secretariat', 'chair')))`;
const member = `review_id = any (array(select app_review_ids()))`;

const statements = [
	`alter table snapshots add constraint snapshots_review_key unique (review_id, id)`,

	/* One row for each person and copy: opened on screen ('') or taken as a file. */
	`create table paper_readings (
		review_id bigint not null,
		paper_id bigint not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		copy text not null,
		copy_number integer not null,
		taken_as text not null default '',
		gate text not null,
		first_at timestamptz(3) not null default app_now(),
		last_at timestamptz(3) not null default app_now(),
		times integer not null default 1,
		primary key (paper_id, person_id, copy, copy_number, taken_as),
		foreign key (review_id, paper_id) references papers (review_id, id),
		constraint paper_readings_copy_check check (copy in ('working', 'snapshot', 'annex')),
		constraint paper_readings_taken_as_check check (taken_as ~ '^[a-z]{0,20}$')
	)`,
	`create index paper_readings_last_index on paper_readings (paper_id, last_at desc)`,
	/*
	 * Keeps that the signed-in person has opened a copy. Nothing is kept of ministers, of the chair, who is one of them, or
	 * of the secretariat, who write the paper; and at most one write a minute of anybody.
	 */
	`create function note_reading(for_paper bigint, read_copy text, read_number integer, read_as text) returns void
		language plpgsql volatile security definer set search_path = public, pg_temp as $$
		declare read_paper papers; as_post bigint;
		begin
			select * into read_paper from papers p where p.id = for_paper and p.gate <> 'working' and p.review_id in (select app_review_ids());
			if not found then return; end if;
			if exists (select from memberships m where m.review_id = read_paper.review_id and m.ended_at is null
				and m.post_id in (select app_post_ids()) and m.role in ('minister', 'cabinet_minister', 'chair', 'secretariat')) then return; end if;
			select m.post_id into as_post from memberships m where m.review_id = read_paper.review_id and m.ended_at is null
				and m.post_id in (select app_post_ids()) order by m.id limit 1;
			insert into paper_readings as r (review_id, paper_id, person_id, post_id, copy, copy_number, taken_as, gate)
				values (read_paper.review_id, for_paper, app_person_id(), as_post, read_copy, read_number, read_as, read_paper.gate)
				on conflict (paper_id, person_id, copy, copy_number, taken_as)
				do update set last_at = app_now(), times = r.times + 1 where r.last_at < app_now() - interval '1 minute';
		end $$`,

	`create table packs (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		title text not null,
		meeting_on date,
		marking text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		made_at timestamptz(3) not null default app_now(),
		constraint packs_number_key unique (review_id, number),
		constraint packs_review_key unique (review_id, id),
		constraint packs_title_length_check check (char_length(title) between 1 and 200)
	)`,
	`create table pack_items (
		pack_id bigint not null,
		review_id bigint not null,
		position integer not null,
		paper_id bigint not null,
		snapshot_id bigint not null,
		primary key (pack_id, position),
		constraint pack_items_snapshot_key unique (pack_id, snapshot_id),
		foreign key (review_id, pack_id) references packs (review_id, id),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (review_id, snapshot_id) references snapshots (review_id, id)
	)`,

	`create table public_copies (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		paper_id bigint not null,
		snapshot_id bigint not null,
		state text not null default 'draft',
		title text not null,
		decided_on date not null,
		due_on date not null,
		address text,
		sha256 text,
		revision integer not null default 1,
		started_by_person_id bigint not null references people (id),
		started_at timestamptz(3) not null default app_now(),
		approved_by_person_id bigint references people (id),
		approved_at timestamptz(3),
		published_by_person_id bigint references people (id),
		published_at timestamptz(3),
		constraint public_copies_snapshot_key unique (snapshot_id),
		constraint public_copies_address_key unique (address),
		constraint public_copies_review_key unique (review_id, id),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (review_id, snapshot_id) references snapshots (review_id, id),
		constraint public_copies_state_check check (state in ('draft', 'approved', 'published')),
		constraint public_copies_title_length_check check (char_length(title) between 1 and 200),
		constraint public_copies_address_check check (address ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(address) <= 80),
		constraint public_copies_approved_check check ((state = 'draft') = (approved_at is null)),
		constraint public_copies_published_check check ((state = 'published') = (published_at is not null) and (published_at is null or address is not null))
	)`,
	`create index public_copies_paper_index on public_copies (paper_id)`,
	/*
	 * The register of what is withheld: where, under which code, by which rule or by whom. The words themselves stay with
	 * the frozen original alone.
	 */
	`create table public_removals (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		copy_id bigint not null,
		state text not null default 'proposed',
		code text not null,
		rule text,
		place text not null,
		section_key bigint,
		paragraph integer,
		starts_at integer,
		ends_at integer,
		because text,
		person_id bigint references people (id),
		decided_at timestamptz(3),
		foreign key (review_id, copy_id) references public_copies (review_id, id),
		constraint public_removals_state_check check (state in ('proposed', 'withheld', 'kept')),
		constraint public_removals_place_check check (place in ('section', 'paragraph', 'passage', 'committee', 'meeting', 'byline')),
		constraint public_removals_where_check check (case place
			when 'section' then section_key is not null and paragraph is null and starts_at is null
			when 'paragraph' then section_key is not null and paragraph is not null and starts_at is null
			when 'passage' then section_key is not null and paragraph is not null and starts_at >= 0 and ends_at > starts_at
			else section_key is null and paragraph is null and starts_at is null end),
		constraint public_removals_decided_check check ((state = 'proposed') = (decided_at is null)),
		constraint public_removals_because_length_check check (char_length(because) between 1 and 500)
	)`,
	`create index public_removals_copy_index on public_removals (copy_id, id)`,
	`create table published_files (
		copy_id bigint not null,
		review_id bigint not null,
		format text not null,
		bytes bytea not null,
		sha256 text not null,
		primary key (copy_id, format),
		foreign key (review_id, copy_id) references public_copies (review_id, id),
		constraint published_files_format_check check (format in ('html', 'pdf'))
	)`,
	/* The one thing that nobody has to sign in for: a file of a copy that has been published. */
	`create function published_file(at_address text, as_format text)
		returns table (title text, bytes bytea, sha256 text)
		language sql stable security definer set search_path = public, pg_temp as $$
			select c.title, f.bytes, f.sha256
			from public_copies c join published_files f on f.copy_id = c.id
			where c.address = at_address and c.state = 'published' and f.format = as_format $$`,
	// Members do not read public copies in the making, but where and when one was published is for everybody.
	`alter table papers
		add column published_on date,
		add column public_address text,
		add constraint papers_published_check check ((published_on is null) = (public_address is null))`,
	`create function published_copies() returns table (address text, title text, published_at timestamptz, formats text[])
		language sql stable security definer set search_path = public, pg_temp as $$
			select c.address, c.title, c.published_at,
				(select array_agg(f.format order by f.format) from published_files f where f.copy_id = c.id)
			from public_copies c where c.state = 'published' order by c.published_at desc, c.id desc limit 500 $$`,
	/*
	 * The names that must not leave with a frozen text: those of the people met, which only the department that met them
	 * reads, and those of officials. Only what stands in the text itself is told, a full name or a last name, and only to
	 * those who prepare and approve the public copy.
	 */
	`create function names_in_snapshot(of_snapshot bigint) returns table (kind text, words text)
		language sql stable security definer set search_path = public, pg_temp as $$
			with frozen as (
				select s.content, s.review_id from snapshots s
				where s.id = of_snapshot and s.review_id = any (array(select app_review_ids_as('secretariat', 'chair')))
			), known as (
				select 'contributor' as kind, n.name from frozen join contributor_names n on n.review_id = frozen.review_id
				union
				select 'official', p.name from frozen
					join memberships m on m.review_id = frozen.review_id and m.role not in ('minister', 'chair', 'cabinet_minister')
					join holdings h on h.post_id = m.post_id
					join people p on p.id = h.person_id
			)
			select known.kind, known.name from frozen, known where strpos(lower(frozen.content), lower(known.name)) > 0
			union
			select known.kind, substring(known.name from '[^[:space:]]+$') from frozen, known
				where known.name !~ '[,0-9]' and substring(known.name from '[^[:space:]]+$') ~ '^[[:upper:]][^[:space:]]{2}'
					and strpos(frozen.content, substring(known.name from '[^[:space:]]+$')) > 0 $$`,

	...['paper_readings', 'packs', 'pack_items', 'public_copies', 'public_removals', 'published_files'].map(
		(table) => `alter table ${table} enable row level security`
	),
	`create policy paper_readings_secretariat on paper_readings for select to throughline_app using (${secretariat})`,
	...['packs', 'pack_items'].map(
		(table) => `create policy ${table}_members on ${table} to throughline_app using (${member}) with check (${member})`
	),
	...['public_copies', 'public_removals', 'published_files'].map(
		(table) => `create policy ${table}_centre on ${table} to throughline_app using (${centre}) with check (${centre})`
	),
	`grant select on paper_readings to throughline_app`,
	`grant select, insert on packs, pack_items, published_files to throughline_app`,
	`grant select, insert, update on public_copies to throughline_app`,
	`grant select, insert, update, delete on public_removals to throughline_app`
];
