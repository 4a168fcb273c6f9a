import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { accounts } from '../../src/cli/demo/accounts.ts';
import { freePort } from '../support/free-port.ts';
import { NoPostgres, startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { startProgram, type Program } from '../support/programs.ts';

let programs: Program[] = [];
let postgres: PostgresServer | null = null;

afterEach(async () => {
	await Promise.all(programs.map((program) => program.kill()));
	programs = [];
	await postgres?.remove();
	postgres = null;
});

describe.skipIf(!existsSync('build/handler.js'))('the built server on PostgreSQL', () => {
	test('serves the demo, answers 503 in plain words while the database is away, and goes on by itself', async ({
		skip
	}) => {
		const server = await startPostgres().catch((error: unknown) => {
			if (error instanceof NoPostgres) return skip(error.message);
			throw error;
		});
		postgres = server;
		const environment = { DATABASE_URL: server.url, MIGRATE_DATABASE_URL: server.url, DEMO: '1' };
		const seeding = startProgram('src/cli/seed.ts', ['--demo'], environment);
		programs.push(seeding);
		expect(await seeding.ended, seeding.errors()).toBe(0);
		const port = await freePort();
		const application = startProgram('src/server.ts', [], { ...environment, PORT: String(port) });
		programs.push(application);
		await application.says('Throughline is listening');

		const url = `http://127.0.0.1:${port}`;
		const cookie = await signIn(url);
		const page = () => fetch(`${url}/reviews/start-in-life/findings`, { headers: { cookie }, redirect: 'manual' });
		expect((await page()).status).toBe(200);

		await server.stop();
		const away = await page();
		expect(away.status).toBe(503);
		expect(away.headers.get('retry-after')).toBe('5');
		expect(await away.text()).toContain('Nothing that was saved is lost');

		await server.start();
		await expect.poll(async () => (await page()).status, { timeout: 30_000 }).toBe(200);
	});
});

async function signIn(url: string): Promise<string> {
	const email = accounts.find(({ key }) => key === 'fictional-families-official')?.email ?? '';
	const answer = await fetch(`${url}/sign-in/demo`, {
		method: 'POST',
		headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ email }),
		redirect: 'manual'
	});
	expect(answer.status).toBe(303);
	return answer.headers
		.getSetCookie()
		.map((one) => one.split(';', 1)[0])
		.join('; ');
}
