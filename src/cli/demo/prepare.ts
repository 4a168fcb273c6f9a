import { existsSync } from 'node:fs';
import path from 'node:path';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { openEngine, type EngineOptions } from '#lib/db/engine.server.ts';
import { closeRenderer } from '#lib/documents/render.server.ts';
import { demoState, loadDemo } from './load.ts';

/**
 * Sees to it that the database of the environment holds the demo.
 * @returns whether it was loaded now
 * @throws in plain words when the database holds anything else
 */
export async function prepareDemo(now: Date): Promise<boolean> {
	const directory = process.env.DATA_DIRECTORY ?? './data';
	if (process.env.DATABASE_URL || existsSync(path.join(directory, 'database')))
		return withEngine({}, () => complete(now));

	// Loaded in memory and put on disk whole: a start that is stopped half-way leaves nothing behind.
	const load = await withEngine({ dataDirectory: 'memory://' }, async (engine) => {
		await loadDemo(now);
		return engine.copy();
	});
	await withEngine({ dataDirectory: directory, ...(load ? { load } : {}) }, async () => undefined);
	return true;
}

async function complete(now: Date): Promise<boolean> {
	switch (await demoState(now)) {
		case 'loaded':
			return false;
		case 'empty':
			await loadDemo(now);
			return true;
		case 'half_loaded':
			throw new Error('The demo was loaded half-way only. Empty this database, then load it again.');
		case 'not_a_demo':
			throw new Error(
				'This database holds other people’s work. The demo, which signs anybody in, needs one of its own.'
			);
	}
}

async function withEngine<T>(
	options: EngineOptions,
	work: (engine: Awaited<ReturnType<typeof openEngine>>) => Promise<T>
): Promise<T> {
	const engine = await openEngine(options);
	try {
		await engine.migrate();
		useEngine(engine);
		return await work(engine);
	} finally {
		useEngine(null);
		await closeRenderer();
		await engine.close();
	}
}
