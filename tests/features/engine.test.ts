import path from 'node:path';
import { AbortedTransactionError, sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { constraintName, isUnavailable, openEngine, type Engine } from '#lib/db/engine.server.ts';
import { actingRoles } from '#lib/db/migrator.server.ts';
import { separateEngine, testEngine, testOwner, type SeparateEngine } from '../support/engines.ts';

const fixtures = path.resolve('tests/support/fixtures');
const onServer = process.env.TEST_ENGINE === 'postgres';

describe('what a value looks like', () => {
	const instant = new Date('2026-06-30T23:15:00.123Z');
	const bytes = Buffer.from([0, 1, 254, 255]);

	// The two engines are compared through the same literals: each must give exactly these.
	test.each<[string, RawBuilder<unknown>, unknown]>([
		['boolean', sql`true`, true],
		['integer', sql`-7::integer`, -7],
		['smallint', sql`7::smallint`, 7],
		['bigint', sql`9007199254740991::bigint`, 9007199254740991],
		['a count', sql`(select count(*) from generate_series(1, 3))`, 3],
		['a sum of bigint', sql`(select sum(n) from generate_series(1::bigint, 3) as n)`, '6'],
		['numeric', sql`12.3400::numeric(12, 4)`, '12.3400'],
		['real', sql`0.5::real`, 0.5],
		['double precision', sql`0.1::double precision`, 0.1],
		['text', sql`'naïve 🙂'::text`, 'naïve 🙂'],
		['varchar', sql`'a'::varchar(3)`, 'a'],
		['uuid', sql`'6f1c1a2e-3a55-4f0e-9a55-0b8f6c1d2e3f'::uuid`, '6f1c1a2e-3a55-4f0e-9a55-0b8f6c1d2e3f'],
		['date in summer', sql`'2026-07-01'::date`, '2026-07-01'],
		['time', sql`'09:30'::time`, '09:30:00'],
		['timestamp', sql`'2026-07-01 09:30'::timestamp`, '2026-07-01 09:30:00'],
		['timestamptz', sql`'2026-07-01 00:15:00.123+01'::timestamptz(3)`, instant],
		['timestamptz rounded to what a Date holds', sql`'2026-06-30 23:15:00.1226Z'::timestamptz(3)`, instant],
		['interval', sql`interval '1 day 2 hours'`, '1 day 02:00:00'],
		['json', sql`'{"a": [1, null]}'::json`, { a: [1, null] }],
		['jsonb', sql`'{"lead_post": {"at": "d"}}'::jsonb`, { leadPost: { at: 'd' } }],
		['jsonb text', sql`'"word"'::jsonb`, 'word'],
		['bytea', sql`'\\x0001feff'::bytea`, bytes],
		['null', sql`null::bigint`, null],
		[
			'text[]',
			sql`array['a', null, 'with "quotes", {braces} and \\', '']::text[]`,
			['a', null, 'with "quotes", {braces} and \\', '']
		],
		['an empty text[]', sql`'{}'::text[]`, []],
		['bigint[]', sql`array[1, null, 9007199254740991]::bigint[]`, [1, null, 9007199254740991]],
		[
			'bigint[][]',
			sql`array[array[1, 2], array[3, 4]]::bigint[]`,
			[
				[1, 2],
				[3, 4]
			]
		],
		['integer[]', sql`array[1, 2]`, [1, 2]],
		['numeric[]', sql`array[1.50, 2]::numeric[]`, ['1.50', '2']],
		['date[]', sql`array['2026-07-01']::date[]`, ['2026-07-01']],
		['timestamptz[]', sql`array['2026-06-30 23:15:00.123Z']::timestamptz[]`, [instant]],
		['boolean[]', sql`array[true, false]`, [true, false]],
		['uuid[]', sql`array['6f1c1a2e-3a55-4f0e-9a55-0b8f6c1d2e3f']::uuid[]`, ['6f1c1a2e-3a55-4f0e-9a55-0b8f6c1d2e3f']],
		['jsonb[]', sql`array['{"a": 1}']::jsonb[]`, [{ a: 1 }]]
	])('%s', async (_, expression, expected) => {
		const { db } = await testEngine();
		const { rows } = await sql<{ value: unknown }>`select ${expression} as value`.execute(db);
		expect(rows[0]?.value).toStrictEqual(expected);
	});

	test('a bigint that a number cannot hold is refused, not rounded', async () => {
		const { db } = await testEngine();
		await expect(sql`select 9007199254740993::bigint as value`.execute(db)).rejects.toThrow('9007199254740993');
		const { rows } = await sql`select 1 as value`.execute(db);
		expect(rows).toEqual([{ value: 1 }]);
	});

	test.each<[string, RawBuilder<unknown>, unknown]>([
		['a Date as timestamptz', sql`${instant}::timestamptz`, instant],
		['a day as date', sql`${'2026-07-01'}::date`, '2026-07-01'],
		['a number as bigint', sql`${42}::bigint`, 42],
		['a bigint as bigint', sql`${42n}::bigint`, 42],
		['a number as text', sql`${42}::text`, '42'],
		['text as numeric', sql`${'81750000.10'}::numeric`, '81750000.10'],
		['a boolean', sql`${false}::boolean`, false],
		['numbers as bigint[]', sql`${[1, 2]}::bigint[]`, [1, 2]],
		['words as text[]', sql`${['a', 'b "c", \\ d', '']}::text[]`, ['a', 'b "c", \\ d', '']],
		['an object as jsonb', sql`${{ a: [1] }}::jsonb`, { a: [1] }],
		['JSON text as jsonb', sql`${'[1, 2]'}::jsonb`, [1, 2]],
		['bytes as bytea', sql`${new Uint8Array(bytes)}::bytea`, bytes],
		['null', sql`${null}::text`, null]
	])('%s goes in and comes out', async (_, expression, expected) => {
		const { db } = await testEngine();
		const { rows } = await sql<{ value: unknown }>`select ${expression} as value`.execute(db);
		expect(rows[0]?.value).toStrictEqual(expected);
	});

	test('names are snake_case in the database and camelCase in the code', async () => {
		const { db } = await testEngine();
		const { rows } = await sql`select 1 as lead_department_id`.execute(db);
		expect(rows).toEqual([{ leadDepartmentId: 1 }]);
	});

	test('the session reckons in UTC', async () => {
		const { db } = await testEngine();
		const { rows } = await sql`select current_setting('TimeZone') as zone`.execute(db);
		expect(rows).toEqual([{ zone: 'UTC' }]);
	});
});

describe('transactions', () => {
	let separate: SeparateEngine;

	beforeAll(async () => {
		separate = await separateEngine({ empty: true });
		await sql`create table pigeonholes (id bigint primary key, note text)`.execute(separate.owner);
		if (onServer) await sql`grant all on pigeonholes to throughline_test_acting`.execute(separate.owner);
	});

	afterAll(() => separate.remove());

	const count = async () => {
		const { rows } = await sql<{ n: number }>`select count(*) as n from pigeonholes`.execute(separate.engine.db);
		return rows[0]?.n;
	};

	test('an error rolls everything back', async () => {
		const before = await count();
		const act = separate.engine.db.transaction().execute(async (trx) => {
			await sql`insert into pigeonholes (id) values (1)`.execute(trx);
			throw new Error('no');
		});
		await expect(act).rejects.toThrow('no');
		expect(await count()).toBe(before);
	});

	test('a commit that the server turned into a rollback is an error', async () => {
		const before = await count();
		const act = separate.engine.db.transaction().execute(async (trx) => {
			await sql`insert into pigeonholes (id) values (2)`.execute(trx);
			await sql`select 1 / 0`.execute(trx).catch(() => undefined);
		});
		await expect(act).rejects.toThrow(AbortedTransactionError);
		expect(await count()).toBe(before);
	});

	test('a read-only transaction cannot write', async () => {
		const act = separate.engine.db
			.transaction()
			.setAccessMode('read only')
			.execute((trx) => sql`insert into pigeonholes (id) values (3)`.execute(trx));
		await expect(act).rejects.toMatchObject({ code: '25006' });
	});

	test('the isolation level is the one asked for', async () => {
		const { rows } = await separate.engine.db
			.transaction()
			.setIsolationLevel('repeatable read')
			.execute((trx) => sql`select current_setting('transaction_isolation') as level`.execute(trx));
		expect(rows).toEqual([{ level: 'repeatable read' }]);
	});

	test('transactions at the same moment do not mix', async () => {
		const before = (await count()) ?? 0;
		const outcomes = await Promise.allSettled(
			Array.from({ length: 20 }, (_, n) =>
				separate.engine.db.transaction().execute(async (trx) => {
					await sql`insert into pigeonholes (id, note) values (${100 + n}, 'mixed')`.execute(trx);
					if (n % 2 === 1) throw new Error('odd');
				})
			)
		);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
		expect(await count()).toBe(before + 10);
	});

	test('an update says how many rows it touched', async () => {
		const result = await sql`update pigeonholes set note = 'x' where id = -1`.execute(separate.engine.db);
		expect(result.numAffectedRows).toBe(0n);
		const read = await sql`select 1 as one`.execute(separate.engine.db);
		expect(read.numAffectedRows).toBeUndefined();
	});
});

describe('refusals by constraint', () => {
	let separate: SeparateEngine;

	beforeAll(async () => {
		separate = await separateEngine({ empty: true });
		await sql`
			create table shelves (
				id bigint primary key,
				label text not null,
				held int4range,
				constraint shelves_label_key unique (label),
				constraint shelves_label_length_check check (char_length(label) < 10),
				constraint shelves_held_excl exclude using gist (held with &&)
			)`.execute(separate.owner);
		await sql`
			create table boxes (
				shelf_id bigint,
				constraint boxes_shelf_id_fkey foreign key (shelf_id) references shelves (id)
			)`.execute(separate.owner);
		await sql`insert into shelves values (1, 'top', '[1, 5)')`.execute(separate.owner);
	});

	afterAll(() => separate.remove());

	test.each([
		['unique', sql`insert into shelves values (2, 'top')`, 'shelves_label_key'],
		['primary key', sql`insert into shelves values (1, 'other')`, 'shelves_pkey'],
		['check', sql`insert into shelves values (2, 'far too long a label')`, 'shelves_label_length_check'],
		['not null', sql`insert into shelves values (2, null)`, 'shelves_label_not_null'],
		['foreign key', sql`insert into boxes values (9)`, 'boxes_shelf_id_fkey'],
		['exclusion', sql`insert into shelves values (2, 'low', '[4, 6)')`, 'shelves_held_excl']
	])('%s', async (_, statement, name) => {
		const error: unknown = await statement.execute(separate.owner).then(
			() => null,
			(reason: unknown) => reason
		);
		expect(constraintName(error)).toBe(name);
		expect(isUnavailable(error)).toBe(false);
	});

	test('any other error names no constraint', async () => {
		const error: unknown = await sql`select * from nowhere`.execute(separate.owner).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ code: '42P01' });
		expect(constraintName(error)).toBeNull();
		expect(constraintName(null)).toBeNull();
	});
});

