import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { mayStillReopen, reopenableUntil, reopenDraftingChange } from '#lib/recommendations/commands.server.ts';
import { numberFrom, reopenForm } from '#lib/recommendations/forms.ts';
import { getRecommendation, getVersion } from '#lib/recommendations/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { difference } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, numberIn('R', params.recommendation));
		if (!may(actor, 'drafting_change.reopen', { reviewId })) {
			throw new Forbidden('Only an office that has answered may reopen a drafting change');
		}
		const changed = await getVersion(trx, recommendation.id, numberFrom(params.version) ?? 0);
		const before = await getVersion(trx, recommendation.id, Math.max(1, changed.version - 1));
		return {
			number: recommendation.number,
			title: recommendation.title,
			version: changed.version,
			because: changed.draftingBecause,
			until: reopenableUntil(changed.savedAt),
			open: mayStillReopen(changed.savedAt, actor.now) && changed.reopenedAt === null,
			titleParts: before.title === changed.title ? [] : difference(before.title, changed.title),
			textParts: difference(before.text, changed.text)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, reopenForm, async (trx, actor, input) => {
			const number = numberIn('R', event.params.recommendation) ?? 0;
			await reopenDraftingChange(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return {
				to: `/reviews/${event.params.review}/recommendations/${reference('R', number)}`,
				notice: 'The drafting change is reopened. Answers given before it have lapsed and are asked for again.'
			};
		})
};
