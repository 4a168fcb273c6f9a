import path from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { isUnavailable, openEngine, type Engine } from '#lib/db/engine.server.ts';
import { NoPostgres, startPostgres, type PostgresServer } from '../support/postgres-server.ts';

type Ledger = { acknowledged: number[]; failures: unknown[]; stop: () => Promise<void> };

test('a restart of PostgreSQL under load loses nothing acknowledged, and serving goes on by itself', async ({
	skip
}) => {
	const server = await serverOr(skip);
	const engine = await openEngine({ databaseUrl: server.url, migrateDatabaseUrl: server.url });
	try {
		await sql`create table ledger (line bigint primary key)`.execute(engine.db);
		const ledger = write(engine, 8);
		await until(() => ledger.acknowledged.length > 200);

		await server.stop();
		await until(() => ledger.failures.length > 20);
		const whileDown = ledger.acknowledged.length;

		await server.start();
		const restarted = performance.now();
		await until(() => ledger.acknowledged.length > whileDown);
		const recovery = performance.now() - restarted;
		await until(() => ledger.acknowledged.length > whileDown + 200);
		await ledger.stop();

		const { rows } = await sql<{ line: number }>`select line from ledger`.execute(engine.db);
		const kept = new Set(rows.map(({ line }) => line));
		expect(ledger.acknowledged.filter((line) => !kept.has(line))).toEqual([]);
		expect(ledger.failures.filter((error) => !isUnavailable(error))).toEqual([]);
		expect(recovery).toBeLessThan(2_000);
	} finally {
		await engine.close();
		await server.remove();
	}
});

test('a server that is killed in the middle of a migration keeps none of it', async ({ skip }) => {
	const server = await serverOr(skip);
	const migrationsDirectory = path.resolve('tests/support/fixtures/slow-migrations');
	const options = { databaseUrl: server.url, migrateDatabaseUrl: server.url, migrationsDirectory };
	const engine = await openEngine(options);
	try {
		await sql`select 1`.execute(engine.db);
		const migration = engine.migrate().catch((error: unknown) => error);
		await until(async () => (await locks(engine)) > 50);
		await server.stop();
		expect(await migration).toBeInstanceOf(Error);

		await server.start();
		const { rows } = await retry(() =>
			sql`select table_name from information_schema.tables where table_schema = 'public'`.execute(engine.db)
		);
		expect(rows).toEqual([]);
		expect(await engine.migrate()).toEqual(['0001_shelves', '0002_many_boxes']);
	} finally {
		await engine.close();
		await server.remove();
	}
});

async function serverOr(skip: (reason: string) => never): Promise<PostgresServer> {
	try {
		return await startPostgres({ durable: true });
	} catch (error) {
		if (error instanceof NoPostgres) skip(error.message);
		throw error;
	}
}

function write(engine: Engine, writers: number): Ledger {
	const acknowledged: number[] = [];
	const failures: unknown[] = [];
	let next = 1;
	let going = true;

	const running = Array.from({ length: writers }, async () => {
		while (going) {
			const line = next++;
			try {
				await engine.db.transaction().execute((trx) => sql`insert into ledger values (${line})`.execute(trx));
				acknowledged.push(line);
			} catch (error) {
				failures.push(error);
				await pause(5);
			}
		}
	});

	return {
		acknowledged,
		failures,
		async stop() {
			going = false;
			await Promise.all(running);
		}
	};
}

/** How many locks are held by whoever migrates: it grows with every table that is made. */
async function locks(engine: Engine): Promise<number> {
	const { rows } = await sql<{ held: number }>`
		select count(*) as held from pg_locks l join pg_stat_activity a using (pid)
		where a.application_name = 'throughline-migrate'`.execute(engine.db);
	return rows[0]?.held ?? 0;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	const deadline = performance.now() + 30_000;
	while (!(await condition())) {
		if (performance.now() > deadline) throw new Error('It did not happen in 30 seconds');
		await pause(5);
	}
}

async function retry<T>(act: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await act();
		} catch (error) {
			if (attempt === 100 || !isUnavailable(error)) throw error;
			await pause(20);
		}
	}
}

function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
