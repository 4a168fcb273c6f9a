import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { may } from '#lib/access/actor.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom, tagForm } from '#lib/recommendations/forms.ts';
import { tagFindings } from '#lib/recommendations/link-commands.server.ts';
import { listRecommendationChoices } from '#lib/recommendations/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

const most = 200;

/** The ticked findings come in the address (`?findings=12&findings=15`, by number) from a list's bulk bar. */
export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!may(actor, 'link.make', { reviewId })) throw new Forbidden('Officials and the secretariat tag findings');
		const numbers = url.searchParams
			.getAll('findings')
			.map((text) => numberFrom(text) ?? numberIn('F', text))
			.filter((number) => number !== null);
		return {
			findings: await trx
				.selectFrom('findings')
				.select(['id', 'number', 'sentence'])
				.where('reviewId', '=', reviewId)
				.where('number', 'in', [0, ...numbers.slice(0, most)])
				.orderBy('number')
				.execute(),
			choices: await listRecommendationChoices(trx, reviewId)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, tagForm, async (trx, actor, input) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			const { findings, ...said } = input;
			const { made, already } = await tagFindings(trx, actor, reviewId, findings, said);
			const tagged = made === 1 ? 'One finding is tagged' : `${made} findings are tagged`;
			return {
				to: `/reviews/${event.params.review}/findings`,
				notice: already === 0 ? `${tagged}.` : `${tagged}; ${already} had this tag before.`
			};
		})
};
