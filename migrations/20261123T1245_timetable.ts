import { type Kysely, sql } from 'kysely';

/** A review's timetable, counted back from a Cabinet date; what was moved in it; and the private links by which calendars read it. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;

const statements = [
	/* How the days of a review's timetable are counted; the Cabinet date is its milestone of that kind. */
	`create table timetables (
		review_id bigint primary key references reviews (id),
		/* The template that the milestones were made from; null while there are key dates alone. */
		template text,
		edition text,
		/* Whose bank holidays are avoided. */
		england boolean not null default true,
		wales boolean not null default true,
		scotland boolean not null default true,
		northern_ireland boolean not null default true,
		avoids_recess boolean not null default true,
		avoids_pre_election boolean not null default true,
		/* Moves with every change of any milestone: consequences are shown for the days that somebody read. */
		revision integer not null default 1,
		constraint timetables_template_check check ((template is null) = (edition is null) and char_length(template) <= 60 and char_length(edition) <= 60)
	)`,

	`alter table milestones add column kind text not null default 'key_date'`,
	/* The step of the template that it was made from. */
	`alter table milestones add column step text`,
	`alter table milestones add column owner_post_id bigint references posts (id)`,
	/* Working days before the Cabinet date, negative after it; null for a day that does not follow it. */
	`alter table milestones add column days_before integer`,
	/* What it comes after, and by how many working days at least; clear days leave out both ends. */
	`alter table milestones add column after_id bigint`,
	`alter table milestones add column after_days integer`,
	`alter table milestones add column after_clear boolean not null default false`,
	`alter table milestones add column done_on date`,
	/* Calendars outside the application show no name of it. */
	`alter table milestones add column sensitive boolean not null default false`,
	/* By which calendars know it again. */
	`alter table milestones add column uid uuid not null default gen_random_uuid()`,
	`alter table milestones add column revision integer not null default 1`,
	`alter table milestones add constraint milestones_review_key unique (review_id, id)`,
	`alter table milestones add constraint milestones_after_fkey foreign key (review_id, after_id)
		references milestones (review_id, id) on delete set null (after_id)`,
	`alter table milestones add constraint milestones_kind_check check (kind in ('key_date', 'group', 'letters', 'answers', 'paper',
		'comments', 'treasury', 'round_issue', 'round_replies', 'settling', 'clearance', 'lodging', 'cabinet', 'announcement'))`,
	`alter table milestones add constraint milestones_after_check check (after_id is null or (after_days is not null and after_id <> id))`,
	`alter table milestones add constraint milestones_days_check check (days_before between -20000 and 20000 and after_days between 0 and 200)`,
	`alter table milestones add constraint milestones_step_length_check check (char_length(step) between 1 and 60)`,
	`create unique index milestones_cabinet_key on milestones (review_id) where kind = 'cabinet'`,
	`create unique index milestones_step_key on milestones (review_id, step) where step is not null`,
	`create index milestones_after_index on milestones (review_id, after_id) where after_id is not null`,

	/* What was moved, from which day to which, in one act with what else. Kept when the milestone is gone. */
	`create table milestone_moves (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		milestone_id bigint not null,
		title text not null,
		/* Null where the milestone was made. */
		from_on date,
		to_on date not null,
		because text,
		act uuid not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		moved_at timestamptz(3) not null default app_now(),
		constraint milestone_moves_length_check check (char_length(title) between 1 and 200 and char_length(because) between 1 and 500)
	)`,
	`create index milestone_moves_review_index on milestone_moves (review_id, id desc)`,
	`create index milestone_moves_milestone_index on milestone_moves (milestone_id, id desc)`,

	/* One private link a person; only its digest is kept. */
	`create table calendar_feeds (
		person_id bigint primary key references people (id),
		token_hash text not null,
		made_at timestamptz(3) not null default app_now(),
		last_read_at timestamptz(3),
		constraint calendar_feeds_token_key unique (token_hash)
	)`,

	...['timetables', 'milestone_moves', 'calendar_feeds'].map(
		(table) => `alter table ${table} enable row level security`
	),
	...['timetables', 'milestone_moves'].map(
		(table) => `create policy ${table}_member on ${table} to throughline_app using (${member}) with check (${member})`
	),
	`grant select, insert, update on timetables to throughline_app`,
	`grant select, insert on milestone_moves to throughline_app`,
	`create policy calendar_feeds_own on calendar_feeds to throughline_app
		using (person_id = (select app_person_id())) with check (person_id = (select app_person_id()))`,
	`grant select (person_id, made_at, last_read_at), insert, update, delete on calendar_feeds to throughline_app`,
	// Whose link it is must be known before anybody acts.
	`create policy calendar_feeds_system on calendar_feeds to throughline_sign_in using (true) with check (true)`,
	`grant select on calendar_feeds to throughline_sign_in`,
	`grant update (last_read_at) on calendar_feeds to throughline_sign_in`
];
