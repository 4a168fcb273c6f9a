import { type Kysely, sql } from 'kysely';

/**
 * Posts, not people: reshuffles that are prepared and then carried out in one act, departments that go over into others,
 * and the mail that tells people how much waits for them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
	/* A reshuffle as it is prepared, and as it was carried out. Only administrators know of it before its hour. */
	`create table reshuffles (
		id bigint generated always as identity primary key,
		title text not null,
		/* Null where it takes effect when it is carried out; then it says when that was. */
		takes_effect_at timestamptz(3),
		state text not null default 'prepared',
		prepared_by_person_id bigint not null references people (id),
		prepared_at timestamptz(3) not null default app_now(),
		ended_by_person_id bigint references people (id),
		ended_at timestamptz(3),
		revision integer not null default 1,
		constraint reshuffles_state_check check (state in ('prepared', 'carried_out', 'dropped')),
		constraint reshuffles_ended_check check ((state = 'prepared') = (ended_at is null) and (ended_at is null) = (ended_by_person_id is null)),
		constraint reshuffles_effect_check check (state <> 'carried_out' or takes_effect_at is not null),
		constraint reshuffles_title_length_check check (char_length(title) between 1 and 200)
	)`,
	/* What it does to each post: who leaves it, who comes. Somebody without an account yet is made by the act itself. */
	`create table reshuffle_changes (
		reshuffle_id bigint not null references reshuffles (id),
		rank integer not null,
		post_id bigint not null references posts (id),
		/* As it stood when it was prepared: were somebody else in the post by now, the plan would not be what was read. */
		leaving_holding_id bigint references holdings (id),
		person_id bigint references people (id),
		new_name text,
		new_email text,
		primary key (reshuffle_id, rank),
		constraint reshuffle_changes_new_check check ((new_name is null) = (new_email is null) and (new_name is null or person_id is null)),
		constraint reshuffle_changes_something_check check (leaving_holding_id is not null or person_id is not null or new_name is not null),
		constraint reshuffle_changes_length_check check (char_length(new_name) between 1 and 200 and char_length(new_email) between 3 and 254)
	)`,
	/* Departments that went over into others, wholly or in part. What the old one is called since then is in its names. */
	`create table department_successions (
		department_id bigint not null references departments (id),
		successor_id bigint not null references departments (id),
		since date not null,
		/* The department ended with it; otherwise it goes on with what it kept. */
		is_whole boolean not null,
		recorded_at timestamptz(3) not null default app_now(),
		primary key (department_id, successor_id, since),
		constraint department_successions_other_check check (department_id <> successor_id)
	)`,
	`create unique index department_successions_whole_key on department_successions (department_id) where is_whole`,
	`create index department_successions_successor_index on department_successions (successor_id)`,

	...['reshuffles', 'reshuffle_changes', 'department_successions'].map(
		(table) => `alter table ${table} enable row level security`
	),
	...['reshuffles', 'reshuffle_changes'].map(
		(table) => `create policy ${table}_administrators on ${table} to throughline_app
			using ((select app_is_administrator())) with check ((select app_is_administrator()))`
	),
	`grant select, insert, update on reshuffles to throughline_app`,
	`grant select, insert, update, delete on reshuffle_changes to throughline_app`,
	`grant select, insert on department_successions to throughline_app`,
	`create policy department_successions_read on department_successions for select to throughline_app using ((select app_person_id()) is not null)`,
	`create policy department_successions_insert on department_successions for insert to throughline_app with check ((select app_is_administrator()))`,

	/*
	 * What goes with a post, for whoever looks after posts: roles and how many of each kind of task, from every review and
	 * without a word of any. Null for everybody else.
	 */
	`create function post_tasks(of_post bigint) returns table (kind text, name text, count bigint)
		language sql stable security definer set search_path = public, pg_temp as $$
		select found.* from (
			select 'role' as kind, m.role as name, count(*) as count from memberships m join reviews r on r.id = m.review_id
				where m.post_id = of_post and m.ended_at is null and r.state = 'open' group by m.role
			union all
			select 'task', 'position', count(*) from memberships m join recommendations c on c.review_id = m.review_id
				join reviews r on r.id = m.review_id
				where m.post_id = of_post and m.role = 'minister' and m.ended_at is null and r.state = 'open' and c.state = 'proposed'
				and not exists (select from answers a where a.recommendation_id = c.id and a.post_id = of_post and a.kind = 'position'
					and a.subject_version >= c.material_version)
			union all
			select 'task', 'reply', count(*) from round_addressees d join write_rounds w on w.id = d.round_id
				where d.post_id = of_post and w.issued_on is not null and w.withdrawn_at is null
				and not exists (select from replies p where p.round_id = d.round_id and p.team_id = d.team_id)
				and not exists (select from clearances e where e.round_id = w.id and e.outcome in ('cleared', 'refused'))
			union all
			select 'task', 'letter_to_sign', count(*) from letters l
				where l.sender_post_id = of_post and l.cleared_version = l.version and l.signed_on is null and l.withdrawn_at is null
			union all
			select 'task', 'letter_to_answer', count(*) from letters l
				where l.addressee_post_id = of_post and l.issued_at is not null and l.withdrawn_at is null and exists (
					select from letter_asks k where k.letter_id = l.id and k.ask <> 'note' and not exists (
						select from letter_answers s where s.letter_id = k.letter_id and s.recommendation_id = k.recommendation_id))
			union all
			select 'task', 'condition', count(*) from conditions c
				where c.owner_post_id = of_post and c.handled is null and c.ticked_at is null
			union all
			select 'task', 'action', count(*) from actions a
				where a.owner_post_id = of_post and a.done_on is null and a.dropped_because is null
			union all
			select 'session', 'acting', count(*) from sessions s where s.acting_post_id = of_post and s.expires_at > app_now()
		) found
		where app_is_administrator() and found.count > 0 $$`,

	/* One identity for each message, the same at every attempt; and since when it is being handed over. */
	`alter table mail add column message_id text`,
	`alter table mail add column sending_since timestamptz(3)`,
	`create index mail_page_index on mail (id desc)`,
	`create index mail_review_page_index on mail (review_id, id desc)`,
	/* Whoever holds this row is the one that takes the next message, so that the limit of an hour is kept by all instances. */
	`create table mail_turn (
		id integer primary key default 1,
		taken_at timestamptz(3),
		constraint mail_turn_one_check check (id = 1)
	)`,
	`insert into mail_turn default values`,
	/* Reminders are made once a day; a run that an ended process left is taken up again. */
	`create table reminder_runs (
		day date primary key,
		started_at timestamptz(3) not null,
		finished_at timestamptz(3)
	)`,
	`create table mail_preferences (
		person_id bigint primary key references people (id),
		digest text not null,
		constraint mail_preferences_digest_check check (digest in ('daily', 'weekly', 'off'))
	)`,
	...['mail_turn', 'reminder_runs', 'mail_preferences'].map(
		(table) => `alter table ${table} enable row level security`
	),
	`grant select, update on mail_turn to throughline_jobs`,
	`create policy mail_turn_jobs on mail_turn to throughline_jobs using (true) with check (true)`,
	`grant select, insert, update on reminder_runs to throughline_jobs`,
	`create policy reminder_runs_jobs on reminder_runs to throughline_jobs using (true) with check (true)`,
	`grant select, insert, update on mail_preferences to throughline_app`,
	`create policy mail_preferences_own on mail_preferences to throughline_app
		using (person_id = (select app_person_id())) with check (person_id = (select app_person_id()))`,

	/* Who may be reminded of what waits in which open review: those with an open account and a part in it, where it sends reminders. */
	`create function people_to_remind() returns table (person_id bigint, email text, digest text, review_id bigint, nation text)
		language sql stable security definer set search_path = public, pg_temp as $$
		select distinct h.person_id, a.email, coalesce(p.digest, 'daily'), r.id, s.nation
		from review_settings s
			join reviews r on r.id = s.review_id and r.state = 'open'
			join memberships m on m.review_id = r.id and m.ended_at is null
			join holdings h on h.post_id = m.post_id and h.since <= app_now() and (h.until is null or h.until > app_now())
			join accounts a on a.person_id = h.person_id and a.disabled_at is null
			left join mail_preferences p on p.person_id = h.person_id
		where s.sends_reminders
		order by h.person_id, r.id $$`,
	`revoke execute on function people_to_remind() from public`,
	`grant execute on function people_to_remind() to throughline_jobs`,

	/* One page of what is in the mail, newest first: to whom, of what kind, what became of it. Never words or enclosures. */
	`create function mail_page(of_review bigint, in_state text, before bigint, at_most integer)
		returns table (id bigint, review_id bigint, kind text, to_address text, state text, attempts integer, failed_because text,
			queued_at timestamptz, next_attempt_at timestamptz, sent_at timestamptz)
		language sql stable security definer set search_path = public, pg_temp as $$
		select m.id, m.review_id, m.kind, m.to_address, m.state, m.attempts, m.failed_because, m.queued_at, m.next_attempt_at, m.sent_at
		from mail m
		where ((of_review is null and app_is_administrator()) or (m.review_id = of_review and of_review in (select app_review_ids_as('secretariat'))))
			and (in_state is null or m.state = in_state) and (before is null or m.id < before)
		order by m.id desc limit least(at_most, 101) $$`,
	`create function mail_counts(of_review bigint) returns table (state text, count bigint)
		language sql stable security definer set search_path = public, pg_temp as $$
		select m.state, count(*) from mail m
		where (of_review is null and app_is_administrator()) or (m.review_id = of_review and of_review in (select app_review_ids_as('secretariat')))
		group by m.state $$`,
	/*
	 * Queues a message again, or cancels it; locks it first. Answers 'done', the state that does not allow it, or null where
	 * there is no such message for whoever asks.
	 */
	`create function decide_mail(message bigint, of_review bigint, wanted text) returns text
		language plpgsql volatile security definer set search_path = public, pg_temp as $$
		declare found mail;
		begin
			select * into found from mail where id = message for update;
			if found.id is null or not coalesce((of_review is null and app_is_administrator())
					or (found.review_id = of_review and of_review in (select app_review_ids_as('secretariat'))), false) then
				return null;
			end if;
			if wanted = 'queued' and found.state = 'failed' then
				update mail set state = 'queued', attempts = 0, next_attempt_at = app_now(), failed_because = null where id = message;
			elsif wanted = 'cancelled' and found.state in ('queued', 'failed') then
				update mail set state = 'cancelled' where id = message;
			else
				return found.state;
			end if;
			return 'done';
		end $$`
];