describe('migrations', () => {
	const tables = async ({ owner }: SeparateEngine) => {
		const { rows } = await sql<{ name: string }>`
			select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(owner);
		return rows.map(({ name }) => name);
	};

	test('run once, in order, and say what ran', async () => {
		const separate = await separateEngine({ empty: true, migrationsDirectory: path.join(fixtures, 'migrations') });
		expect(await separate.engine.migrate()).toEqual(['0001_shelves', '0002_boxes']);
		expect(await separate.engine.migrate()).toEqual([]);
		expect(await tables(separate)).toEqual(['boxes', 'shelves']);
		await separate.remove();
	});

	test('two runners that start at once run each migration once', async () => {
		const migrationsDirectory = path.join(fixtures, 'migrations');
		const separate = await separateEngine({ empty: true, migrationsDirectory });
		const second = separate.urls ? await openEngine({ ...separate.urls, migrationsDirectory }) : separate.engine;
		const runs = await Promise.all([separate.engine.migrate(), second.migrate()]);
		expect(runs.flat().sort()).toEqual(['0001_shelves', '0002_boxes']);

		const { rows } = await sql`select label from shelves`.execute(separate.owner);
		expect(rows).toEqual([{ label: 'top' }]);
		if (second !== separate.engine) await second.close();
		await separate.remove();
	});

	test('one that fails is named, and leaves nothing behind', async () => {
		const separate = await separateEngine({
			empty: true,
			migrationsDirectory: path.join(fixtures, 'broken-migrations')
		});
		await expect(separate.engine.migrate()).rejects.toThrow('Migration 0002_faulty failed: relation "racks"');
		expect(await tables(separate)).toEqual([]);
		await separate.remove();
	});

	test("the application's own leave Kysely's tables out of its schema", async () => {
		const { rows } = await sql<{ schema: string }>`
			select distinct table_schema as schema from information_schema.tables
			where table_name like 'kysely%'`.execute(await testOwner());
		expect(rows).toEqual([{ schema: 'migration' }]);
	});
});

describe('the login that acts', () => {
	test.each(actingRoles)('may take the role %s', async (role) => {
		const { db } = await testEngine();
		const { rows } = await db.transaction().execute(async (trx) => {
			await sql`select set_config('role', ${role}, true)`.execute(trx);
			return sql`select current_user as acting`.execute(trx);
		});
		expect(rows).toEqual([{ acting: role }]);
	});

	test.runIf(onServer)('owns nothing, and reads nothing before it takes a role', async () => {
		const { db } = await testEngine();
		const { rows } = await sql`
			select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = session_user`.execute(db);
		expect(rows).toEqual([]);
		await expect(sql`select * from people`.execute(db)).rejects.toMatchObject({ code: '42501' });
	});

	test.runIf(onServer)('with one login for everything, that login can act too', async () => {
		const { urls, remove } = await separateEngine();
		const engine = await openEngine({ databaseUrl: urls?.migrateDatabaseUrl ?? '' });
		await engine.migrate();
		const { rows } = await engine.db.transaction().execute(async (trx) => {
			await sql`select set_config('role', 'throughline_app', true)`.execute(trx);
			return sql`select current_user as acting`.execute(trx);
		});
		expect(rows).toEqual([{ acting: 'throughline_app' }]);
		await engine.close();
		await remove();
	});
});

describe('when the database is not there', () => {
	const failure = async (engine: Engine) =>
		sql`select 1`.execute(engine.db).then(
			() => null,
			(reason: unknown) => reason
		);

	test.runIf(onServer)('a refused connection is unavailable', async () => {
		const engine = await openEngine({
			databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
			migrateDatabaseUrl: 'postgres:///'
		});
		expect(isUnavailable(await failure(engine))).toBe(true);
		await engine.close();
	});

	test.runIf(onServer)('a connection that the server ends is unavailable, and the pool recovers', async () => {
		const { db } = await testEngine();
		const error: unknown = await sql`select pg_terminate_backend(pg_backend_pid())`
			.execute(db)
			.catch((reason: unknown) => reason);
		expect(isUnavailable(error)).toBe(true);
		// The dying connection may be lent out once more before its end is noticed.
		const { rows } = await vi.waitFor(() => sql`select 1 as one`.execute(db));
		expect(rows).toEqual([{ one: 1 }]);
	});

	test('a closed engine is unavailable', async () => {
		const { engine, remove } = await separateEngine({ empty: true });
		await sql`select 1`.execute(engine.db);
		await remove();
		expect(isUnavailable(await failure(engine))).toBe(true);
	});

	test('an ordinary mistake is not', () => {
		expect(isUnavailable(new Error('no'))).toBe(false);
		expect(isUnavailable(Object.assign(new Error('open'), { code: 'ENOENT', syscall: 'open' }))).toBe(false);
	});
});

test.skipIf(onServer)('a copy of the embedded database holds what was committed', async () => {
	const { engine, remove } = await separateEngine({ empty: true });
	await sql`create table shelves (label text)`.execute(engine.db);
	await sql`insert into shelves values ('top')`.execute(engine.db);
	const load = await engine.copy();
	await remove();

	const restored = await openEngine({ dataDirectory: 'memory://', ...(load ? { load } : {}) });
	const { rows } = await sql`select label from shelves`.execute(restored.db);
	expect(rows).toEqual([{ label: 'top' }]);
	await restored.close();
});
