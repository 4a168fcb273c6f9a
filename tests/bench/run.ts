import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CompiledQuery, Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { openEngine, type Engine } from '#lib/db/engine.server.ts';
import { openMigratingPool } from '#lib/db/postgres.server.ts';
import type { Database } from '#lib/db/schema.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { statementsOf, type Statement } from '../support/recorder.ts';
import { acts, type Making, pages, queries, type Reading } from './cases.ts';
import { type Bare, floorOfMaking, floorOfReading, readSequences } from './floor.ts';
import { loadReview, promised, type Loaded, type Sizes } from './load.ts';
import { type Clock, measure, tableHead, tableLine } from './measure.ts';

/**
 * `npm run bench [-- --small] [-- --engine pglite] [-- --only words]`: loads a review of the promised size into a database of its own,
 * then times what the pages read and the acts write, as an official and as the secretariat, each beside the same
 * statements sent by hand. Prints; never fails on time.
 */
const { values: options } = parseArgs({
	options: {
		small: { type: 'boolean', default: false },
		engine: { type: 'string', default: 'postgres' },
		only: { type: 'string', default: '' }
	}
});

const readings = 50;
const makings = 40;
/** How many different records or pages a reading takes turns with. */
const variety = 10;

type Ground = {
	engine: Engine;
	/** A handle of the owner of the tables, for loading. */
	owner: Kysely<Database>;
	withBare(work: (bare: Bare) => Promise<void>): Promise<void>;
	clock: Clock;
	remove(): Promise<void>;
};

const sizes: Sizes = options.small ? { events: 500, findings: 10_000, recommendations: 30, links: 15_000 } : promised;
const ground = await lay(options.engine);
try {
	useEngine(ground.engine);
	await ground.engine.migrate();
	const loaded = await load(ground, sizes);
	await describe(ground);
	await measureAll(ground, loaded);
} finally {
	await ground.remove();
}

async function lay(kind: string): Promise<Ground> {
	if (kind === 'pglite') return layEmbedded();
	if (kind === 'postgres') return layServer();
	throw new Error('--engine is postgres or pglite');
}

async function layServer(): Promise<Ground> {
	const server = await startPostgres({ durable: true });
	const engine = await openEngine({ databaseUrl: server.url, migrateDatabaseUrl: server.url });
	const { dialect, close } = openMigratingPool(server.url);
	const owner = new Kysely<Database>({ dialect });
	// Connections come and go; what one has used stays counted.
	const used = new Map<number, number>();
	return {
		engine,
		owner,
		async clock() {
			const { rows } = await sql<{
				pid: number;
			}>`select pid from pg_stat_activity where backend_type = 'client backend'`.execute(owner);
			for (const { pid } of rows) {
				const time = await processorTimeOf(pid);
				if (time !== null) used.set(pid, time);
			}
			return used.size === 0 ? null : used.values().reduce((sum, time) => sum + time, ownProcessorTime());
		},
		async withBare(work) {
			const client = new pg.Client(server.url);
			await client.connect();
			try {
				await work({ query: async (text, values = []) => (await client.query(text, [...values])).rows });
			} finally {
				await client.end();
			}
		},
		async remove() {
			await engine.close();
			await close();
			await server.remove();
		}
	};
}

