import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from '../xml.ts';
import { editCells } from './edit.ts';
import type { Edit, EditOutcome } from './editing.ts';
import type { Grid } from './grid.ts';
import { readGrid } from './read.ts';

export type SheetsJob = { kind: 'read'; bytes: Uint8Array } | { kind: 'edit'; bytes: Uint8Array; edits: Edit[] };

/** A workbook that was filled, and what it then holds. */
export type Edited = { bytes: Uint8Array; outcomes: EditOutcome[]; grid: Grid };

export type SheetsAnswer =
	{ kind: 'read'; grid: Grid } | ({ kind: 'edited' } & Edited) | { kind: 'unreadable'; message: string };

/** One job a thread: what a file from outside does to it ends with it. */
parentPort?.postMessage(answer(workerData as SheetsJob));

function answer(job: SheetsJob): SheetsAnswer {
	try {
		if (job.kind === 'read') return { kind: 'read', grid: readGrid(job.bytes) };
		const edited = editCells(job.bytes, job.edits);
		return { kind: 'edited', ...edited, grid: readGrid(edited.bytes) };
	} catch (cause) {
		if (cause instanceof UnreadableFile) return { kind: 'unreadable', message: cause.message };
		throw cause;
	}
}
