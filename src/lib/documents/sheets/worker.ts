import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from '../xml.ts';
import type { Grid } from './grid.ts';
import { readGrid } from './read.ts';

export type SheetsJob = { kind: 'read'; bytes: Uint8Array };

export type SheetsAnswer = { kind: 'read'; grid: Grid } | { kind: 'unreadable'; message: string };

/** One job a thread: what a file from outside does to it ends with it. */
parentPort?.postMessage(answer(workerData as SheetsJob));

function answer(job: SheetsJob): SheetsAnswer {
	try {
		return { kind: 'read', grid: readGrid(job.bytes) };
	} catch (cause) {
		if (cause instanceof UnreadableFile) return { kind: 'unreadable', message: cause.message };
		throw cause;
	}
}
