import { type Kysely, sql } from 'kysely';

/** Meetings of the group: the agenda, who came, what was said and decided there, the minute, and what was put right later. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;

const statements = [
	`create table meetings (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		title text not null,
		meets_on date not null,
		/* By the clocks of London. */
		starts_at text not null,
		/* A room, or how to join a call. */
		place text not null,
		chair_post_id bigint not null references posts (id),
		/* Officials and others in the room, as the minute prints them. */
		also_present text,
		state text not null default 'planned',
		cancelled_because text,
		held_at timestamptz(3),
		/* What the minute says, frozen as text when the meeting is closed. */
		minute text,
		minute_sha256 text,
		revision integer not null default 1,
		created_by_post_id bigint not null references posts (id),
		created_at timestamptz(3) not null default app_now(),
		constraint meetings_number_key unique (review_id, number),
		constraint meetings_review_key unique (review_id, id),
		constraint meetings_state_check check (state in ('planned', 'held', 'cancelled')),
		constraint meetings_starts_at_check check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
		constraint meetings_length_check check (char_length(title) between 1 and 200 and char_length(place) between 1 and 300
			and char_length(also_present) <= 2000 and char_length(cancelled_because) between 1 and 1000),
		constraint meetings_cancelled_check check ((state = 'cancelled') = (cancelled_because is not null)),
		constraint meetings_held_check check ((state = 'held') = (held_at is not null) and (state = 'held') = (minute is not null)
			and (minute is null) = (minute_sha256 is null))
	)`,
	`create index meetings_date_index on meetings (review_id, meets_on desc, number desc)`,

	/* The agenda: recommendations, and free items before or after them. What was decided on each stands with it. */
	`create table meeting_items (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		meeting_id bigint not null,
		rank integer not null,
		recommendation_id bigint,
		title text,
		/* For a free item: who leads on it, or what it is about. */
		note text,
		/* A free item that stands after the recommendations. */
		at_end boolean not null default false,
		outcome text,
		words text,
		decided_version integer,
		decided_by_person_id bigint references people (id),
		decided_by_post_id bigint references posts (id),
		decided_at timestamptz(3),
		constraint meeting_items_recommendation_key unique (meeting_id, recommendation_id),
		foreign key (review_id, meeting_id) references meetings (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id),
		foreign key (recommendation_id, decided_version) references recommendation_versions (recommendation_id, version),
		constraint meeting_items_kind_check check ((recommendation_id is null) = (title is not null)),
		constraint meeting_items_length_check check (char_length(title) between 1 and 200 and char_length(note) <= 500
			and char_length(words) between 1 and 3000),
		constraint meeting_items_outcome_check check (outcome in ('recommended', 'deferred', 'reworded', 'not_taken_forward', 'noted')
			and (outcome = 'noted') = (recommendation_id is null)),
		constraint meeting_items_decided_check check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by_post_id is null)
			and (decided_version is null) = (outcome is null or recommendation_id is null)),
		constraint meeting_items_words_check check (outcome is null or outcome = 'recommended' or words is not null)
	)`,
	`create index meeting_items_recommendation_id_index on meeting_items (recommendation_id) where recommendation_id is not null`,

	`create table meeting_attendance (
		review_id bigint not null,
		meeting_id bigint not null,
		post_id bigint not null references posts (id),
		presence text not null,
		/* Who was in the room for the post, by name. */
		who text,
		primary key (meeting_id, post_id),
		foreign key (review_id, meeting_id) references meetings (review_id, id),
		constraint meeting_attendance_presence_check check (presence in ('present', 'substitute', 'apologies')),
		constraint meeting_attendance_who_check check (char_length(who) between 1 and 200 and (presence <> 'substitute' or who is not null))
	)`,

	/* Positions that the secretariat noted as they were said; the office confirms each, or gives another. */
	`create table meeting_positions (
		answer_id bigint primary key,
		review_id bigint not null,
		meeting_id bigint not null,
		post_id bigint not null references posts (id),
		confirmed_at timestamptz(3),
		confirmed_by_person_id bigint references people (id),
		confirmed_by_post_id bigint references posts (id),
		foreign key (review_id, answer_id) references answers (review_id, id),
		foreign key (review_id, meeting_id) references meetings (review_id, id),
		constraint meeting_positions_confirmed_check check ((confirmed_at is null) = (confirmed_by_person_id is null)
			and (confirmed_at is null) = (confirmed_by_post_id is null))
	)`,
	`create index meeting_positions_waiting_index on meeting_positions (review_id, post_id) where confirmed_at is null`,
	`create index meeting_positions_meeting_id_index on meeting_positions (meeting_id)`,

	/* A minute is never edited: what is wrong in it is put right by an entry of its own, printed with it. */
	`create table meeting_corrections (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		meeting_id bigint not null,
		text text not null,
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		recorded_at timestamptz(3) not null default app_now(),
		foreign key (review_id, meeting_id) references meetings (review_id, id),
		constraint meeting_corrections_length_check check (char_length(text) between 1 and 3000)
	)`,
	`create index meeting_corrections_meeting_id_index on meeting_corrections (meeting_id, id)`,

	`alter table actions add foreign key (review_id, meeting_id) references meetings (review_id, id)`,
	`create index actions_meeting_id_index on actions (meeting_id) where meeting_id is not null`,
	`create index actions_recommendation_id_index on actions (recommendation_id) where recommendation_id is not null`,
	`create index actions_owner_post_id_index on actions (owner_post_id) where done_on is null and dropped_because is null`,

	/* Held is final, for every command and every hand. */
	`create function refuse_change_of_held_meeting() returns trigger language plpgsql as $$
		begin
			if tg_table_name = 'meetings' then
				if old.state = 'held' then raise exception 'a held meeting is not changed' using errcode = '23514'; end if;
			elsif exists (select from meetings m where m.state = 'held'
				and m.id = case when tg_op = 'DELETE' then old.meeting_id else new.meeting_id end) then
				raise exception 'a held meeting is not changed' using errcode = '23514';
			end if;
			return case when tg_op = 'DELETE' then old else new end;
		end $$`,
	`create trigger meetings_held before update or delete on meetings for each row execute function refuse_change_of_held_meeting()`,
	...['meeting_items', 'meeting_attendance'].map(
		(table) =>
			`create trigger ${table}_held before insert or update or delete on ${table} for each row execute function refuse_change_of_held_meeting()`
	),

	...['meetings', 'meeting_items', 'meeting_attendance', 'meeting_positions', 'meeting_corrections'].flatMap(
		(table) => [
			`alter table ${table} enable row level security`,
			`create policy ${table}_member on ${table} to throughline_app using (${member}) with check (${member})`
		]
	),
	`grant select, insert, update on meetings, meeting_positions to throughline_app`,
	`grant select, insert, update, delete on meeting_items, meeting_attendance to throughline_app`,
	`grant select, insert on meeting_corrections to throughline_app`
];
