import type { Actor } from '#lib/access/actor.ts';
import { record, textDigest } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { lockFor, onLetter } from '../commands.server.ts';
import { listAsks } from '../queries.server.ts';
import type { LetterOutcome } from '../table.ts';
import { listLatestAnswers } from './queries.server.ts';

export type AnswersInput = {
	answeredOn: string;
	source: string;
	/** `row` is the row of the form, for its errors. */
	answers: readonly { recommendationId: number; outcome: LetterOutcome; words: string | null; row: number }[];
};

/**
 * Appends what the Cabinet minister answered to what a letter asks, on the words that it asked in; the latest answer counts.
 * An agreement to more than noting is also a dated fact of the recommendation, once.
 * @returns how many answers were new
 * @throws NotFound, Forbidden, Conflict, Invalid('answeredOn') or on `answers[row]`
 */
export async function recordLetterAnswers(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: AnswersInput
): Promise<number> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter_answer.record');
	if (letter.kind !== 'departmental') throw new Conflict('Only a departmental letter is answered here');
	if (letter.withdrawnAt) throw new Conflict('This letter is withdrawn');
	if (!letter.issuedAt || letter.addresseePostId === null)
		throw new Conflict('A letter is answered once it has gone out');
	if (input.answeredOn > londonDate(actor.now)) {
		throw new Invalid('answeredOn', 'The day of the answer must be today or earlier');
	}
	if (input.answeredOn < londonDate(letter.issuedAt)) {
		throw new Invalid('answeredOn', 'The day of the answer must not be before the day the letter went out');
	}
	const asks = await listAsks(trx, letter.id);
	const latest = await listLatestAnswers(trx, letter.id);
	const given = input.answers.map((answer) => {
		const ask = asks.find(({ recommendationId }) => recommendationId === answer.recommendationId);
		if (!ask) throw new NotFound('The letter does not ask for this recommendation');
		if (answer.outcome !== 'agreed' && answer.words === null) {
			throw new Invalid(`answers[${answer.row}].words`, 'Enter what was said');
		}
		return { ...answer, ask, before: latest.find(({ recommendationId }) => recommendationId === ask.recommendationId) };
	});
	const fresh = given.filter(({ before, outcome, words }) => before?.outcome !== outcome || before.words !== words);
	if (fresh.length === 0) throw new Conflict('Nothing here differs from what is recorded already');

	const holder = await trx
		.selectFrom('holdings')
		.select('personId')
		.where('postId', '=', letter.addresseePostId)
		.where('since', '<=', actor.now)
		.where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', actor.now)]))
		.orderBy('since', 'desc')
		.executeTakeFirst();
	for (const { ask, outcome, words } of fresh) {
		const recorded = {
			reviewId,
			recommendationId: ask.recommendationId,
			version: ask.version,
			source: input.source,
			recordedByPersonId: actor.person.id,
			recordedByPostId: grant.postId,
			recordedAt: actor.now
		};
		await trx
			.insertInto('letterAnswers')
			.values({
				...recorded,
				letterId: letter.id,
				teamId: letter.teamId,
				outcome,
				words,
				answeredOn: input.answeredOn,
				holderPersonId: holder?.personId ?? null
			})
			.execute();
		if (outcome !== 'agreed' || ask.ask === 'note') continue;
		await trx
			.insertInto('decisions')
			.values({ ...recorded, kind: 'cabinet_minister', postId: letter.addresseePostId, decidedOn: input.answeredOn })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
	for (const { ask, outcome, words } of fresh) {
		await record(trx, grant, 'letter.answered', onLetter(letter), {
			recommendation: reference('R', ask.number),
			version: ask.version,
			outcome,
			words: words === null ? null : textDigest(words),
			answeredOn: input.answeredOn,
			source: input.source
		});
	}
	return fresh.length;
}
