import { createHash } from 'node:crypto';
import type { Actor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Invalid, NotFound } from '#lib/errors.ts';
import type { MessageFacts } from '#lib/mail/message/message.ts';
import { queueMail } from '#lib/mail/queue.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { getSettings } from '#lib/reviews/settings/queries.server.ts';
import { londonDate, londonMoment } from '#lib/ui/dates.ts';
import { issueLetter, lockFor, onLetter, requireVersion } from '../commands.server.ts';
import { stageOf } from '../letter.ts';
import { getLetter } from '../queries.server.ts';
import { mismatches } from './match.ts';
import { getMessage, listPeople, readExpected } from './queries.server.ts';

/** The files that a letter keeps, so that nobody fills the database with messages. */
const mostMessages = 20;

/**
 * Keeps the message that a letter is said to have gone out with. It counts once a person has confirmed it.
 * @returns its id. @throws NotFound, Forbidden, Conflict
 */
export async function addMessage(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	file: { name: string; bytes: Uint8Array; facts: MessageFacts }
): Promise<number> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.issue');
	const stage = stageOf(letter);
	if (stage !== 'signed' && stage !== 'queued') {
		throw new Conflict('A letter goes out once it is signed, and once only');
	}
	const sha256 = createHash('sha256').update(file.bytes).digest('hex');
	const kept = await trx
		.selectFrom('letterMessages')
		.select(['id', 'sha256'])
		.where('letterId', '=', letter.id)
		.execute();
	const same = kept.find((message) => message.sha256 === sha256);
	if (same) return same.id;
	if (kept.length >= mostMessages) throw new Conflict('This letter has twenty messages already. Confirm one of them.');
	const { id } = await trx
		.insertInto('letterMessages')
		.values({
			reviewId,
			letterId: letter.id,
			teamId: letter.teamId,
			fileName: file.name.slice(0, 200) || 'message.eml',
			bytes: file.bytes,
			sha256,
			facts: JSON.stringify(file.facts),
			addedByPersonId: actor.person.id,
			addedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await record(trx, grant, 'letter.message_added', onLetter(letter), { message: id, sha256 });
	return id;
}

/**
 * A person says that a message is the one that the letter went out with; the letter is then issued.
 * @param input.confirmed whether they have seen how the message differs from the letter
 * @throws NotFound, Forbidden, Conflict, Invalid('confirmed' | 'issuedOn')
 */
export async function confirmMessage(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	messageId: number,
	input: { version: number; issuedOn: string; confirmed: boolean }
): Promise<void> {
	const { letter } = await lockFor(trx, actor, reviewId, number, 'letter.issue');
	const message = await getMessage(trx, letter.id, messageId);
	if (!input.confirmed) {
		const differs = mismatches(message.facts, await readExpected(trx, await getLetter(trx, reviewId, number)));
		if (differs.length > 0) throw new Invalid('confirmed', 'Confirm that this is the message, although it differs');
	}
	await trx.updateTable('letterMessages').set({ confirmedAt: actor.now }).where('id', '=', message.id).execute();
	const { version } = input;
	await issueOn(trx, actor, reviewId, number, {
		version,
		how: 'own_mailbox',
		issuedOn: input.issuedOn,
		sentAt: message.facts.sentAt
	});
}

/** Records the day on which a letter went out by the office's own means. @throws NotFound, Forbidden, Conflict, Invalid('issuedOn') */
export async function issueOn(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number; how: 'own_mailbox' | 'paper'; issuedOn: string; sentAt?: string | null }
): Promise<void> {
	const { version, how, issuedOn } = input;
	const sent = input.sentAt ? new Date(input.sentAt) : null;
	const said = sent !== null && londonDate(sent) === issuedOn ? sent : londonMoment(issuedOn, '12:00');
	// Of the present day no later moment than now can be meant, whatever the clock of a mail program says.
	const issuedAt = issuedOn === londonDate(actor.now) && said > actor.now ? actor.now : said;
	try {
		await issueLetter(trx, actor, reviewId, number, { version, how, issuedAt });
	} catch (cause) {
		throw cause instanceof Invalid ? new Invalid('issuedOn', cause.message) : cause;
	}
}

/** What must hold before a letter is put into the outbox, and so before it is made as a document. @throws NotFound, Forbidden, Conflict */
export async function lockToSend(trx: Trx, actor: Actor, reviewId: number, number: number, version: number) {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.issue');
	requireVersion(letter, version);
	if (!(await getSettings(trx, reviewId)).sendsLetters) {
		throw new Conflict('This review does not send letters from the application. Send it from your own mailbox.');
	}
	const stage = stageOf(letter);
	if (stage === 'queued') throw new Conflict('This letter is on its way out already');
	if (stage !== 'signed') throw new Conflict('A letter goes out once it is signed, and once only');
	const recipient = (await listPeople(trx, letter.id)).find(({ side }) => side === 'addressee');
	if (!recipient)
		throw new Conflict('Nobody of the addressee’s office has an account here. Send it from your own mailbox.');
	return { letter, grant, recipient };
}

/**
 * Puts a signed letter into the outbox, once: it is issued when the outbox has sent it.
 * @param input.attachment the letter as a document, made before from the version named
 * @throws NotFound, Forbidden, Conflict
 */
export async function sendLetter(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number; attachment: { name: string; bytes: Uint8Array }; body: string }
): Promise<void> {
	const { letter, grant, recipient } = await lockToSend(trx, actor, reviewId, number, input.version);
	const queued = await queueMail(trx, {
		key: `letter:${letter.id}:${letter.revision}`,
		kind: 'letter',
		reviewId,
		letterId: letter.id,
		toPersonId: recipient.personId,
		subject: `${reference('L', number)}: ${letter.subject}`.slice(0, 200),
		body: input.body,
		attachment: input.attachment
	});
	if (!queued) throw new Conflict('The letter could not be put into the outbox. Send it from your own mailbox.');
	await trx
		.updateTable('letters')
		.set({ queuedAt: actor.now, queuedByPostId: grant.postId, revision: letter.revision + 1 })
		.where('id', '=', letter.id)
		.execute();
	await record(trx, grant, 'letter.queued', onLetter(letter), { version: letter.version });
}

/** Notes that somebody took a copy of a letter. @throws NotFound */
export async function recordCopy(trx: Trx, reviewId: number, number: number | null, format: string): Promise<void> {
	if (number === null) throw new NotFound('This letter was not found');
	const letter = await getLetter(trx, reviewId, number);
	await record(trx, null, 'letter.exported', onLetter(letter), { format, version: letter.version });
}
