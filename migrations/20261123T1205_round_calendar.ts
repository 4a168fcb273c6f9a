import { type Kysely, sql } from 'kysely';

/** How long a committee gives for replies, what a round gave, and the days on which nobody can be expected to answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;

const statements = [
	/* Null takes what the rules of the round say. */
	`alter table committees add column reply_days integer`,
	`alter table committees add constraint committees_reply_days_check check (reply_days between 1 and 100)`,
	/* What the round should give, kept from its rules or its committee when it was prepared, and what it gave when it was issued. */
	`alter table write_rounds add column clear_days integer not null default 10`,
	`alter table write_rounds alter column clear_days drop default`,
	`alter table write_rounds add column given_days integer`,
	`alter table write_rounds add constraint write_rounds_days_check check (clear_days between 1 and 100 and given_days >= 0)`,
	`alter table write_rounds add constraint write_rounds_given_check check ((given_days is null) = (issued_on is null))`,
	`alter table write_rounds add constraint write_rounds_short_notice_check
		check (given_days is null or given_days >= clear_days or short_notice_because is not null)`,

	/* Recess and pre-election periods, as the secretariat enters them from what Parliament and the Cabinet Office announce. */
	`create table calendar_periods (
		id bigint generated always as identity primary key,
		review_id bigint not null references reviews (id),
		kind text not null,
		name text not null,
		starts_on date not null,
		ends_on date not null,
		created_at timestamptz(3) not null default app_now(),
		constraint calendar_periods_once_key unique (review_id, kind, starts_on),
		constraint calendar_periods_kind_check check (kind in ('recess', 'pre_election')),
		constraint calendar_periods_order_check check (ends_on >= starts_on),
		constraint calendar_periods_length_check check (ends_on - starts_on <= 200),
		constraint calendar_periods_name_length_check check (char_length(name) between 1 and 200)
	)`,
	`alter table calendar_periods enable row level security`,
	`create policy calendar_periods_member on calendar_periods to throughline_app using (${member}) with check (${member})`,
	`grant select, insert, delete on calendar_periods to throughline_app`
];
