import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Busy, RenderFailed } from '../render.server.ts';
import type { MarkJob } from './mark.ts';
import { UnreadableFile } from './package.ts';
import type { Reading } from './reading.ts';
import type { WordAnswer, WordJob } from './worker.ts';

/** Puts bookmarks, tracked changes and comments into a Word file of our own making. @throws Busy, RenderFailed */
export async function markDocument(bytes: Uint8Array, job: MarkJob): Promise<Uint8Array> {
	const answer = await inTurn({ kind: 'mark', bytes, job }).catch((cause: unknown) => {
		throw cause instanceof Busy ? cause : new RenderFailed(cause);
	});
	if (answer.kind !== 'marked') throw new RenderFailed(answer);
	return answer.bytes;
}

/** Reads Word files, of which one at least is from outside. @throws Busy, UnreadableFile */
export async function readDocuments(...files: Uint8Array[]): Promise<Reading[]> {
	const answer = await inTurn({ kind: 'read', files }).catch((cause: unknown) => {
		// It ran out of memory or time, or met what no Word file holds: all that a hostile file can bring about.
		throw cause instanceof Busy ? cause : new UnreadableFile(unreadable);
	});
	if (answer.kind === 'unreadable') throw new UnreadableFile(answer.message);
	return answer.kind === 'read' ? answer.readings : [];
}

const unreadable = 'This document could not be read. Open it in Word, save it again as .docx and choose that.';
const MAX_WAITING = 10;
const TIME_LIMIT_MS = 30_000;

let waiting = 0;
let line: Promise<unknown> = Promise.resolve();

/** One at a time, each in a thread of its own. */
async function inTurn(job: WordJob): Promise<WordAnswer> {
	if (waiting >= MAX_WAITING) throw new Busy();
	waiting++;
	const turn = line.then(() => run(job));
	line = turn.catch(() => undefined);
	try {
		return await turn;
	} finally {
		waiting--;
	}
}

async function run(job: WordJob): Promise<WordAnswer> {
	// From the project's root, because this module may have been bundled away from its neighbours.
	const thread = new Worker(path.resolve(process.cwd(), 'src/lib/documents/word/worker.ts'), {
		workerData: job,
		// The flags of the parent may belong to a test runner or a loader that the thread does not have.
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 }
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise<WordAnswer>((resolve, reject) => {
			thread.once('message', resolve);
			thread.once('error', reject);
			thread.once('exit', () => reject(new Error('The thread ended without an answer')));
			timer = setTimeout(() => reject(new Error('The time is up')), TIME_LIMIT_MS);
		});
	} finally {
		clearTimeout(timer);
		await thread.terminate();
	}
}
