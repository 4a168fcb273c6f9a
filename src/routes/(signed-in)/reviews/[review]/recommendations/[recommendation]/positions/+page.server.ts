import { type ActionFailure, fail } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { controlText, type FormState } from '#lib/forms/form-state.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import { positionForm } from '#lib/positions/forms.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { listMyAnsweringPosts, listPositions } from '#lib/positions/queries.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { countLinksOfRecommendation, listStrongestEvidence } from '#lib/recommendations/link-queries.server.ts';
import { getRecommendation, getVersion } from '#lib/recommendations/queries.server.ts';
import { isWithMinisters } from '#lib/recommendations/recommendation.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { difference, type DifferencePart } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, numberIn('R', params.recommendation));
		const mine = await listMyAnsweringPosts(trx, actor, reviewId);
		if (mine.length === 0) throw new Forbidden('Ministers of the group and their private offices record positions');
		if (!isWithMinisters(recommendation)) throw new Conflict('It is not with the group, so nobody answers it now');

		const positions = await listPositions(trx, actor, recommendation);
		const answered = positions.find(
			(one) => one.answer !== null && mine.some((post) => post.postId === one.post.postId)
		)?.answer;
		const then =
			answered && answered.version !== recommendation.version
				? await getVersion(trx, recommendation.id, answered.version)
				: null;
		const own = new Set(actor.posts.map((post) => post.id));
		return {
			recommendation,
			posts: mine.map(({ postId, title, departmentName, holderName }) => ({
				postId,
				title,
				departmentName,
				holderName,
				own: own.has(postId)
			})),
			before: answered ? { stance: stanceTag(answered.stance), version: answered.version } : null,
			since: then && difference(then.text, recommendation.text),
			counts: await countLinksOfRecommendation(trx, recommendation.id),
			strongest: (await listStrongestEvidence(trx, [recommendation.id], 3)).get(recommendation.id) ?? [],
			others: positions
				.filter((one) => !mine.some((post) => post.postId === one.post.postId))
				.map(({ post, answer, lapsed }) => ({
					postId: post.postId,
					departmentName: post.departmentName,
					answer: answer && stanceTag(answer.stance),
					lapsed
				}))
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const number = numberIn('R', event.params.recommendation) ?? 0;
		const failure = await act(event, positionForm, async (trx, actor, input) => {
			await recordPosition(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return {
				to: `/reviews/${event.params.review}/recommendations/${reference('R', number)}#positions`,
				notice: 'The position is recorded.'
			};
		});
		return failure.status === 409 ? withDifference(event, number, failure) : failure;
	}
};

/** The words moved while somebody answered: shows what changed since those that they read. */
async function withDifference(
	event: RequestEvent,
	number: number,
	failure: ActionFailure<{ form: FormState; moved?: DifferencePart[] }>
): Promise<ActionFailure<{ form: FormState; moved?: DifferencePart[] }>> {
	const seen = numberFrom(controlText(failure.data.form.values.version));
	const moved = await read(event.locals, async (trx, actor) => {
		const now = await getRecommendation(trx, reviewIdOf(actor, event.params.review), number);
		if (seen === null || seen >= now.version) return null;
		return difference((await getVersion(trx, now.id, seen)).text, now.text);
	});
	return moved === null ? failure : fail(409, { form: failure.data.form, moved });
}
