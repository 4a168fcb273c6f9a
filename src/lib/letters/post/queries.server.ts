import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { MessageFacts } from '#lib/mail/message/message.ts';
import type { MailState } from '#lib/mail/table.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Letter } from '../queries.server.ts';
import type { Expected } from './match.ts';

export type LetterPost = {
	state: MailState;
	attempts: number;
	failedBecause: string | null;
	queuedAt: Date;
	sentAt: Date | null;
};

export type LetterPerson = { side: 'sender' | 'addressee'; personId: number; name: string; address: string };

export type SentMessage = {
	id: number;
	fileName: string;
	facts: MessageFacts;
	addedAt: Date;
	addedByName: string;
	confirmedAt: Date | null;
};

/** What became of a letter in the outbox; null where it was never put there. */
export async function findPost(trx: Trx, letterId: number): Promise<LetterPost | null> {
	const { rows } = await sql<LetterPost>`
		select state, attempts, failed_because as "failedBecause", queued_at as "queuedAt", sent_at as "sentAt"
		from letter_post(${letterId})`.execute(trx);
	return rows[0] ?? null;
}

/** Whose mailboxes a letter goes from and to, the first to write to first. Nobody outside its department and the secretariat sees any. */
export async function listPeople(trx: Trx, letterId: number): Promise<LetterPerson[]> {
	const { rows } = await sql<LetterPerson>`
		select side, person_id as "personId", name, address from letter_people(${letterId})`.execute(trx);
	return rows;
}

/** What a message that carried the letter should say. */
export async function readExpected(trx: Trx, letter: Letter): Promise<Expected> {
	const people = await listPeople(trx, letter.id);
	const of = (wanted: LetterPerson['side']) =>
		people.filter(({ side }) => side === wanted).map(({ address }) => address.toLowerCase());
	return {
		reference: reference('L', letter.number),
		subject: letter.subject,
		addressee: letter.addressee,
		senders: of('sender'),
		recipients: of('addressee')
	};
}

/** The messages that were added to a letter, the last first. */
export async function listMessages(trx: Trx, letterId: number): Promise<SentMessage[]> {
	const found = await messageQuery(trx).where('letterMessages.letterId', '=', letterId).limit(50).execute();
	return found.map(read);
}

/** @throws NotFound */
export async function getMessage(trx: Trx, letterId: number, id: number): Promise<SentMessage> {
	const found = await messageQuery(trx)
		.where('letterMessages.letterId', '=', letterId)
		.where('letterMessages.id', '=', id)
		.executeTakeFirst();
	if (!found) throw new NotFound('This message was not found');
	return read(found);
}

/** The message as it was dropped. @throws NotFound */
export async function getMessageFile(
	trx: Trx,
	letterId: number,
	id: number
): Promise<{ fileName: string; bytes: Uint8Array }> {
	const found = await trx
		.selectFrom('letterMessages')
		.select(['fileName', 'bytes'])
		.where('letterId', '=', letterId)
		.where('id', '=', id)
		.executeTakeFirst();
	if (!found) throw new NotFound('This message was not found');
	return found;
}

function messageQuery(trx: Trx) {
	return trx
		.selectFrom('letterMessages')
		.innerJoin('people', 'people.id', 'letterMessages.addedByPersonId')
		.select([
			'letterMessages.id',
			'letterMessages.fileName',
			'letterMessages.facts',
			'letterMessages.addedAt',
			'people.name as addedByName',
			'letterMessages.confirmedAt'
		])
		.orderBy('letterMessages.id', 'desc');
}

/** Facts are written by `addMessage` alone, from what `readMessage` found. */
function read({ facts, ...message }: Omit<SentMessage, 'facts'> & { facts: string }): SentMessage {
	return { ...message, facts: JSON.parse(facts) as MessageFacts };
}
