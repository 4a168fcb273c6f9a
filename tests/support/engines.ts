import { randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { Kysely } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { openEngine, type Engine } from '#lib/db/engine.server.ts';
import { openMigratingPool } from '#lib/db/postgres.server.ts';
import type { Database } from '#lib/db/schema.ts';

export type SeparateEngine = {
	engine: Engine;
	/** The handle of the role that owns the tables, without the plugin that changes names; for reading the catalogue. */
	owner: Kysely<Database>;
	/** How the same database is opened once more; null for the embedded engine, which lives in this process only. */
	urls: { databaseUrl: string; migrateDatabaseUrl: string } | null;
	/** Closes it and deletes the database. */
	remove(): Promise<void>;
};

/**
 * The engine of this test run (TEST_ENGINE), on a migrated database that this worker shares between its test files;
 * from now on it is the engine that `asActor` uses.
 */
export async function testEngine(): Promise<Engine> {
	const { engine } = await shared();
	useEngine(engine);
	return engine;
}

/** The shared database as its owner, whom no row-level security binds: for catalogue checks, never for a feature. */
export async function testOwner(): Promise<Kysely<Database>> {
	return (await shared()).owner;
}

/**
 * A database that one test has for itself, to break or to migrate.
 * @param options.empty nothing has been migrated yet
 * @param options.migrationsDirectory the migrations that its engine runs, when not the application's own
 */
export async function separateEngine(
	options: { empty?: boolean; migrationsDirectory?: string } = {}
): Promise<SeparateEngine> {
	const database = inject('testDatabase');
	if (database.kind === 'none') throw new Error(database.reason);
	return database.kind === 'pglite' ? separateEmbedded(database, options) : separateServer(database, options);
}

const key = Symbol.for('throughline.testEngine');

function shared(): Promise<SeparateEngine> {
	// Test files of one worker load this module separately, yet share one database.
	const holder = globalThis as { [key]?: Promise<SeparateEngine> };
	holder[key] ??= separateEngine();
	return holder[key];
}

type Options = Parameters<typeof separateEngine>[0] & object;
type Prepared<Kind> = Extract<ReturnType<typeof inject<'testDatabase'>>, { kind: Kind }>;

async function separateEmbedded(database: Prepared<'pglite'>, options: Options): Promise<SeparateEngine> {
	const engine = await openEngine({
		dataDirectory: 'memory://',
		load: await openAsBlob(options.empty ? database.empty : database.migrated),
		...(options.migrationsDirectory ? { migrationsDirectory: options.migrationsDirectory } : {})
	});
	return { engine, owner: engine.db.withoutPlugins(), urls: null, remove: () => engine.close() };
}

async function separateServer(database: Prepared<'postgres'>, options: Options): Promise<SeparateEngine> {
	const name = `${database.prefix}_${process.env.VITEST_POOL_ID ?? 0}_${randomBytes(4).toString('hex')}`;
	const template = options.empty ? 'template0' : database.template;
	await run(database.owner, `create database ${name} template ${template} strategy file_copy`);

	const urls = {
		databaseUrl: new URL(name, database.acting).href,
		migrateDatabaseUrl: new URL(name, database.owner).href
	};
	const engine = await openEngine({
		...urls,
		...(options.migrationsDirectory ? { migrationsDirectory: options.migrationsDirectory } : {})
	});
	const { dialect, close } = openMigratingPool(urls.migrateDatabaseUrl);
	return {
		engine,
		owner: new Kysely<Database>({ dialect }),
		urls,
		async remove() {
			await Promise.all([engine.close(), close()]);
			// Not as the owner, who may not end another login's session or a background worker's.
			await run(database.server, `drop database ${name} with (force)`);
		}
	};
}

async function run(url: string, statement: string): Promise<void> {
	const client = new pg.Client(url);
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
