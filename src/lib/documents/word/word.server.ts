import { Busy, RenderFailed } from '../render.server.ts';
import { threadFor } from '../thread.server.ts';
import { UnreadableFile } from '../xml.ts';
import type { MarkJob } from './mark.ts';
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
const inTurn = threadFor<WordJob, WordAnswer>('src/lib/documents/word/worker.ts', 30_000);
