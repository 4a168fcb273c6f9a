import type { Engine } from './engine.server.ts';

/**
 * Names the engine that this process works on: the server at start-up, a command-line tool, or a test; null when it is closed.
 * It hangs on the global object, so that the development server finds it again when it has reloaded this module.
 */
export function useEngine(opened: Engine | null): void {
	holder[key] = opened;
}

/** @throws when no engine was opened */
export function currentEngine(): Engine {
	const engine = holder[key];
	if (!engine) throw new Error('No database is open');
	return engine;
}

export function isEngineOpen(): boolean {
	return Boolean(holder[key]);
}

const key = Symbol.for('throughline.engine');
const holder = globalThis as { [key]?: Engine | null };
