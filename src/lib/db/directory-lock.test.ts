import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProgram, type Program } from '../../../tests/support/programs.ts';
import { DirectoryInUse, lockDirectory } from './directory-lock.server.ts';

let folder: string;
let programs: Program[] = [];

beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-lock-'));
});

afterEach(async () => {
	await Promise.all(programs.map((program) => program.kill()));
	programs = [];
	await rm(folder, { recursive: true, force: true });
});

function otherProcess(mechanism: string): Program {
	const program = startProgram('tests/support/fixtures/hold-lock.ts', [path.join(folder, 'data'), mechanism]);
	programs.push(program);
	return program;
}

const mechanisms = (['socket', 'file'] as const).filter(
	(mechanism) => mechanism === 'file' || process.platform === 'linux'
);

describe.each(mechanisms)('a lock by %s', (mechanism) => {
	test('makes the directory, and is free again after release', async () => {
		const data = path.join(folder, 'deep/er/data');
		const first = await lockDirectory(data, mechanism);
		await first.release();
		const second = await lockDirectory(data, mechanism);
		await second.release();
	});

	test('refuses a second process while the first lives, and says what to do', async () => {
		const data = path.join(folder, 'data');
		await otherProcess(mechanism).says('locked');
		const refused = lockDirectory(data, mechanism);
		await expect(refused).rejects.toThrow(DirectoryInUse);
		await expect(refused).rejects.toThrow(/in use by another Throughline process.*set DATA_DIRECTORY/s);
	});

	test('is free after kill -9', async () => {
		const program = otherProcess(mechanism);
		await program.says('locked');
		await program.kill();
		const lock = await lockDirectory(path.join(folder, 'data'), mechanism);
		await lock.release();
	});

	test('refuses the same directory under another name', async () => {
		const lock = await lockDirectory(path.join(folder, 'data'), mechanism);
		await symlink(path.join(folder, 'data'), path.join(folder, 'alias'));
		await expect(lockDirectory(path.join(folder, 'alias'), mechanism)).rejects.toThrow(DirectoryInUse);
		await lock.release();
	});

	test('goes to exactly one of several processes that start at once', async () => {
		const rivals = [1, 2, 3, 4].map(() => otherProcess(mechanism));
		const outcomes = await Promise.all(
			rivals.map((rival) =>
				Promise.race([rival.says('locked').then(() => 'locked'), rival.ended.then(() => 'refused')])
			)
		);
		expect(outcomes.sort()).toEqual(['locked', 'refused', 'refused', 'refused']);
	});
});

test('a lock file left by a process that is gone is replaced', async () => {
	const gone = startProgram('tests/support/fixtures/hold-lock.ts', [path.join(folder, 'elsewhere'), 'file']);
	await gone.says('locked');
	await gone.kill();
	await writeFile(path.join(folder, 'throughline.pid'), String(gone.process.pid));

	const lock = await lockDirectory(folder, 'file');
	expect(await readFile(path.join(folder, 'throughline.pid'), 'utf8')).toBe(String(process.pid));
	await lock.release();
});

test('a lock file that nobody can explain is left alone', async () => {
	await writeFile(path.join(folder, 'throughline.pid'), 'not a number');
	await expect(lockDirectory(folder, 'file')).rejects.toThrow(DirectoryInUse);
});
