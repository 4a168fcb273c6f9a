import { type Kysely, sql } from 'kysely';

/** What a browser keeps of unsent words is unreadable without a key that only their author is given. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
	// Two random identifiers are 244 random bits, made by the database itself for every account, old and new.
	`alter table accounts add column browser_secret text not null default gen_random_uuid()::text || gen_random_uuid()::text`,
	/* The signed-in person's own key, 32 bytes in hexadecimal. */
	`create function app_browser_key() returns text language sql stable security definer set search_path = public, pg_temp as
		$$ select encode(sha256(convert_to(browser_secret, 'UTF8')), 'hex') from accounts where person_id = app_person_id() and disabled_at is null $$`
];
