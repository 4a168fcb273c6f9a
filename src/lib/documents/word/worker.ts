import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from '../xml.ts';
import { type MarkJob, markWord } from './mark.ts';
import { type Reading, readWord } from './reading.ts';

export type WordJob = { kind: 'mark'; bytes: Uint8Array; job: MarkJob } | { kind: 'read'; files: Uint8Array[] };

export type WordAnswer =
	| { kind: 'marked'; bytes: Uint8Array }
	| { kind: 'read'; readings: Reading[] }
	| { kind: 'unreadable'; message: string };

/** One job a thread: what a file from outside does to it ends with it. */
parentPort?.postMessage(answer(workerData as WordJob));

function answer(job: WordJob): WordAnswer {
	try {
		if (job.kind === 'mark') return { kind: 'marked', bytes: markWord(job.bytes, job.job) };
		return { kind: 'read', readings: job.files.map(readWord) };
	} catch (cause) {
		if (cause instanceof UnreadableFile) return { kind: 'unreadable', message: cause.message };
		throw cause;
	}
}
