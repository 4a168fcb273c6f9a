import { sql } from 'kysely';
import { type Actor, type Grant, grantFor, isMember } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import { changes, record, textDigest } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { isOpen, scheduleLines, stageOf } from './letter.ts';
import { scheduleSlot, unknownFields } from './merge.ts';
import { listAsks, lockLetter } from './queries.server.ts';
import type { Ask, LetterKind, LettersTable } from './table.ts';

export type LetterWords = {
	addressee: string;
	copiedTo: string;
	subject: string;
	/** Markdown. `{{schedule}}` is the one field that may stand in it. */
	text: string;
	replyBy: string | null;
};

export type NewLetter = LetterWords & {
	kind: LetterKind;
	/** The letters that were written in one act. */
	batch: string | null;
	/** For letters of a write-round. */
	roundId: number | null;
	/** Whose letter it is: the team of the sender. */
	teamId: number;
	senderPostId: number;
	/** Null where it goes outside the review. */
	addresseePostId: number | null;
	asks: readonly { recommendationId: number; version: number; ask: Ask }[];
};

/** Writes a letter in draft. @returns its number, as in L5. @throws NotFound, Forbidden, Invalid */
export async function writeLetter(trx: Trx, actor: Actor, reviewId: number, input: NewLetter): Promise<number> {
	const [letter] = await writeLetters(trx, actor, reviewId, [input]);
	if (!letter) throw new Error('No letter was written');
	return letter;
}

/** Writes several letters in one act: all of them or none. @returns their numbers. @throws NotFound, Forbidden, Invalid */
export async function writeLetters(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	letters: readonly NewLetter[]
): Promise<number[]> {
	if (!isMember(actor, reviewId)) throw new NotFound('This review was not found');
	const grant = grantFor(actor, 'letter.write', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat writes letters');
	const written: { id: number; number: number; input: NewLetter }[] = [];
	for (const input of letters) {
		requireKnownFields(input);
		written.push({ ...(await insertLetter(trx, actor, grant, reviewId, input)), input });
	}
	for (const { id, number, input } of written) {
		await record(trx, grant, 'letter.written', { ...onLetter({ ...input, reviewId, id, number }) }, saidOf(input));
	}
	return written.map(({ number }) => number);
}

/**
 * Changes the words of a letter that has not gone out. Changed words make a version that must be cleared and signed again;
 * where nothing differs nothing is written.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function editLetter(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: LetterWords & { revision: number }
): Promise<void> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.edit', input.revision);
	if (!isOpen(letter)) throw new Conflict('This letter has gone out, so its words stay as they are');
	requireKnownFields(input);
	const { addressee, copiedTo, subject, text, replyBy } = input;
	const words = { addressee, copiedTo, subject, text, replyBy };
	const changed = changes({ ...letter }, words);
	if (Object.keys(changed).length === 0) return;
	const version = letter.version + 1;
	await trx
		.updateTable('letters')
		.set({ ...words, version, revision: letter.revision + 1 })
		.where('id', '=', letter.id)
		.execute();
	await keepVersion(trx, actor, grant, letter, version, words);
	await record(trx, grant, 'letter.edited', onLetter(letter), { version, fields: Object.keys(changed) });
}

/** The sender's own office clears the words as they are. @param input.version the version that was read. @throws NotFound, Forbidden, Conflict */
export async function clearLetter(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number }
): Promise<void> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.clear');
	requireVersion(letter, input.version);
	if (stageOf(letter) !== 'drafted') throw new Conflict('This version of the letter is cleared already, or withdrawn');
	await trx
		.updateTable('letters')
		.set({
			clearedVersion: letter.version,
			clearedAt: actor.now,
			clearedByPersonId: actor.person.id,
			clearedByPostId: grant.postId,
			revision: letter.revision + 1
		})
		.where('id', '=', letter.id)
		.execute();
	await record(trx, grant, 'letter.cleared', onLetter(letter), { version: letter.version });
}

