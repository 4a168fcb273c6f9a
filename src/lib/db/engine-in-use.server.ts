import type { Engine } from './engine.server.ts';

let engine: Engine | null = null;

/** Names the engine that this process works on: the server at start-up, a command-line tool, or a test. */
export function useEngine(opened: Engine | null): void {
	engine = opened;
}

/** @throws when no engine was opened */
export function currentEngine(): Engine {
	if (!engine) throw new Error('No database is open');
	return engine;
}
