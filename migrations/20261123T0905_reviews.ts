import { type Kysely, sql } from 'kysely';

/** Reviews, their teams and members, the questions they answer, and the functions that every policy asks. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
	`create table reviews (
		id bigint generated always as identity primary key,
		slug text not null,
		title text not null,
		commission text not null default '',
		commissioned_by text not null default '',
		chair_post_id bigint references posts (id),
		marking_ceiling text not null default 'official_sensitive',
		banner text,
		state text not null default 'open',
		successor_post_id bigint references posts (id),
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		constraint reviews_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
		constraint reviews_title_length_check check (char_length(title) between 1 and 200),
		constraint reviews_marking_ceiling_check check (marking_ceiling in ('official', 'official_sensitive')),
		constraint reviews_state_check check (state in ('open', 'closed', 'archived'))
	)`,
	`create unique index reviews_slug_key on reviews (slug)`,
	`create table questions (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		text text not null,
		constraint questions_number_key unique (review_id, number),
		constraint questions_review_key unique (review_id, id),
		constraint questions_text_length_check check (char_length(text) between 1 and 1000)
	)`,
	`create table milestones (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		title text not null,
		due_on date not null,
		constraint milestones_title_length_check check (char_length(title) between 1 and 200)
	)`,
	`create index milestones_review_id_index on milestones (review_id, due_on)`,
	`create table teams (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		department_id bigint not null references departments (id),
		constraint teams_department_key unique (review_id, department_id),
		constraint teams_review_key unique (review_id, id)
	)`,
	`create table memberships (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		team_id bigint not null,
		post_id bigint not null references posts (id),
		role text not null,
		since timestamptz(3) not null default app_now(),
		ended_at timestamptz(3),
		foreign key (review_id, team_id) references teams (review_id, id),
		constraint memberships_role_check check (role in ('official', 'minister', 'private_office', 'special_adviser', 'secretariat',
			'chair', 'treasury', 'cabinet_minister', 'cabinet_private_office', 'observer'))
	)`,
	`create unique index memberships_role_key on memberships (review_id, post_id, role) where ended_at is null`,
	// One post per department answers for it.
	`create unique index memberships_minister_key on memberships (team_id) where role = 'minister' and ended_at is null`,
	`create unique index memberships_chair_key on memberships (review_id) where role = 'chair' and ended_at is null`,
	`create index memberships_post_id_index on memberships (post_id) where ended_at is null`,

	`create table reference_counters (
		review_id bigint not null references reviews (id),
		kind text not null,
		last integer not null,
		primary key (review_id, kind),
		constraint reference_counters_kind_check check (kind in ('E', 'F', 'R', 'P', 'B', 'L', 'C'))
	)`,

	`create function app_review_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select review_id from memberships
			where ended_at is null and post_id in (select app_post_ids()) $$`,
	`create function app_review_ids_as(variadic roles text[]) returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select review_id from memberships
			where ended_at is null and role = any (roles) and post_id in (select app_post_ids()) $$`,
	`create function app_team_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select team_id from memberships
			where ended_at is null and post_id in (select app_post_ids()) $$`,

	/* The next number of a kind in a review: never reused, because the counter only grows. */
	`create function next_ref(for_review bigint, for_kind text) returns integer language plpgsql volatile security definer set search_path = public, pg_temp as $$
		declare next_number integer;
		begin
			if for_review not in (select app_review_ids()) then
				raise exception 'not a member of review %', for_review using errcode = '42501';
			end if;
			insert into reference_counters as c (review_id, kind, last) values (for_review, for_kind, 1)
				on conflict (review_id, kind) do update set last = c.last + 1
				returning last into next_number;
			return next_number;
		end $$`,

	/* A review is invisible until it has a member, so its first row, team and secretariat membership are made together. */
	`create function create_review(new_slug text, new_title text, secretariat_post bigint) returns bigint language plpgsql volatile security definer set search_path = public, pg_temp as $$
		declare new_review bigint; new_team bigint; department bigint;
		begin
			if not exists (select from accounts where person_id = app_person_id() and may_create_reviews and disabled_at is null)
				or secretariat_post not in (select app_post_ids()) then
				raise exception 'may not create reviews' using errcode = '42501';
			end if;
			select department_id into department from posts where id = secretariat_post;
			insert into reviews (slug, title) values (new_slug, new_title) returning id into new_review;
			insert into teams (review_id, department_id) values (new_review, department) returning id into new_team;
			insert into memberships (review_id, team_id, post_id, role) values (new_review, new_team, secretariat_post, 'secretariat');
			return new_review;
		end $$`,

	...['reviews', 'questions', 'milestones', 'teams', 'memberships', 'reference_counters'].map(
		(table) => `alter table ${table} enable row level security`
	),
	`grant select, update on reviews to throughline_app`,
	`create policy reviews_read on reviews for select to throughline_app using (id = any (array(select app_review_ids())))`,
	`create policy reviews_update on reviews for update to throughline_app using (id = any (array(select app_review_ids())))`,
	...['questions', 'milestones', 'teams', 'memberships'].flatMap((table) => [
		`grant select, insert, update on ${table} to throughline_app`,
		`create policy ${table}_member on ${table} to throughline_app
			using (review_id = any (array(select app_review_ids()))) with check (review_id = any (array(select app_review_ids())))`
	]),
	`grant delete on questions, milestones to throughline_app`,
	// Who is signed in must be known before anybody acts.
	...['reviews', 'teams', 'memberships'].flatMap((table) => [
		`grant select on ${table} to throughline_sign_in`,
		`create policy ${table}_sign_in on ${table} for select to throughline_sign_in using (true)`
	]),
	// verify-audit names the review of each chain, and misses the chain of a review that has none.
	`grant select (id, slug) on reviews to throughline_operator`,
	`create policy reviews_operator on reviews for select to throughline_operator using (true)`
];
