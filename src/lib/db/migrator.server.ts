import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, sql, type Dialect } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';

/** Kysely's own tables live here, out of the way of the application's. */
export const migrationSchema = 'migration';

/**
 * Runs every pending migration in one transaction: all of them take effect or none does. Two processes that start
 * at once take turns (a session-level advisory lock), and the second finds nothing left to run.
 * Migrations see the database as it is, with snake_case names.
 * @returns the names it ran
 * @throws Error that names the migration which failed
 */
export async function runMigrations(dialect: Dialect, folder: string): Promise<string[]> {
	const migrator = new Migrator({
		db: new Kysely<unknown>({ dialect }),
		provider: new FileMigrationProvider({ fs: { readdir }, path: { join: asUrl }, migrationFolder: folder }),
		migrationTableSchema: migrationSchema,
		allowUnorderedMigrations: false
	});

	const { error, results = [] } = await migrator.migrateToLatest();
	if (error) {
		const failed = results.find(({ status }) => status === 'Error');
		throw new Error(`${failed ? `Migration ${failed.migrationName}` : 'Migrating'} failed: ${reason(error)}`, {
			cause: error
		});
	}
	return results.map(({ migrationName }) => migrationName);
}

/** The roles that the first migration makes; the application takes one of them inside each transaction. */
export const actingRoles = ['throughline_app', 'throughline_sign_in', 'throughline_jobs', 'throughline_operator'];

/**
 * Lets a login take the acting roles. Repeating it changes nothing. From PostgreSQL 16 the login inherits nothing
 * from them, so it can do nothing at all until it takes one; on 15 that needs a login made with NOINHERIT.
 * @param owner a handle of the role that ran the migrations
 */
export async function grantActingRoles(owner: Kysely<unknown>, login: string): Promise<void> {
	for (const role of await rolesToGrant(owner, login)) await grant(owner, role, login);
}

function asUrl(folder: string, file: string): string {
	// A plain path breaks as an import on Windows, and where the path holds a # or a %.
	return pathToFileURL(path.join(folder, file)).href;
}

function reason(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

async function rolesToGrant(owner: Kysely<unknown>, login: string): Promise<string[]> {
	const { rows } = await sql<{ rolname: string }>`
		select rolname from pg_roles
		where rolname in (${sql.join(actingRoles)})
		and not pg_has_role(
			${login}, oid, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end
		)
		order by rolname`.execute(owner);
	return rows.map(({ rolname }) => rolname);
}

async function grant(owner: Kysely<unknown>, role: string, login: string): Promise<void> {
	const { rows } = await sql<{ modern: boolean }>`
		select current_setting('server_version_num')::int >= 160000 as modern`.execute(owner);
	const terms = rows[0]?.modern ? sql` with inherit false, set true` : sql``;

	for (let attempt = 1; ; attempt++) {
		try {
			await sql`grant ${sql.id(role)} to ${sql.id(login)}${terms}`.execute(owner);
			return;
		} catch (error) {
			// Another instance granted the same at the same moment.
			if (attempt === 5 || !/concurrently updated|duplicate key/.test(reason(error))) throw error;
		}
	}
}
