import fs from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEngine } from '#lib/db/engine.server.ts';
import { startProgram, type Program } from '../support/programs.ts';

let folder: string;
let data: string;
let programs: Program[] = [];

beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-faults-'));
	data = path.join(folder, 'data');
});

afterEach(async () => {
	await Promise.all(programs.map((program) => program.kill()));
	programs = [];
	await rm(folder, { recursive: true, force: true });
});

function program(file: string, parameters: string[] = [], environment: NodeJS.ProcessEnv = {}): Program {
	const started = startProgram(file, parameters, environment);
	programs.push(started);
	return started;
}

function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

test('each commit is forced to disk exactly once, and reading forces nothing', async () => {
	const real = fs.fdatasyncSync;
	let calls = 0;
	fs.fdatasyncSync = (descriptor) => {
		calls++;
		real(descriptor);
	};
	syncBuiltinESMExports();
	try {
		const engine = await openEngine({ dataDirectory: data });
		await sql`create table shelves (id bigint primary key)`.execute(engine.db);

		calls = 0;
		for (let id = 1; id <= 20; id++) await sql`insert into shelves values (${id})`.execute(engine.db);
		expect(calls).toBe(20);

		await engine.db.transaction().execute(async (trx) => {
			for (let id = 21; id <= 30; id++) await sql`insert into shelves values (${id})`.execute(trx);
		});
		expect(calls).toBe(21);

		await sql`select * from shelves`.execute(engine.db);
		expect(calls).toBe(21);
		await engine.close();
	} finally {
		fs.fdatasyncSync = real;
		syncBuiltinESMExports();
	}
});

test('kill -9 under a writer loses no acknowledged line', async () => {
	let acknowledged = 0;
	for (let cycle = 0; cycle < 6; cycle++) {
		const writer = program('tests/support/fixtures/write-forever.ts', [data]);
		await writer.says('acknowledged');
		await pause(100 + Math.random() * 700);
		await writer.kill();
		acknowledged = Math.max(acknowledged, ...[...writer.output().matchAll(/acknowledged (\d+)\n/g)].map(lineOf));
	}

	const engine = await openEngine({ dataDirectory: data });
	const { rows } = await sql<{ lines: number; last: number }>`
		select count(*) as lines, max(line) as last from ledger`.execute(engine.db);
	await engine.close();
	const [ledger] = rows;
	expect(acknowledged).toBeGreaterThan(100);
	expect(ledger?.last).toBeGreaterThanOrEqual(acknowledged);
	// The line in flight when the process ended may be there or not; a hole may not.
	expect(ledger?.lines).toBe(ledger?.last);
});

describe('a first start that is killed', () => {
	test.each([700, 2_000])('after %i ms leaves nothing that hinders the next', async (milliseconds) => {
		const first = program('src/cli/migrate.ts', [], { DATA_DIRECTORY: data });
		await pause(milliseconds);
		await first.kill();

		const second = program('src/cli/migrate.ts', [], { DATA_DIRECTORY: data });
		expect(await second.ended, second.errors()).toBe(0);
		const third = program('src/cli/migrate.ts', [], { DATA_DIRECTORY: data });
		expect(await third.ended, third.errors()).toBe(0);
		expect(third.output()).toContain('up to date');
		expect(await readdir(data)).toEqual(['database']);
	});
});

test('a migration that is killed in the middle leaves no trace and runs again', async () => {
	const migrations = path.resolve('tests/support/fixtures/slow-migrations');
	const first = program('tests/support/fixtures/migrate-folder.ts', [data, migrations]);
	await first.says('half of the boxes');
	await first.kill();
	expect(first.output()).not.toContain('ran');

	const between = await openEngine({ dataDirectory: data });
	const { rows } = await sql`
		select table_name from information_schema.tables where table_schema = 'public'`.execute(between.db);
	await between.close();
	expect(rows).toEqual([]);

	const second = program('tests/support/fixtures/migrate-folder.ts', [data, migrations]);
	expect(await second.ended, second.errors()).toBe(0);
	expect(second.output()).toContain('ran 0001_shelves 0002_many_boxes');
});

test('a second process is refused in plain words, and the first goes on', async () => {
	const writer = program('tests/support/fixtures/write-forever.ts', [data]);
	await writer.says('acknowledged 10\n');

	const second = program('src/cli/migrate.ts', [], { DATA_DIRECTORY: data });
	expect(await second.ended).toBe(1);
	expect(second.errors()).toMatch(/^The data in .* is in use by another Throughline process/);
	expect(second.output()).toBe('');

	const before = writer.output().length;
	await pause(300);
	expect(writer.output().length).toBeGreaterThan(before);
});

function lineOf(match: RegExpMatchArray): number {
	return Number(match[1]);
}
