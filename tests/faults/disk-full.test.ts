import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openEngine } from '#lib/db/engine.server.ts';
import { startProgram } from '../support/programs.ts';

test('a full disk ends in plain words, loses nothing acknowledged, and all goes on once there is room', async ({
	skip
}) => {
	const found = await onSmallDisk(async ({ data, fillBut }) => {
		const first = await openEngine({ dataDirectory: data });
		await first.close();
		const ballast = await fillBut(4 * 1024 * 1024);

		const writer = startProgram('tests/support/fixtures/write-forever.ts', [data]);
		expect(await writer.ended).not.toBe(0);
		expect(writer.errors()).toMatch(/No space left on device|53100/);
		const acknowledged = [...writer.output().matchAll(/acknowledged (\d+)/g)].map((match) => Number(match[1]));
		expect(acknowledged.length).toBeGreaterThan(0);

		await rm(ballast);
		const again = await openEngine({ dataDirectory: data });
		const { rows } = await sql<{ line: number }>`select line from ledger order by line`.execute(again.db);
		const kept = new Set(rows.map(({ line }) => line));
		expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
		await sql`insert into ledger values (${Math.max(...kept) + 1}, 'room again')`.execute(again.db);
		await again.close();
	});
	if (!found) skip(withoutDisk);
});

test('a first start on a full disk says so', async ({ skip }) => {
	const found = await onSmallDisk(async ({ data, fillBut }) => {
		await fillBut(1024 * 1024);
		const starting = startProgram('src/cli/migrate.ts', [], { DATA_DIRECTORY: data });
		expect(await starting.ended).toBe(1);
		expect(starting.errors()).toContain('The disk is full: make room');
	});
	if (!found) skip(withoutDisk);
});

const withoutDisk = 'Only root on Linux can make a disk that is small enough to fill';

type SmallDisk = {
	/** Where the data of the installation goes. */
	data: string;
	/** Fills the disk but for some bytes with what an operator would move away, and says where that lies. */
	fillBut: (bytes: number) => Promise<string>;
};

/** @returns whether there was a disk to do it on */
async function onSmallDisk(work: (disk: SmallDisk) => Promise<void>): Promise<boolean> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-full-'));
	if (!mounted(folder)) {
		await rm(folder, { recursive: true });
		return false;
	}
	try {
		await work({ data: path.join(folder, 'data'), fillBut: (bytes) => fill(folder, bytes) });
	} finally {
		execFileSync('umount', [folder]);
		await rm(folder, { recursive: true });
	}
	return true;
}

async function fill(folder: string, leave: number): Promise<string> {
	const ballast = path.join(folder, 'ballast');
	const { bavail, bsize } = await statfs(folder);
	await writeFile(ballast, Buffer.alloc(bavail * bsize - leave));
	return ballast;
}

function mounted(folder: string): boolean {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', folder], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}
