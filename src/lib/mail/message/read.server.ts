import { Busy } from '#lib/documents/render.server.ts';
import { threadFor } from '#lib/documents/thread.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { largestMessage, type MessageFacts } from './message.ts';
import type { MessageAnswer } from './worker.ts';

/**
 * Reads what a message (.eml) says of itself, in a thread that is ended after twenty seconds. A person confirms what it says.
 * @throws Busy; UnreadableFile in words to show beside the field
 */
export async function readMessage(bytes: Uint8Array): Promise<MessageFacts> {
	if (bytes.byteLength === 0) throw new UnreadableFile('This file is empty');
	if (bytes.byteLength > largestMessage) {
		throw new UnreadableFile('The message must be 10 MB or smaller. Save it without its attachments, and choose that.');
	}
	const answer = await inTurn(bytes).catch((cause: unknown) => {
		// It ran out of memory or time: all that a hostile file can bring about.
		throw cause instanceof Busy ? cause : new UnreadableFile('This message could not be read');
	});
	if (answer.kind === 'unreadable') throw new UnreadableFile(answer.message);
	return answer.facts;
}

const inTurn = threadFor<Uint8Array, MessageAnswer>('src/lib/mail/message/worker.ts', 20_000);