/** The embedded engine has one connection and no client but its handle: its floor leaves out row-level security alone. */
async function layEmbedded(): Promise<Ground> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-bench-'));
	const engine = await openEngine({ dataDirectory: folder });
	const owner = engine.db.withoutPlugins();
	return {
		engine,
		owner,
		clock: async () => ownProcessorTime(),
		withBare: (work) =>
			owner.connection().execute((connection) =>
				work({
					query: async (text, values = []) =>
						(await connection.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]))).rows
				})
			),
		async remove() {
			await engine.close();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

async function load({ owner }: Ground, wanted: Sizes): Promise<Loaded> {
	const began = performance.now();
	const loaded = await loadReview(owner, wanted);
	print(`Loaded in ${((performance.now() - began) / 1000).toFixed(1)} s: ${inWords(wanted)}`);
	return loaded;
}

async function describe({ engine, owner }: Ground): Promise<void> {
	const { rows } = await sql<{ version: string; size: string }>`
		select version(), pg_size_pretty(pg_database_size(current_database())) as size`.execute(owner);
	const [version = ''] = rows[0]?.version.split(' on ') ?? [];
	print(`${engine.kind === 'pglite' ? 'PGlite on disk, ' : ''}${version}; the database takes ${rows[0]?.size}`);
	const busy = os.loadavg()[0]?.toFixed(1);
	print(`${os.availableParallelism()} cores, load ${busy} (${os.cpus()[0]?.model.trim()}); Node ${process.version}`);
	print(`${readings} readings of each page, ${variety} different ones in turn; ${makings} acts of each kind`);
}

async function measureAll(of: Ground, loaded: Loaded): Promise<void> {
	const people = { official: loaded.officialId, secretariat: loaded.secretariatId };
	const wanted = ({ name }: { name: string }) => name.includes(options.only);
	for (const [role, personId] of Object.entries(people)) {
		const actor = await signedIn(personId);
		print(`\nAs the ${role}\n${tableHead('Pages')}`);
		const who = { name: 'who is signed in, before every page', read: () => signedIn(personId) };
		const open = pages(loaded).filter((page) => page.for === undefined || page.for === role);
		for (const reading of [who, ...open].filter(wanted)) await measureReading(of, actor, reading);
		print(`\n${tableHead('Lists and the search')}`);
		for (const reading of queries(loaded, sizes).filter(wanted)) await measureReading(of, actor, reading);
		print(`\n${tableHead('Acts')}`);
		for (const making of acts(loaded).filter(wanted)) await measureMaking(of, actor, making);
	}
}

async function signedIn(personId: number): Promise<Actor> {
	const actor = await loadActor(personId, new Date());
	if (!actor) throw new Error(`Nobody is person ${personId}`);
	return actor;
}

async function measureReading(
	{ engine, withBare, clock }: Ground,
	actor: Actor,
	{ name, read }: Reading
): Promise<void> {
	const turns: Statement[][] = [];
	for (let turn = 0; turn < variety; turn += 1) turns.push(await statementsOf(engine, () => read(actor, turn)));

	const taken = await measure(readings, clock, (turn) => read(actor, turn % variety));
	await withBare(async (bare) => {
		const floor = await floorOfReading(bare, turns, readings, clock);
		print(tableLine({ name, statements: turns[0]?.length ?? 0, taken, floor }));
	});
}

async function measureMaking({ engine, withBare, clock }: Ground, actor: Actor, { name, make }: Making): Promise<void> {
	const taken = await measure(makings, clock, (turn) => asActor(actor, (trx) => make(trx, actor, turn)));
	let sequences: Awaited<ReturnType<typeof readSequences>> = [];
	await withBare(async (bare) => {
		sequences = await readSequences(bare);
	});
	const statements = await statementsOf(engine, () => takenBack(actor, (trx) => make(trx, actor, makings + 5)));
	await withBare(async (bare) => {
		const floor = await floorOfMaking(bare, statements, sequences, makings, clock);
		print(tableLine({ name, statements: statements.length, taken, floor }));
	});
}

/** Does something and leaves nothing of it. */
async function takenBack(actor: Actor, work: Parameters<typeof asActor>[1]): Promise<void> {
	const back = new Error('taken back');
	try {
		await asActor(actor, async (trx) => {
			await work(trx, actor);
			throw back;
		});
	} catch (error) {
		if (error !== back) throw error;
	}
}

function ownProcessorTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** Linux alone counts it finely enough. */
async function processorTimeOf(pid: number): Promise<number | null> {
	const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => null);
	return text === null ? null : Number(text.split(' ', 1)[0]) / 1e6;
}

function inWords(of: Sizes): string {
	return Object.entries(of)
		.map(([name, count]) => `${count.toLocaleString('en-GB')} ${name}`)
		.join(', ');
}

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}
