import { type Kysely, sql } from 'kysely';

/**
 * Documents that take long to make, or that a format refused: each is kept for the person who asked for it until it
 * expires. It outlives the process that was making it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const own = `person_id = (select app_person_id()) and exists (select from papers p where p.id = paper_id)`;

const statements = [
	`create table paper_exports (
		id bigint generated always as identity primary key,
		review_id bigint not null,
		paper_id bigint not null,
		person_id bigint not null references people (id),
		copy text not null,
		snapshot_number integer,
		format text not null,
		accessible boolean not null default true,
		model_sha256 text not null,
		state text not null default 'waiting',
		estimate_ms integer not null,
		asked_at timestamptz(3) not null default app_now(),
		started_at timestamptz(3),
		finished_at timestamptz(3),
		expires_at timestamptz(3) not null,
		filename text not null,
		problems jsonb,
		bytes bytea,
		bytes_sha256 text,
		foreign key (review_id, paper_id) references papers (review_id, id),
		constraint paper_exports_copy_check check (copy in ('working', 'snapshot', 'annex')),
		constraint paper_exports_snapshot_check check ((copy = 'snapshot') = (snapshot_number is not null)),
		constraint paper_exports_format_check check (format in ('docx', 'odt', 'pdf', 'html', 'markdown')),
		constraint paper_exports_state_check check (state in ('waiting', 'working', 'ready', 'refused', 'failed')),
		constraint paper_exports_bytes_check check ((state = 'ready') = (bytes is not null)),
		constraint paper_exports_problems_check check ((state = 'refused') = (problems is not null))
	)`,
	`create index paper_exports_own_index on paper_exports (person_id, paper_id, model_sha256)`,
	`create index paper_exports_expires_at_index on paper_exports (expires_at)`,
	`alter table paper_exports enable row level security`,
	// The file of one person is nobody else's, whoever else may make the same.
	`create policy paper_exports_own on paper_exports to throughline_app using (${own}) with check (${own})`,
	`grant select, insert, update on paper_exports to throughline_app`,
	/* A person who never comes back leaves a file behind, which only this may see. */
	`create function clear_expired_exports() returns void language sql volatile security definer
		set search_path = public, pg_temp as
		$$ delete from paper_exports where expires_at <= app_now() $$`,
	`revoke all on function clear_expired_exports() from public`,
	`grant execute on function clear_expired_exports() to throughline_app`
];
