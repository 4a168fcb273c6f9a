import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editLetter, type LetterWords, type NewLetter, writeLetter } from '#lib/letters/commands.server.ts';
import { isOpen, type Stage, stageOf } from '#lib/letters/letter.ts';
import { londonDate, longDate } from '#lib/ui/dates.ts';
import { roundCalendar } from '../calendar/queries.server.ts';
import { clearDaysBetween, daysWords, isRoundDay, replyBy } from '../clock.ts';
import { lockRound, type Round } from '../queries.server.ts';
import { canEditRound, canManageRounds } from '../round.ts';
import { type LetterDates, roundLetterWords } from './letter-words.ts';

export type RoundLetter = {
	number: number;
	subject: string;
	text: string;
	replyBy: string | null;
	version: number;
	revision: number;
	stage: Stage;
	signedBy: string | null;
	signedOn: string | null;
	/** Whether it can still be written anew. */
	open: boolean;
};

/** The letter of a round; null where there is none, or none that this person may see. */
export async function findRoundLetter(trx: Trx, roundId: number): Promise<RoundLetter | null> {
	const letter = await trx
		.selectFrom('letters')
		.selectAll()
		.where('roundId', '=', roundId)
		.where('kind', '=', 'round')
		.where('withdrawnAt', 'is', null)
		.orderBy('id', 'desc')
		.executeTakeFirst();
	if (!letter) return null;
	const { number, subject, text, replyBy: due, version, revision, signedBy, signedOn } = letter;
	return {
		number,
		subject,
		text,
		replyBy: due,
		version,
		revision,
		signedBy,
		signedOn,
		stage: stageOf(letter),
		open: isOpen(letter)
	};
}

/** The day that replies are due when a letter is dated today, and the clear days it gives. */
export async function usualDates(trx: Trx, actor: Actor, round: Round) {
	const calendar = await roundCalendar(trx, round.reviewId, round.rules);
	const today = londonDate(actor.now);
	const due = replyBy(today, round.clearDays, calendar);
	return { replyBy: due, givenDays: clearDaysBetween(today, due, calendar), shortNoticeBecause: null };
}

/** Drafts the letter of a round that was just prepared. */
export async function draftRoundLetter(trx: Trx, actor: Actor, round: Round): Promise<void> {
	await writeLetter(
		trx,
		actor,
		round.reviewId,
		newLetter(round, roundLetterWords(round, await usualDates(trx, actor, round)))
	);
}

/** Brings the letter of a round that was changed along, while nobody has put a word of their own into it. */
export async function followRound(trx: Trx, actor: Actor, before: Round, after: Round): Promise<void> {
	const letter = await findUntouched(trx, actor, before);
	if (!letter) return;
	const words = roundLetterWords(after, await usualDates(trx, actor, after));
	await editLetter(trx, actor, before.reviewId, letter.number, { ...words, revision: letter.revision });
}

/** Brings the letter along to the day that the round was issued for, while it is as it was drafted. */
export async function followIssue(trx: Trx, actor: Actor, round: Round, dates: LetterDates): Promise<void> {
	const letter = await findUntouched(trx, actor, round);
	if (!letter || (letter.replyBy === dates.replyBy && dates.shortNoticeBecause === null)) return;
	const words = roundLetterWords(round, dates);
	await editLetter(trx, actor, round.reviewId, letter.number, { ...words, revision: letter.revision });
}

/** The letter while it is in draft and says what follows from the round, no more and no less. */
async function findUntouched(trx: Trx, actor: Actor, round: Round): Promise<RoundLetter | null> {
	const letter = await findRoundLetter(trx, round.id);
	if (!letter || letter.stage !== 'drafted' || letter.replyBy === null) return null;
	const usual = await usualDates(trx, actor, round);
	return roundLetterWords(round, { ...usual, replyBy: letter.replyBy }).text === letter.text ? letter : null;
}

export type WriteAnewInput = { revision: number; replyBy: string; shortNoticeBecause: string | null };

/**
 * Writes the letter again from the round as it stands, for the day that it should name: what was cleared or signed needs
 * it again. A round without a letter gets one.
 * @param input.revision of the letter; 1 where there is none yet. @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function writeRoundLetter(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: WriteAnewInput
): Promise<void> {
	const round = await lockRound(trx, actor, reviewId, name);
	if (!round) throw new NotFound('This write-round was not found');
	if (!canManageRounds(actor, reviewId)) throw new Forbidden('Only the secretariat writes the letter of a write-round');
	if (!canEditRound(actor, round)) {
		throw new Conflict('The letter of a write-round that was issued or withdrawn stays as it is');
	}
	const calendar = await roundCalendar(trx, reviewId, round.rules);
	const { replyBy: due, shortNoticeBecause } = input;
	if (!isRoundDay(due, calendar)) {
		throw new Invalid('replyBy', `${longDate(due)} is no working day of this round: choose another day`);
	}
	const givenDays = clearDaysBetween(londonDate(actor.now), due, calendar);
	if (givenDays < round.clearDays && round.rules.shortNotice.needsReason && shortNoticeBecause === null) {
		throw new Invalid(
			'shortNoticeBecause',
			`A letter of today would give ${daysWords(givenDays)} and not ${round.clearDays}: enter the reason, which the letter prints`
		);
	}
	const words = roundLetterWords(round, { replyBy: due, givenDays, shortNoticeBecause });
	const letter = await findRoundLetter(trx, round.id);
	if (letter) await editLetter(trx, actor, reviewId, letter.number, { ...words, revision: input.revision });
	else await writeLetter(trx, actor, reviewId, newLetter(round, words));
}

function newLetter(round: Round, words: LetterWords): NewLetter {
	return {
		...words,
		kind: 'round',
		batch: null,
		roundId: round.id,
		teamId: round.sponsor.teamId,
		senderPostId: round.sponsor.postId,
		addresseePostId: null,
		asks: []
	};
}
