import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile } from '#lib/documents/xml.ts';
import type { MessageFacts } from './message.ts';
import { parseMessage } from './parse.ts';

export type MessageAnswer = { kind: 'read'; facts: MessageFacts } | { kind: 'unreadable'; message: string };

/** One message a thread: what a file from outside does to it ends with it. */
parentPort?.postMessage(await answer(workerData as Uint8Array));

async function answer(bytes: Uint8Array): Promise<MessageAnswer> {
	try {
		return { kind: 'read', facts: await parseMessage(bytes) };
	} catch (cause) {
		if (cause instanceof UnreadableFile) return { kind: 'unreadable', message: cause.message };
		throw cause;
	}
}
