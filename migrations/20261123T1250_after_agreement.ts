import { type Kysely, sql } from 'kysely';

/** What follows agreement: announcement and delivery, reports on actions, and undertakings that were made in public. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;

const statements = [
	/* Where an announcement or the evidence of delivery can be read, which department delivered, and what a record puts right. */
	`alter table decisions add column link text`,
	`alter table decisions add column team_id bigint`,
	`alter table decisions add column corrects_id bigint`,
	`alter table decisions add constraint decisions_review_key unique (review_id, id)`,
	`alter table decisions add foreign key (review_id, corrects_id) references decisions (review_id, id)`,
	`alter table decisions add column because text`,
	`alter table decisions add foreign key (review_id, team_id) references teams (review_id, id)`,
	`alter table decisions add constraint decisions_delivery_check check ((kind = 'delivery') = (team_id is not null))`,
	`alter table decisions add constraint decisions_correction_check check ((corrects_id is null) = (because is null)
		and (corrects_id is null or kind in ('publication', 'delivery')) and char_length(because) between 1 and 1000)`,
	`alter table decisions add constraint decisions_link_length_check check (char_length(link) between 1 and 2000)`,
	`drop index decisions_once_key`,
	`create unique index decisions_once_key on decisions (recommendation_id, version, kind, post_id)
		where kind not in ('publication', 'delivery')`,
	// Announced once and delivered once, whoever records it; a record is put right once, by the one that follows it.
	`create unique index decisions_outcome_key on decisions (recommendation_id, version, kind)
		where kind in ('publication', 'delivery') and corrects_id is null`,
	`create unique index decisions_corrects_key on decisions (corrects_id) where corrects_id is not null`,
	`create index decisions_recommendation_id_index on decisions (recommendation_id, kind, id)`,

	/* What was reported back on an action, for which day. Appended. */
	`create table action_reports (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		action_id bigint not null,
		/* The day that the action named when this was said. */
		due_on date not null,
		reported_on date not null,
		reported_to text not null,
		words text not null,
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		recorded_at timestamptz(3) not null default app_now(),
		foreign key (review_id, action_id) references actions (review_id, id),
		constraint action_reports_length_check check (char_length(reported_to) between 1 and 200 and char_length(words) between 1 and 2000)
	)`,
	`create unique index action_reports_once_key on action_reports (action_id, due_on)`,
	`create index actions_report_index on actions (review_id, report_back_on, number) where report_back_on is not null`,

	/* A promise made in public. Its words are kept as they were said; where the record was corrected, that is a row of its own. */
	`create table undertakings (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		number integer not null,
		place text not null,
		made_on date not null,
		/* The column of Hansard, the paragraph of a report, the page of a letter. */
		source text not null,
		link text,
		words text not null,
		/* Who made it: a post that the review knows, or somebody else as the record names them. */
		made_by_post_id bigint references posts (id),
		made_by text,
		owner_post_id bigint not null references posts (id),
		due_on date,
		met_on date,
		met_by text,
		/* What met it, in words: they stand also for readers who do not see the record that is named. */
		met_words text,
		met_snapshot_id bigint,
		met_recommendation_id bigint,
		met_letter_id bigint,
		withdrawn_on date,
		withdrawn_because text,
		revision integer not null default 1,
		created_by_post_id bigint not null references posts (id),
		created_at timestamptz(3) not null default app_now(),
		constraint undertakings_number_key unique (review_id, number),
		constraint undertakings_review_key unique (review_id, id),
		foreign key (review_id, met_snapshot_id) references snapshots (review_id, id),
		foreign key (review_id, met_recommendation_id) references recommendations (review_id, id),
		foreign key (review_id, met_letter_id) references letters (review_id, id),
		constraint undertakings_place_check check (place in ('commons', 'lords', 'committee', 'press', 'letter')),
		constraint undertakings_length_check check (char_length(source) between 1 and 500 and char_length(link) between 1 and 2000
			and char_length(words) between 1 and 5000 and char_length(made_by) between 1 and 200
			and char_length(met_words) between 1 and 2000 and char_length(withdrawn_because) between 1 and 1000),
		constraint undertakings_made_by_check check ((made_by_post_id is null) <> (made_by is null)),
		constraint undertakings_due_check check (due_on >= made_on),
		constraint undertakings_met_check check ((met_on is null) = (met_by is null) and (met_on is null) = (met_words is null)
			and met_on >= made_on),
		constraint undertakings_met_by_check check (met_by in ('paper', 'recommendation', 'letter', 'words')
			and (met_by = 'paper') = (met_snapshot_id is not null) and (met_by = 'recommendation') = (met_recommendation_id is not null)
			and (met_by = 'letter') = (met_letter_id is not null)),
		constraint undertakings_withdrawn_check check ((withdrawn_on is null) = (withdrawn_because is null)
			and (withdrawn_on is null or met_on is null))
	)`,
	`create index undertakings_due_index on undertakings (review_id, coalesce(due_on, date '9999-12-31'), number)`,
	/* Which recommendations it touches. */
	`create table undertaking_recommendations (
		undertaking_id bigint not null,
		recommendation_id bigint not null,
		review_id bigint not null,
		primary key (undertaking_id, recommendation_id),
		foreign key (review_id, undertaking_id) references undertakings (review_id, id),
		foreign key (review_id, recommendation_id) references recommendations (review_id, id)
	)`,
	`create index undertaking_recommendations_recommendation_id_index on undertaking_recommendations (recommendation_id)`,
	/* The words as they were corrected in public: the last of them are what was undertaken. Appended. */
	`create table undertaking_corrections (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		undertaking_id bigint not null,
		words text not null,
		corrected_on date not null,
		source text not null,
		because text not null,
		recorded_by_person_id bigint not null references people (id),
		recorded_by_post_id bigint not null references posts (id),
		recorded_at timestamptz(3) not null default app_now(),
		foreign key (review_id, undertaking_id) references undertakings (review_id, id),
		constraint undertaking_corrections_length_check check (char_length(words) between 1 and 5000
			and char_length(source) between 1 and 500 and char_length(because) between 1 and 1000)
	)`,
	`create index undertaking_corrections_undertaking_id_index on undertaking_corrections (undertaking_id, id desc)`,

	...['action_reports', 'undertakings', 'undertaking_recommendations', 'undertaking_corrections'].flatMap((table) => [
		`alter table ${table} enable row level security`,
		`create policy ${table}_member on ${table} to throughline_app using (${member}) with check (${member})`
	]),
	`grant select, insert on action_reports, undertaking_corrections to throughline_app`,
	`grant select, insert, update on undertakings to throughline_app`,
	`grant select, insert, delete on undertaking_recommendations to throughline_app`
];
