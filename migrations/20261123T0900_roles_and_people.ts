import { type Kysely, sql } from 'kysely';

/**
 * Roles that act, the clock and identity of a transaction, and the people, posts and departments behind every act.
 * The roles own nothing and cannot log in: the application's own login takes one of them inside each transaction.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const role of ['throughline_app', 'throughline_sign_in', 'throughline_jobs', 'throughline_operator']) {
		await makeRole(db, role);
	}
	for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Roles belong to the whole cluster, so another database may be making the same one at this moment. */
async function makeRole(db: Kysely<unknown>, role: string): Promise<void> {
	await sql
		.raw(
			`do $$ begin
				if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
			exception when duplicate_object or unique_violation then null; end $$`
		)
		.execute(db);
	await sql
		.raw(
			`do $$ begin
				if not pg_has_role(current_user, '${role}', 'member') then grant ${role} to current_user; end if;
			exception when unique_violation then null; end $$`
		)
		.execute(db);
	await sql.raw(`grant usage on schema public to ${role}`).execute(db);
}

const statements = [
	// By the letters of English, numbers by their size. The embedded engine overlooks the newer form, en-GB-u-kn.
	`create collation english (provider = icu, locale = 'en_GB@colNumeric=yes')`,

	// Who acts and when. Both are set for one transaction only, by asActor and asSystem.
	`create function app_now() returns timestamptz language sql stable as
		$$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$`,
	`create function app_today() returns date language sql stable as
		$$ select (app_now() at time zone 'Europe/London')::date $$`,
	`create function app_person_id() returns bigint language sql stable as
		$$ select nullif(current_setting('app.person_id', true), '')::bigint $$`,

	`create table departments (
		id bigint generated always as identity primary key,
		is_treasury boolean not null default false,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now()
	)`,
	// A department's name is dated, so that a document prints the name of its day.
	`create table department_names (
		department_id bigint not null references departments (id),
		since date not null,
		until date,
		name text not null,
		short_name text not null,
		primary key (department_id, since),
		constraint department_names_order_check check (until is null or until > since),
		constraint department_names_length_check check (char_length(name) between 1 and 200 and char_length(short_name) between 1 and 40)
	)`,
	`create unique index department_names_name_key on department_names (lower(name)) where until is null`,
	`create unique index department_names_short_name_key on department_names (lower(short_name)) where until is null`,
	`create unique index department_names_current_key on department_names (department_id) where until is null`,
	`create view departments_today with (security_invoker = true) as
		select d.id, d.is_treasury, d.revision, n.name, n.short_name
		from departments d join department_names n on n.department_id = d.id
		where n.since <= (select app_today()) and (n.until is null or n.until > (select app_today()))`,

	`create table posts (
		id bigint generated always as identity primary key,
		department_id bigint not null references departments (id),
		title text not null,
		serves_post_id bigint references posts (id),
		several_holders boolean not null default false,
		revision integer not null default 1,
		created_at timestamptz(3) not null default app_now(),
		constraint posts_title_length_check check (char_length(title) between 1 and 200),
		constraint posts_serves_another_check check (serves_post_id is null or serves_post_id <> id)
	)`,
	`create unique index posts_title_key on posts (department_id, lower(title))`,
	`create index posts_serves_post_id_index on posts (serves_post_id)`,

	`create table people (
		id bigint generated always as identity primary key,
		name text not null,
		created_at timestamptz(3) not null default app_now(),
		constraint people_name_length_check check (char_length(name) between 1 and 200)
	)`,
	`create index people_name_index on people (name collate english, id)`,
	`create table accounts (
		person_id bigint primary key references people (id),
		email text not null,
		password_hash text,
		password_changed_at timestamptz(3),
		is_administrator boolean not null default false,
		may_create_reviews boolean not null default false,
		disabled_at timestamptz(3),
		revision integer not null default 1,
		constraint accounts_email_check check (email = lower(email) and char_length(email) between 3 and 254)
	)`,
	`create unique index accounts_email_key on accounts (email)`,
	`create table holdings (
		id bigint generated always as identity primary key,
		post_id bigint not null references posts (id),
		person_id bigint not null references people (id),
		since timestamptz(3) not null,
		until timestamptz(3),
		constraint holdings_order_check check (until is null or until >= since)
	)`,
	`create unique index holdings_current_key on holdings (post_id, person_id) where until is null`,
	`create index holdings_person_id_index on holdings (person_id)`,

	// The number names a session on its owner's page, which never shows the id or its digest.
	`create table sessions (
		id_hash text primary key,
		number bigint generated always as identity unique,
		person_id bigint not null references people (id),
		acting_post_id bigint references posts (id),
		created_at timestamptz(3) not null,
		last_seen_at timestamptz(3) not null,
		expires_at timestamptz(3) not null,
		renew boolean not null default false,
		user_agent text not null default ''
	)`,
	`create index sessions_person_id_index on sessions (person_id)`,
	`create table password_links (
		token_hash text primary key,
		person_id bigint not null references people (id),
		created_at timestamptz(3) not null,
		expires_at timestamptz(3) not null,
		used_at timestamptz(3)
	)`,
	`create index password_links_person_id_index on password_links (person_id)`,
	`create table sign_in_attempts (
		key text primary key,
		failures integer not null,
		last_failure_at timestamptz(3) not null,
		blocked_until timestamptz(3)
	)`,
	`create table form_submissions (
		person_id bigint not null references people (id),
		key uuid not null,
		body_hash text not null,
		location text,
		created_at timestamptz(3) not null default app_now(),
		primary key (person_id, key, body_hash)
	)`,
	`create index form_submissions_created_at_index on form_submissions (created_at)`,

	`create function app_is_administrator() returns boolean language sql stable security definer set search_path = public, pg_temp as
		$$ select exists (select from accounts where person_id = app_person_id() and is_administrator and disabled_at is null) $$`,
	`create function app_post_ids() returns setof bigint language sql stable security definer set search_path = public, pg_temp as
		$$ select post_id from holdings
			where person_id = app_person_id() and since <= app_now() and (until is null or until > app_now()) $$`,

	...[
		'departments',
		'department_names',
		'posts',
		'people',
		'accounts',
		'holdings',
		'sessions',
		'password_links',
		'sign_in_attempts',
		'form_submissions'
	].map((table) => `alter table ${table} enable row level security`),

	// Names of departments, posts and people are known to everybody who is signed in; only the administrator writes them.
	...['departments', 'department_names', 'posts', 'people', 'holdings'].flatMap((table) => [
		`grant select, insert, update on ${table} to throughline_app`,
		`create policy ${table}_read on ${table} for select to throughline_app using ((select app_person_id()) is not null)`,
		`create policy ${table}_insert on ${table} for insert to throughline_app with check ((select app_is_administrator()))`,
		`create policy ${table}_update on ${table} for update to throughline_app using ((select app_is_administrator()))`,
		`grant select on ${table} to throughline_sign_in, throughline_operator, throughline_jobs`,
		`create policy ${table}_system on ${table} for select to throughline_sign_in, throughline_operator, throughline_jobs using (true)`
	]),
	`grant select on departments_today to throughline_app, throughline_sign_in, throughline_operator, throughline_jobs`,
	// The first administrator is made before anybody can sign in.
	`grant insert on people to throughline_operator`,
	`create policy people_operator_insert on people for insert to throughline_operator with check (true)`,

	// The password hash is a column that the acting role cannot read or write.
	`grant select (person_id, email, is_administrator, may_create_reviews, disabled_at, revision, password_changed_at) on accounts to throughline_app`,
	`grant insert (person_id, email, is_administrator, may_create_reviews) on accounts to throughline_app`,
	`grant update (email, is_administrator, may_create_reviews, disabled_at, revision) on accounts to throughline_app`,
	`create policy accounts_read on accounts for select to throughline_app
		using (person_id = (select app_person_id()) or (select app_is_administrator()))`,
	`create policy accounts_insert on accounts for insert to throughline_app with check ((select app_is_administrator()))`,
	`create policy accounts_update on accounts for update to throughline_app using ((select app_is_administrator()))`,
	`grant select on accounts to throughline_sign_in, throughline_operator`,
	`grant update (password_hash, password_changed_at) on accounts to throughline_sign_in`,
	`grant insert, update on accounts to throughline_operator`,
	`create policy accounts_system on accounts to throughline_sign_in, throughline_operator using (true) with check (true)`,

	`grant select, delete, update (acting_post_id, renew) on sessions to throughline_app`,
	`create policy sessions_own on sessions to throughline_app
		using (person_id = (select app_person_id()) or (select app_is_administrator()))`,
	`grant select, insert, update, delete on sessions to throughline_sign_in`,
	`create policy sessions_system on sessions to throughline_sign_in using (true) with check (true)`,
	`grant select, insert, update, delete on password_links to throughline_sign_in`,
	`create policy password_links_system on password_links to throughline_sign_in using (true) with check (true)`,
	`grant insert, delete on password_links to throughline_app`,
	`grant select (person_id) on password_links to throughline_app`,
	`create policy password_links_read on password_links for select to throughline_app using ((select app_is_administrator()))`,
	`create policy password_links_issue on password_links for insert to throughline_app with check ((select app_is_administrator()))`,
	`create policy password_links_revoke on password_links for delete to throughline_app using ((select app_is_administrator()))`,
	`grant select, insert, update, delete on sign_in_attempts to throughline_sign_in`,
	`create policy sign_in_attempts_system on sign_in_attempts to throughline_sign_in using (true) with check (true)`,

	`grant select, insert, update, delete on form_submissions to throughline_app`,
	`create policy form_submissions_own on form_submissions to throughline_app
		using (person_id = (select app_person_id())) with check (person_id = (select app_person_id()))`
];
