import { existsSync } from 'node:fs';
import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Dialect } from 'kysely';
import { columnParsers } from './column-types.server.ts';
import { lockDirectory } from './directory-lock.server.ts';
import { DurableNodeFS, force, forceTree } from './durable-files.server.ts';
import { PGliteDialect } from './pglite-dialect.server.ts';
import { Turnstile } from './turnstile.server.ts';

export type EmbeddedDatabase = {
	dialect: Dialect;
	/** A consistent copy as a tar file, taken between two transactions. PostgreSQL 15 or later can load it too. */
	copy(): Promise<Blob>;
	close(): Promise<void>;
};

/**
 * Opens the embedded PostgreSQL in `<dataDirectory>/database`, or in memory for 'memory://'. On disk each commit is
 * forced to disk before it is acknowledged, and the directory belongs to this process until it ends.
 * @param load a copy to start from; the directory must hold no database yet
 * @throws DirectoryInUse
 */
export async function openEmbedded(dataDirectory: string, load?: Blob): Promise<EmbeddedDatabase> {
	if (dataDirectory === 'memory://')
		return embedded(await started({ dataDir: dataDirectory }, load), () => Promise.resolve());

	const lock = await lockDirectory(dataDirectory);
	try {
		return embedded(await openOnDisk(dataDirectory, load), lock.release);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const advice = await roomAdvice(dataDirectory);
		await lock.release();
		throw new Error(`The embedded database in ${dataDirectory} could not start: ${reason}.${advice}`, {
			cause: error
		});
	}
}

// Callers of a web page should hear "busy" before their browser gives up.
const patience = 15_000;

type Start = NonNullable<ConstructorParameters<typeof PGlite>[0]> & object;

async function openOnDisk(dataDirectory: string, load: Blob | undefined): Promise<PGlite> {
	const folder = path.resolve(dataDirectory, 'database');
	if (!existsSync(folder)) await create(folder, load);
	else if (load) throw new Error('There is a database already');
	return started(onDisk(folder));
}

/** Made aside and moved into place when it is whole: a first start that is killed leaves nothing half-made. */
async function create(folder: string, load: Blob | undefined): Promise<void> {
	const aside = `${folder}.new`;
	await rm(aside, { recursive: true, force: true });
	await mkdir(aside, { recursive: true, mode: 0o700 });
	const database = await started(onDisk(aside), load);
	await database.close();
	await forceTree(aside);
	await rename(aside, folder);
	force(path.dirname(folder));
}

function onDisk(folder: string): Start {
	return {
		fs: new DurableNodeFS(folder),
		// PGlite starts PostgreSQL with -F, which means "never fsync".
		startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync']
	};
}

async function started(options: Start, load?: Blob): Promise<PGlite> {
	const database = await PGlite.create({ ...options, ...(load ? { loadDataDir: load } : {}) });
	// Set after the start, which sets parsers of its own for arrays.
	Object.assign(database.parsers, Object.fromEntries(columnParsers));
	await database.exec("set time zone 'UTC'");
	return database;
}

function embedded(database: PGlite, release: () => Promise<void>): EmbeddedDatabase {
	const turnstile = new Turnstile(patience);

	return {
		dialect: new PGliteDialect(database, turnstile),
		async copy() {
			await turnstile.enter();
			try {
				return await database.dumpDataDir('none');
			} finally {
				turnstile.leave();
			}
		},
		async close() {
			if (!database.closed) await database.close();
			await release();
		}
	};
}

async function roomAdvice(dataDirectory: string): Promise<string> {
	const { bavail, bsize } = await statfs(dataDirectory);
	const free = bavail * bsize;
	// PostgreSQL needs room for at least one 16 MB segment of its log to open.
	return free < 32 * 1024 * 1024 ? ' The disk is full: make room, then start again. Nothing is lost.' : '';
}
