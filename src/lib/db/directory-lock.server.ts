import { createHash } from 'node:crypto';
import { link, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

export type DirectoryLock = { release(): Promise<void> };

export class DirectoryInUse extends Error {
	override name = 'DirectoryInUse';

	constructor(directory: string, advice: string) {
		super(
			`The data in ${directory} is in use by another Throughline process. Two processes on one folder would ` +
				`destroy each other's work, so this one stops here. ${advice}`
		);
	}
}

/**
 * Makes this process the only one to use a data directory; creates the directory. The lock ends with the process,
 * however it ends: on Linux it is an abstract socket (the kernel frees it, even after kill -9), elsewhere a file with
 * the process's number, which is never taken from a live process.
 * @throws DirectoryInUse
 */
export async function lockDirectory(
	directory: string,
	mechanism: 'socket' | 'file' = process.platform === 'linux' ? 'socket' : 'file'
): Promise<DirectoryLock> {
	await mkdir(directory, { recursive: true, mode: 0o700 });
	const place = await realpath(directory);
	return mechanism === 'socket' ? lockBySocket(place) : lockByFile(place);
}

async function lockBySocket(directory: string): Promise<DirectoryLock> {
	const server = createServer((socket) => socket.destroy());
	const name = `\0throughline-${createHash('sha256').update(directory).digest('hex')}`;

	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const taken = error.code === 'EADDRINUSE';
			reject(taken ? new DirectoryInUse(directory, 'Stop the other one, or set DATA_DIRECTORY.') : error);
		});
		server.listen(name, resolve);
	});
	server.unref();

	return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function lockByFile(directory: string): Promise<DirectoryLock> {
	const file = path.join(directory, 'throughline.pid');
	const mine = `${file}.${process.pid}`;
	await writeFile(mine, String(process.pid));

	try {
		// A hard link appears whole or not at all, so nobody ever reads an empty lock.
		while (!(await linked(mine, file))) await removeStale(directory, file);
	} finally {
		await rm(mine, { force: true });
	}

	return { release: () => rm(file, { force: true }) };
}

async function linked(from: string, to: string): Promise<boolean> {
	try {
		await link(from, to);
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) return false;
		throw error;
	}
}

async function removeStale(directory: string, file: string): Promise<void> {
	const owner = await ownerOf(file);
	if (owner === null) return;
	const refusal = new DirectoryInUse(
		directory,
		`Stop process ${owner}, or set DATA_DIRECTORY. If no such process runs, delete ${file}.`
	);
	if (isAlive(owner)) throw refusal;

	// Only one process wins the rename; and should the file have changed hands in between, it is put back.
	const aside = `${file}.stale.${process.pid}`;
	try {
		await rename(file, aside);
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return;
		throw error;
	}
	const changedHands = (await ownerOf(aside)) !== owner;
	if (changedHands) await linked(aside, file);
	await rm(aside, { force: true });
	if (changedHands) throw refusal;
}

async function ownerOf(file: string): Promise<number | null> {
	try {
		return Number(await readFile(file, 'utf8'));
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return null;
		throw error;
	}
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return true;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return !hasCode(error, 'ESRCH');
	}
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