/** The office records who signed the cleared words, and when. @throws NotFound, Forbidden, Conflict, Invalid('signedOn') */
export async function signLetter(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number; signedBy: string; signedOn: string }
): Promise<void> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.sign');
	requireVersion(letter, input.version);
	const stage = stageOf(letter);
	if (stage === 'drafted') throw new Conflict('A letter is signed once its sender’s office has cleared these words');
	if (stage !== 'cleared') throw new Conflict('This version of the letter is signed already, or withdrawn');
	if (input.signedOn > londonDate(actor.now))
		throw new Invalid('signedOn', 'The day of the signature must be today or earlier');
	await trx
		.updateTable('letters')
		.set({
			signedBy: input.signedBy,
			signedOn: input.signedOn,
			signedVersion: letter.version,
			revision: letter.revision + 1
		})
		.where('id', '=', letter.id)
		.execute();
	const { version, signedBy, signedOn } = input;
	await record(trx, grant, 'letter.signed', onLetter(letter), { version, signedBy, signedOn });
}

/**
 * Records that a signed letter went out from the office's own mailbox or on paper.
 * @throws NotFound, Forbidden, Conflict, Invalid('issuedAt')
 */
export async function issueLetter(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number; how: Exclude<LettersTable['issuedHow'], 'application' | null>; issuedAt: Date }
): Promise<void> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.issue');
	requireVersion(letter, input.version);
	const stage = stageOf(letter);
	if (stage === 'drafted' || stage === 'cleared') throw new Conflict('A letter is issued once it is signed');
	if (stage !== 'signed' && stage !== 'queued') throw new Conflict('This letter is issued already, or withdrawn');
	if (stage === 'queued') await requireStuck(trx, letter);
	if (input.issuedAt > actor.now) throw new Invalid('issuedAt', 'The day it went out must be today or earlier');
	if (letter.signedOn !== null && londonDate(input.issuedAt) < letter.signedOn) {
		throw new Invalid('issuedAt', 'The day it went out must not be before the day it was signed');
	}
	await trx
		.updateTable('letters')
		.set({ issuedAt: input.issuedAt, issuedHow: input.how, revision: letter.revision + 1 })
		.where('id', '=', letter.id)
		.execute();
	await record(trx, grant, 'letter.issued', onLetter(letter), { how: input.how, at: input.issuedAt });
}

/** The addressee's office, or the secretariat, says that the letter arrived. @throws NotFound, Forbidden, Conflict, Invalid('receivedOn') */
export async function receiveLetter(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { receivedOn: string }
): Promise<void> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.receive');
	if (stageOf(letter) !== 'issued' || letter.issuedAt === null) {
		throw new Conflict('A letter is received once it has gone out, and once only');
	}
	const { receivedOn } = input;
	if (receivedOn > londonDate(actor.now))
		throw new Invalid('receivedOn', 'The day it arrived must be today or earlier');
	if (receivedOn < londonDate(letter.issuedAt)) {
		throw new Invalid('receivedOn', 'The day it arrived must not be before the day it went out');
	}
	await trx
		.updateTable('letters')
		.set({ receivedOn, revision: letter.revision + 1 })
		.where('id', '=', letter.id)
		.execute();
	await record(trx, grant, 'letter.received', onLetter(letter), { receivedOn });
}

/** Takes a letter back with a reason: it keeps its reference and words. @throws NotFound, Forbidden, Conflict */
export async function withdrawLetter(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { because: string; revision: number }
): Promise<void> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.withdraw', input.revision);
	if (letter.withdrawnAt) throw new Conflict('This letter is withdrawn already');
	if (letter.queuedAt && !letter.issuedAt)
		throw new Conflict('This letter is on its way out. Withdraw it once it has gone.');
	await trx
		.updateTable('letters')
		.set({ withdrawnAt: actor.now, withdrawnBecause: input.because, revision: letter.revision + 1 })
		.where('id', '=', letter.id)
		.execute();
	await record(trx, grant, 'letter.withdrawn', onLetter(letter), { because: input.because });
}

export type LockedLetter = NonNullable<Awaited<ReturnType<typeof lockLetter>>>;

