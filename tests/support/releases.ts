import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import type { Database } from '#lib/db/schema.ts';

/**
 * What a database of an earlier release held: the migrations that had made it, and every row of every table. It is
 * kept as rows and not as a data directory, so that it loads into either engine.
 */
export type Release = {
	migrations: { name: string; sha256: string }[];
	/** In an order in which each row finds what it refers to. */
	tables: { name: string; rows: unknown[] }[];
};

export const releasesFolder = 'tests/support/fixtures/releases';

/** The kept releases, such as "2026-11", oldest first. */
export function releaseNames(): string[] {
	return readdirSync(releasesFolder)
		.map((file) => path.basename(file, '.json.gz'))
		.toSorted();
}

export function readRelease(name: string): Release {
	return JSON.parse(gunzipSync(readFileSync(path.join(releasesFolder, `${name}.json.gz`))).toString()) as Release;
}

export function packRelease(release: Release): Uint8Array {
	return gzipSync(JSON.stringify(release), { level: 9 });
}

/** Reads a whole database. @param owner whom no row-level security binds */
export async function takeRelease(owner: Kysely<Database>): Promise<Release> {
	const tables: Release['tables'] = [];
	for (const name of await tablesInOrder(owner)) {
		const { rows } = await sql<{ row: unknown }>`select to_jsonb(t) as row from ${sql.table(name)} t`.execute(owner);
		tables.push({ name, rows: rows.map(({ row }) => row) });
	}
	return { migrations: migrationFiles().map(({ name, text }) => ({ name, sha256: digest(text) })), tables };
}

/** Puts the rows of a release into a database that its migrations have made. @param owner who owns the tables */
export async function loadRelease(owner: Kysely<Database>, { tables }: Release): Promise<void> {
	await owner.transaction().execute(async (trx) => {
		for (const { name } of tables) await sql`alter table ${sql.table(name)} disable trigger user`.execute(trx);
		for (const { name } of tables.toReversed()) await sql`delete from ${sql.table(name)}`.execute(trx);
		for (const { name, rows } of tables) {
			const columns = sql.join((await writtenColumns(trx, name)).map((column) => sql.ref(column)));
			await sql`
				insert into ${sql.table(name)} (${columns}) overriding system value
				select ${columns} from jsonb_populate_recordset(null::${sql.table(name)}, ${JSON.stringify(rows)}::jsonb)`.execute(trx);
			await continueNumbers(trx, name);
		}
		for (const { name } of tables) await sql`alter table ${sql.table(name)} enable trigger user`.execute(trx);
	});
}

/** A folder that holds the release's own migrations and no later ones. */
export async function migrationsOf(release: Release): Promise<string> {
	// Inside the project, where a migration finds the packages that it imports.
	const parent = path.resolve('test-results');
	await mkdir(parent, { recursive: true });
	const folder = await mkdtemp(path.join(parent, 'migrations-'));
	for (const { name } of release.migrations) await cp(path.join('migrations', name), path.join(folder, name));
	return folder;
}

/** Puts the migrations of today beside those of an earlier release. */
export async function addLaterMigrations(folder: string): Promise<void> {
	await cp('migrations', folder, { recursive: true, force: false });
}

/** Migrations that a release has run and that no longer read as they did then. */
export function changedMigrations(release: Release): string[] {
	const now = new Map(migrationFiles().map(({ name, text }) => [name, digest(text)]));
	return release.migrations.filter(({ name, sha256 }) => now.get(name) !== sha256).map(({ name }) => name);
}

function migrationFiles(): { name: string; text: string }[] {
	return readdirSync('migrations')
		.toSorted()
		.map((name) => ({ name, text: readFileSync(path.join('migrations', name), 'utf8') }));
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

async function tablesInOrder(owner: Kysely<Database>): Promise<string[]> {
	const { rows } = await sql<{ name: string; needs: string[] }>`
		select t.relname as name,
			coalesce(array_agg(distinct n.relname::text) filter (where n.oid <> t.oid), '{}') as needs
		from pg_class t
		left join pg_constraint c on c.conrelid = t.oid and c.contype = 'f'
		left join pg_class n on n.oid = c.confrelid
		where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
		group by t.relname, t.oid
		order by t.relname`.execute(owner);
	const ordered: string[] = [];
	let waiting = rows;
	while (waiting.length > 0) {
		const ready = waiting.filter(({ needs }) => needs.every((need) => ordered.includes(need)));
		if (ready.length === 0) throw new Error(`These tables refer to each other: ${waiting.map(({ name }) => name)}`);
		ordered.push(...ready.map(({ name }) => name));
		waiting = waiting.filter((table) => !ready.includes(table));
	}
	return ordered;
}

async function writtenColumns(trx: Kysely<Database>, table: string): Promise<string[]> {
	const { rows } = await sql<{ name: string }>`
		select attname as name from pg_attribute
		where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
		order by attnum`.execute(trx);
	return rows.map(({ name }) => name);
}

/** New rows go on where the loaded ones end. */
async function continueNumbers(trx: Kysely<Database>, table: string): Promise<void> {
	const { rows } = await sql<{ column: string; sequence: string }>`
		select attname as column, pg_get_serial_sequence(${table}, attname) as sequence from pg_attribute
		where attrelid = ${table}::regclass and attidentity <> ''`.execute(trx);
	for (const { column, sequence } of rows) {
		await sql`
			select setval(${sequence}::regclass, greatest(max(${sql.ref(column)}), 1), max(${sql.ref(column)}) is not null)
			from ${sql.table(table)}`.execute(trx);
	}
}
