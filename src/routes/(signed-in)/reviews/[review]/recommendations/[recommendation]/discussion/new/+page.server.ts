import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { placeOf } from '#lib/discussion/address.ts';
import { startThread } from '#lib/discussion/commands.server.ts';
import { threadForm } from '#lib/discussion/forms.ts';
import { canSpeak, firstVisibility, grantToSpeak } from '#lib/discussion/thread.ts';
import { oneLine } from '#lib/documents/anchor.ts';
import { hasRole } from '#lib/access/actor.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, placeOf(params).number);
		if (!canSpeak(actor, reviewId)) throw new Forbidden('You may read what is said of a recommendation, not take part');
		const own = grantToSpeak(actor, reviewId)?.teamId;
		return {
			number: recommendation.number,
			title: recommendation.title,
			version: recommendation.version,
			words: oneLine(recommendation.text),
			department: (await listTeams(trx, reviewId)).find((team) => team.id === own)?.name ?? 'your department',
			secretariat: hasRole(actor, reviewId, 'secretariat'),
			first: firstVisibility(actor, reviewId)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, threadForm, async (trx, actor, input) => {
			const { number, here } = placeOf(event.params);
			const id = await startThread(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return {
				to: `${here}/discussion/${id}`,
				notice:
					input.visibility === 'members'
						? 'Your comment is there for every member of the review.'
						: 'Your comment is there for your own department alone.'
			};
		})
};