type SenderAct = 'letter.edit' | 'letter.clear' | 'letter.sign' | 'letter.issue';
type AddresseeAct = 'letter.receive' | 'letter_answer.record';

/** Locks a letter for an act: the sender's acts in the name of the sending post, the addressee's in theirs. */
export async function lockFor(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	act: SenderAct | AddresseeAct | 'letter.withdraw',
	revision?: number
): Promise<{ letter: LockedLetter; grant: Grant }> {
	const letter = await lockLetter(trx, reviewId, number);
	if (!letter) throw new NotFound('This letter was not found');
	const grant = grantFor(actor, act, { reviewId, ...inNameOf(act, letter) });
	if (!grant) throw new Forbidden();
	if (revision !== undefined && letter.revision !== revision) throw new Conflict('Somebody has changed this letter');
	return { letter, grant };
}

export function onLetter(letter: { reviewId: number; id: number; number: number; teamId: number }) {
	return {
		reviewId: letter.reviewId,
		kind: 'letter',
		id: letter.id,
		reference: reference('L', letter.number),
		audience: 'team',
		teamId: letter.teamId
	} as const;
}

/** The words that were read are the words that count. @throws Conflict */
export function requireVersion(letter: LockedLetter, version: number): void {
	if (letter.version !== version) {
		throw new Conflict('The words of this letter have changed since you read them. Read what changed, then go on.');
	}
}

/** What is in the outbox goes out by itself: only where it cannot does an office send it another way. @throws Conflict */
async function requireStuck(trx: Trx, letter: LockedLetter): Promise<void> {
	const { rows } = await sql<{ state: string }>`select state from letter_post(${letter.id})`.execute(trx);
	if (rows[0]?.state === 'failed') return;
	throw new Conflict('This letter is on its way out of the application already');
}

function inNameOf(act: Act, letter: LockedLetter): { postId?: number } {
	if (act === 'letter.withdraw') return {};
	if (act === 'letter.receive' || act === 'letter_answer.record') return { postId: letter.addresseePostId ?? 0 };
	return { postId: letter.senderPostId };
}

function requireKnownFields({ subject, text }: { subject: string; text: string }): void {
	for (const [field, words, known] of [
		['subject', subject, []],
		['text', text, [scheduleSlot]]
	] as const) {
		const [unknown] = unknownFields(words, known);
		if (unknown) throw new Invalid(field, `${unknown} is not filled in. Write out what it stands for.`);
	}
}

async function insertLetter(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	reviewId: number,
	{ asks, ...letter }: NewLetter
): Promise<{ id: number; number: number }> {
	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'L') as number`.execute(trx);
	const number = rows[0]?.number ?? 0;
	const { id } = await trx
		.insertInto('letters')
		.values({ ...letter, reviewId, number, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	if (asks.length > 0) {
		await trx
			.insertInto('letterAsks')
			.values(asks.map((ask) => ({ ...ask, letterId: id, reviewId, teamId: letter.teamId })))
			.execute();
	}
	await keepVersion(trx, actor, grant, { id, reviewId, teamId: letter.teamId }, 1, letter);
	return { id, number };
}

/** Keeps a wording as it is now, with what it asks. */
export async function keepVersion(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	letter: { id: number; reviewId: number; teamId: number },
	version: number,
	{ addressee, copiedTo, subject, text, replyBy }: LetterWords
): Promise<void> {
	await trx
		.insertInto('letterVersions')
		.values({
			letterId: letter.id,
			reviewId: letter.reviewId,
			teamId: letter.teamId,
			version,
			addressee,
			copiedTo,
			subject,
			text,
			replyBy,
			schedule: scheduleLines(await listAsks(trx, letter.id)),
			personId: actor.person.id,
			postId: grant.postId,
			savedAt: actor.now
		})
		.execute();
}

function saidOf({ kind, subject, text, addressee, asks }: NewLetter): Record<string, unknown> {
	return { kind, addressee, subject, text: textDigest(text), asks: asks.length };
}
