import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { answeringGrant, answerQuestion } from '#lib/bids/treasury/commands.server.ts';
import { answerForm } from '#lib/bids/treasury/forms.ts';
import { listQuestions } from '#lib/bids/treasury/queries.server.ts';
import { getKnownBid } from '#lib/bids/versions/queries.server.ts';
import { getLastSubmitted } from '#lib/bids/submitted/queries.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = numberIn('B', params.ref) ?? 0;
		const { id } = await getKnownBid(trx, reviewId, number);
		const question = (await listQuestions(trx, id)).find((each) => String(each.number) === params.number);
		if (!question) throw new NotFound('This question was not found');
		const { content } = await getLastSubmitted(trx, reviewId, number);
		const teamIds = [content.lead, ...content.partners].map((team) => team.id);
		if (!answeringGrant(actor, reviewId, { teamIds }))
			throw new Forbidden('Officials of the departments whose bid it is answer');
		return { question };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, answerForm, async (trx, actor, input) => {
			const { review, ref, number } = event.params;
			const question = /^\d{1,6}$/.test(number) ? Number(number) : 0;
			await answerQuestion(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, question, input);
			return { to: `/reviews/${review}/bids/${ref}/questions`, notice: `Question ${question} is answered.` };
		})
};
