import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { recordLetterAnswers } from '#lib/letters/answers/commands.server.ts';
import { listLatestAnswers } from '#lib/letters/answers/queries.server.ts';
import { answersForm } from '#lib/letters/forms.ts';
import { canRecordLetterAnswer } from '#lib/letters/letter.ts';
import { getLetter, listAsks } from '#lib/letters/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const letter = await getLetter(trx, reviewIdOf(actor, params.review), numberIn('L', params.ref));
		if (letter.kind !== 'departmental') throw new Conflict('Only a departmental letter is answered here');
		if (!letter.issuedAt || letter.withdrawnAt) throw new Conflict('A letter is answered once it has gone out');
		if (!canRecordLetterAnswer(actor, letter)) {
			throw new Forbidden('The Cabinet minister’s own office and the secretariat record the answer');
		}
		const asks = await listAsks(trx, letter.id);
		const answers = await listLatestAnswers(trx, letter.id);
		const today = londonDate(actor.now);
		return {
			letter: { number: letter.number, subject: letter.subject, addressee: letter.addressee, replyBy: letter.replyBy },
			asks: asks.map((ask) => ({
				...ask,
				changedSince: ask.version < ask.materialVersion,
				answer: answers.find(({ recommendationId }) => recommendationId === ask.recommendationId) ?? null
			})),
			initial: {
				answeredOn: today,
				answers: asks.map(({ recommendationId }) => {
					const answer = answers.find((one) => one.recommendationId === recommendationId);
					return { outcome: answer?.outcome ?? '', words: answer?.words ?? '' };
				})
			},
			today
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, answersForm(londonDate(new Date())), async (trx, actor, input) => {
			const { review, ref } = event.params;
			const number = numberIn('L', ref) ?? 0;
			const count = await recordLetterAnswers(trx, actor, reviewIdOf(actor, review), number, input);
			return {
				to: `/reviews/${review}/letters/${reference('L', number)}`,
				notice: count === 1 ? 'One answer is recorded.' : `${count} answers are recorded.`
			};
		})
};
