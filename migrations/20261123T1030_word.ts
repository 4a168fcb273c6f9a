import { type Kysely, sql } from 'kysely';

/** Copies of a paper that went out for comment as Word files, and what was in those that came back. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const secretariat = `review_id = any (array(select app_review_ids_as('secretariat')))`;

const statements = [
	/* The file itself is kept: what came back is compared with what was sent, read in the same way. */
	`create table word_copies (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		token text not null,
		snapshot_number integer,
		sent text not null,
		bytes bytea not null,
		sha256 text not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		made_at timestamptz(3) not null default app_now(),
		constraint word_copies_token_key unique (token),
		constraint word_copies_paper_key unique (paper_id, id),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, snapshot_number) references snapshots (paper_id, number),
		constraint word_copies_token_check check (token ~ '^[0-9a-f]{24}$')
	)`,
	`create index word_copies_paper_id_index on word_copies (paper_id, id desc)`,
	/* What a returned file says, as it was shown to whoever confirmed it; its hash is in the record of changes. */
	`create table word_returns (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		copy_id bigint not null,
		file_name text not null,
		sha256 text not null,
		found text not null,
		person_id bigint not null references people (id),
		post_id bigint references posts (id),
		received_at timestamptz(3) not null default app_now(),
		state text not null default 'waiting',
		brought_in_at timestamptz(3),
		manifest_sha256 text,
		outcome text,
		constraint word_returns_file_key unique (copy_id, sha256),
		foreign key (review_id, paper_id) references papers (review_id, id),
		foreign key (paper_id, copy_id) references word_copies (paper_id, id),
		constraint word_returns_file_name_length_check check (char_length(file_name) <= 200),
		constraint word_returns_state_check check (state in ('waiting', 'brought_in')),
		constraint word_returns_brought_in_check check ((state = 'brought_in') = (brought_in_at is not null and manifest_sha256 is not null and outcome is not null))
	)`,
	`create index word_returns_paper_id_index on word_returns (paper_id, id desc)`,

	`alter table word_copies enable row level security`,
	`alter table word_returns enable row level security`,
	`create policy word_copies_of_secretariat on word_copies to throughline_app using (${secretariat}) with check (${secretariat})`,
	`create policy word_returns_read on word_returns for select to throughline_app using (${secretariat})`,
	`create policy word_returns_insert on word_returns for insert to throughline_app with check (${secretariat})`,
	`create policy word_returns_update on word_returns for update to throughline_app using (${secretariat} and state = 'waiting') with check (${secretariat})`,
	`create policy word_returns_delete on word_returns for delete to throughline_app using (${secretariat} and state = 'waiting')`,
	`grant select, insert on word_copies to throughline_app`,
	`grant select, insert, delete on word_returns to throughline_app`,
	`grant update (state, brought_in_at, manifest_sha256, outcome) on word_returns to throughline_app`
];
