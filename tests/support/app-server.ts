import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { startProgram, type Program } from './programs.ts';

/**
 * Builds the application (unless SKIP_BUILD=1), fills a fresh data directory with the demo and serves it for the
 * browser journeys, which find it through BASE_URL. A BASE_URL that is set already names a demo that runs.
 * @returns what stops it again
 */
export default async function setup(): Promise<() => Promise<void>> {
	if (process.env.BASE_URL) return async () => undefined;
	if (process.env.SKIP_BUILD !== '1') {
		const vite = path.resolve('node_modules/vite/bin/vite.js');
		execFileSync(process.execPath, [vite, 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
	}

	const folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-journeys-'));
	const port = await freePort();
	const environment = { DEMO: '1', PORT: String(port), DATA_DIRECTORY: path.join(folder, 'data') };
	let server: Program | null = null;
	const tidy = async () => {
		server?.process.kill('SIGTERM');
		await server?.ended;
		await rm(folder, { recursive: true, force: true });
	};

	try {
		await seed(environment);
		// For a journey that has a server and a clock of its own.
		process.env.SEEDED_DATA = path.join(folder, 'seeded');
		await cp(environment.DATA_DIRECTORY, process.env.SEEDED_DATA, { recursive: true });
		server = startProgram('src/server.ts', [], environment);
		await server.says('Throughline is listening');
	} catch (error) {
		await tidy();
		throw error;
	}
	// Where the workers tell each other which pages have been examined.
	process.env.EXAMINED = path.join(folder, 'examined');
	await mkdir(process.env.EXAMINED);
	process.env.BASE_URL = `http://127.0.0.1:${port}`;
	return tidy;
}

export async function seed(environment: NodeJS.ProcessEnv): Promise<void> {
	const seeding = startProgram('src/cli/seed.ts', ['--demo'], environment);
	const code = await seeding.ended;
	if (code !== 0) throw new Error(`The demo data could not be made (${code}): ${seeding.errors()}`);
}
