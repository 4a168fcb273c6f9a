import { Busy } from '../render.server.ts';
import { threadFor } from '../thread.server.ts';
import { UnreadableFile } from '../xml.ts';
import type { Grid } from './grid.ts';
import type { Edit } from './editing.ts';
import type { Edited, SheetsAnswer, SheetsJob } from './worker.ts';

/** Reads a workbook or CSV file from outside, in a thread that is ended after ten seconds. @throws Busy, UnreadableFile */
export async function readSheets(bytes: Uint8Array): Promise<Grid> {
	const answer = await ask({ kind: 'read', bytes });
	if (answer.kind !== 'read') throw new UnreadableFile(unreadable);
	return answer.grid;
}

/** Fills cells of a workbook from outside in place, in the same way. @throws Busy, UnreadableFile */
export async function fillSheets(bytes: Uint8Array, edits: Edit[]): Promise<Edited> {
	const answer = await ask({ kind: 'edit', bytes, edits });
	if (answer.kind !== 'edited') throw new UnreadableFile(unreadable);
	return answer;
}

async function ask(job: SheetsJob): Promise<SheetsAnswer> {
	const answer = await inTurn(job).catch((cause: unknown) => {
		// It ran out of memory or time, or met what no workbook holds: all that a hostile file can bring about.
		throw cause instanceof Busy ? cause : new UnreadableFile(unreadable);
	});
	if (answer.kind === 'unreadable') throw new UnreadableFile(answer.message);
	return answer;
}

const unreadable = 'This file could not be read. Open it in Excel or LibreOffice, save it again and choose that.';
const inTurn = threadFor<SheetsJob, SheetsAnswer>('src/lib/documents/sheets/worker.ts', 10_000);
