import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canAnswerQuestion } from '#lib/box/box.ts';
import { answerFromBox } from '#lib/box/questions/commands.server.ts';
import { questionAnswerForm } from '#lib/box/questions/forms.ts';
import { getBoxQuestion } from '#lib/box/questions/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const question = await getBoxQuestion(trx, reviewId, numberFrom(params.question) ?? 0);
		return {
			question,
			name: reference('R', question.recommendationNumber),
			may: { answer: question.answer === null && canAnswerQuestion(actor, question) }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, questionAnswerForm, async (trx, actor, { answer }) => {
			const id = numberFrom(event.params.question) ?? 0;
			await answerFromBox(trx, actor, reviewIdOf(actor, event.params.review), id, answer);
			return {
				to: `/reviews/${event.params.review}/box/questions/${id}`,
				notice: 'The question is answered. The minister reads the answer on the card.'
			};
		})
};
