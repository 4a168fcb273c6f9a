import { type Kysely, sql } from 'kysely';

/** The days for replies that write-rounds had before they were put off. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const member = `review_id = any (array(select app_review_ids()))`;

const statements = [
	/* Each time the day for replies was put off. The round has the day of today, and here is what it was before. */
	`create table round_extensions (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		round_id bigint not null,
		earlier_reply_by date not null,
		reply_by date not null,
		because text not null,
		person_id bigint not null references people (id),
		post_id bigint not null references posts (id),
		extended_at timestamptz(3) not null default app_now(),
		foreign key (review_id, round_id) references write_rounds (review_id, id),
		constraint round_extensions_later_check check (reply_by > earlier_reply_by),
		constraint round_extensions_because_length_check check (char_length(because) between 1 and 1000)
	)`,
	`create index round_extensions_round_id_index on round_extensions (round_id, id)`,
	`alter table round_extensions enable row level security`,
	`create policy round_extensions_with_round on round_extensions to throughline_app
		using (${member} and round_id in (select id from write_rounds))
		with check (review_id = any (array(select app_review_ids_as('secretariat'))))`,
	`grant select, insert on round_extensions to throughline_app`
];
