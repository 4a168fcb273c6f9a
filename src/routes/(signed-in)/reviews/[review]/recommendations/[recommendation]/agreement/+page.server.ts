import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { may } from '#lib/access/actor.ts';
import { act } from '#lib/forms/act.server.ts';
import { recordAgreement } from '#lib/positions/commands.server.ts';
import { agreementForm } from '#lib/positions/forms.ts';
import { canRecordAgreement, stanceTag } from '#lib/positions/position.ts';
import { listPositions } from '#lib/positions/queries.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		const recommendation = await getRecommendation(trx, review.id, numberIn('R', params.recommendation));
		const isChair =
			review.chairPostId !== null &&
			may(actor, 'agreement.record', { reviewId: review.id, postId: review.chairPostId });
		if (!isChair) throw new Forbidden('The chair of the group, or the chair’s private office, records its agreement');
		if (!canRecordAgreement(actor, recommendation, review.chairPostId)) {
			throw new Conflict('The agreement of the group is recorded once a recommendation is with it, and once only');
		}
		const positions = await listPositions(trx, actor, recommendation);
		return {
			number: recommendation.number,
			title: recommendation.title,
			text: recommendation.text,
			version: recommendation.version,
			today: londonDate(actor.now),
			doubts: positions
				.filter(({ answer, lapsed }) => answer === null || lapsed || answer.stance !== 'content')
				.map(({ post, answer, lapsed }) => ({
					postId: post.postId,
					departmentName: post.departmentName,
					answer: answer && stanceTag(answer.stance),
					lapsed,
					reason: answer?.reason ?? null
				}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, agreementForm(londonDate(new Date())), async (trx, actor, input) => {
			const number = numberIn('R', event.params.recommendation) ?? 0;
			await recordAgreement(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return {
				to: `/reviews/${event.params.review}/recommendations/${reference('R', number)}`,
				notice: `The group’s agreement to ${reference('R', number)} is recorded.`
			};
		})
};
