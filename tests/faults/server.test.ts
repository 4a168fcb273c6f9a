import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { startProgram, type Program } from '../support/programs.ts';

let folder: string;
let programs: Program[] = [];

beforeEach(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-server-'));
});

afterEach(async () => {
	await Promise.all(programs.map((program) => program.kill()));
	programs = [];
	await rm(folder, { recursive: true, force: true });
});

function serve(port: number): Program {
	const server = startProgram('src/server.ts', [], {
		PORT: String(port),
		HOST: '127.0.0.1',
		DATA_DIRECTORY: path.join(folder, 'data')
	});
	programs.push(server);
	return server;
}

describe.skipIf(!existsSync('build/handler.js'))('the built server', () => {
	test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s and starts again on the same data', async (signal) => {
		const port = await freePort();
		const first = serve(port);
		await first.says(`Throughline is listening on http://127.0.0.1:${port}`);
		const inFlight = Promise.all([1, 2, 3].map(() => fetch(`http://127.0.0.1:${port}/health`)));
		await new Promise((resolve) => setTimeout(resolve, 20));
		first.process.kill(signal);
		expect(await first.ended, first.errors()).toBe(0);
		expect((await inFlight).map(({ status }) => status)).toEqual([200, 200, 200]);

		const second = serve(port);
		await second.says('Throughline is listening');
		expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
	});

	test('refuses to start on data that another one serves, in plain words', async () => {
		const first = serve(await freePort());
		await first.says('Throughline is listening');
		const second = serve(await freePort());
		expect(await second.ended).toBe(1);
		expect(second.errors()).toContain('in use by another Throughline process');
		expect(second.output()).toBe('');
	});

	test('never listens before the database is migrated', async () => {
		const port = await freePort();
		const server = serve(port);
		await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
		await server.says('Throughline is listening');
		expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
	});
});
