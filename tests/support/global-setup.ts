import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openEngine, type Engine } from '#lib/db/engine.server.ts';
import { actingRoles } from '#lib/db/migrator.server.ts';
import { NoPostgres, startPostgres, type PostgresServer } from './postgres-server.ts';

/** What a worker needs to make its own database in a moment: a migrated copy, or a migrated template. */
export type TestDatabase =
	| { kind: 'pglite'; empty: string; migrated: string }
	| { kind: 'postgres'; prefix: string; server: string; owner: string; acting: string; template: string }
	| { kind: 'none'; reason: string };

declare module 'vitest' {
	// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
	export interface ProvidedContext {
		testDatabase: TestDatabase;
	}
}

/** Migrates one database per engine; the workers clone it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const prepare = project.config.env.TEST_ENGINE === 'postgres' ? preparePostgres : prepareEmbedded;
	const { database, tidy } = await prepare();
	project.provide('testDatabase', database);
	return tidy;
}

type Prepared = { database: TestDatabase; tidy(): Promise<void> };

async function prepareEmbedded(): Promise<Prepared> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-copies-'));
	const engine = await openEngine({ dataDirectory: 'memory://' });
	const empty = await saveCopy(engine, path.join(folder, 'empty.tar'));
	await engine.migrate();
	const migrated = await saveCopy(engine, path.join(folder, 'migrated.tar'));
	await engine.close();
	return {
		database: { kind: 'pglite', empty, migrated },
		tidy: () => rm(folder, { recursive: true, force: true })
	};
}

async function saveCopy(engine: Engine, file: string): Promise<string> {
	const copy = await engine.copy();
	if (!copy) throw new Error('The embedded engine gave no copy of itself');
	await writeFile(file, copy.stream());
	return file;
}

async function preparePostgres(): Promise<Prepared> {
	let server: PostgresServer | null = null;
	try {
		const given = process.env.TEST_DATABASE_URL;
		const major = process.env.TEST_POSTGRES_MAJOR;
		if (!given) server = await startPostgres(major ? { major: Number(major) } : {});
		return await prepareServer(server?.url ?? given ?? '', () => server?.remove());
	} catch (error) {
		await server?.remove();
		if (!(error instanceof NoPostgres)) throw error;
		const reason = `SKIPPED: no test ran on PostgreSQL, because none can start on this machine. ${error.message}`;
		process.stderr.write(`\n${reason}\nSet TEST_DATABASE_URL to a PostgreSQL server and its administrator.\n\n`);
		return { database: { kind: 'none', reason }, tidy: async () => undefined };
	}
}

async function prepareServer(server: string, remove: () => Promise<void> | undefined): Promise<Prepared> {
	const prefix = `throughline_test_${randomBytes(4).toString('hex')}`;
	const template = `${prefix}_template`;
	const owner = as(server, 'throughline_test_owner');
	const acting = as(server, 'throughline_test_acting');

	await run(server, makeRoles);
	await run(owner, (client) => client.query(`create database ${template}`));
	const engine = await openEngine({
		databaseUrl: into(acting, template),
		migrateDatabaseUrl: into(owner, template)
	});
	await engine.migrate();
	await engine.close();

	return {
		database: { kind: 'postgres', prefix, server, owner, acting, template },
		async tidy() {
			await run(server, (client) => dropDatabases(client, prefix));
			await remove();
		}
	};
}

const password = 'throughline-test';

/** The owner is no superuser, so that nothing passes here which an ordinary owner may not do. */
async function makeRoles(client: pg.Client): Promise<void> {
	const roles = [
		...actingRoles.map((name) => ({ name, attributes: 'nologin' })),
		{ name: 'throughline_test_owner', attributes: `login createdb createrole password '${password}'` },
		{ name: 'throughline_test_acting', attributes: `login noinherit password '${password}'` }
	];
	for (const { name, attributes } of roles) {
		const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
		if (rowCount === 0) await client.query(`create role ${name} ${attributes}`);
	}
	await client.query(`grant ${actingRoles.join(', ')} to throughline_test_owner with admin option`);
}

async function dropDatabases(client: pg.Client, prefix: string): Promise<void> {
	const { rows } = await client.query<{ datname: string }>(
		'select datname from pg_database where starts_with(datname, $1)',
		[prefix]
	);
	for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
}

async function run(url: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
	const client = new pg.Client(url);
	await client.connect();
	try {
		await act(client);
	} finally {
		await client.end();
	}
}

function as(url: string, login: string): string {
	const changed = new URL(url);
	changed.username = login;
	changed.password = password;
	return changed.href;
}

function into(url: string, database: string): string {
	const changed = new URL(url);
	changed.pathname = database;
	return changed.href;
}
