import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { teamsOf } from '#lib/access/actor.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { draftRecommendation } from '#lib/recommendations/commands.server.ts';
import { draftForm } from '#lib/recommendations/forms.ts';
import { canDraftRecommendation } from '#lib/recommendations/recommendation.ts';
import { listQuestions, listTeams } from '#lib/reviews/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canDraftRecommendation(actor, reviewId))
			throw new Forbidden('Officials and the secretariat draft recommendations');
		const [mine] = teamsOf(actor, reviewId, 'official');
		return {
			teams: await listTeams(trx, reviewId),
			questions: await listQuestions(trx, reviewId),
			initial: { verb: 'agree', costStatus: 'unknown', leadTeamId: mine === undefined ? '' : String(mine) }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, draftForm, async (trx, actor, input) => {
			const made = await draftRecommendation(trx, actor, reviewIdOf(actor, event.params.review), input);
			return {
				to: `/reviews/${event.params.review}/recommendations/${made.reference}`,
				notice: `${made.reference} is drafted. Tag the findings that speak for it and against it.`
			};
		})
};
