import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { seed } from './app-server.ts';
import { freePort } from './free-port.ts';
import { startProgram, type Program } from './programs.ts';

/** A demo of its own whose clock can be moved on. */
export type TimedServer = {
	url: string;
	/** Starts it again with its clock this many days ahead; data and address stay, nobody stays signed in for longer than they would. */
	goTo(daysAhead: number): Promise<void>;
	stop(): Promise<void>;
};

/** Starts the built application on a fresh demo: a copy of the one that the journeys share, where there is one. */
export async function startTimedServer(): Promise<TimedServer> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-timed-'));
	const data = path.join(folder, 'data');
	const port = await freePort();
	const environment = { DEMO: '1', PORT: String(port), DATA_DIRECTORY: data };
	let server: Program | null = null;
	const end = async () => {
		server?.process.kill('SIGTERM');
		await server?.ended;
	};
	const goTo = async (daysAhead: number) => {
		await end();
		server = startProgram('src/server.ts', [], {
			...environment,
			NODE_OPTIONS: `--import ${pathToFileURL(path.resolve('tests/support/moved-clock.ts')).href}`,
			CLOCK_AHEAD_DAYS: String(daysAhead)
		});
		await server.says('Throughline is listening');
	};
	const stop = async () => {
		await end();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		if (process.env.SEEDED_DATA) await cp(process.env.SEEDED_DATA, data, { recursive: true });
		else await seed(environment);
		await goTo(0);
	} catch (error) {
		await stop();
		throw error;
	}
	return { url: `http://127.0.0.1:${port}`, goTo, stop };
}
