import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { notTakeForward } from '#lib/recommendations/commands.server.ts';
import { notTakenForwardForm } from '#lib/recommendations/forms.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { canNotTakeForward } from '#lib/recommendations/recommendation.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, numberIn('R', params.recommendation));
		if (!canNotTakeForward(actor, recommendation)) throw new Forbidden();
		const { number, title, text, revision } = recommendation;
		return { number, title, text, revision };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, notTakenForwardForm, async (trx, actor, input) => {
			const number = numberIn('R', event.params.recommendation) ?? 0;
			await notTakeForward(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return {
				to: `/reviews/${event.params.review}/recommendations/${reference('R', number)}`,
				notice: `${reference('R', number)} is recorded as not taken forward.`
			};
		})
};
