import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { agreeWords, proposeWords, withdrawWords } from '#lib/papers/disagreements/commands.server.ts';
import {
	canAgreeWords,
	canProposeWords,
	canSeeSomeWords,
	canSeeWords,
	canWithdrawWords
} from '#lib/papers/disagreements/disagreement.ts';
import { agreeWordsForm, proposeWordsForm, withdrawWordsForm } from '#lib/papers/disagreements/forms.ts';
import { listDisagreements } from '#lib/papers/disagreements/queries.server.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, numberIn('R', params.recommendation));
		const mayPropose = canProposeWords(actor, reviewId);
		const disagreements = await listDisagreements(trx, actor, recommendation);
		const seen = disagreements.filter(({ post }) => canSeeWords(actor, reviewId, post.postId));
		if (!canSeeSomeWords(actor, reviewId)) {
			throw new Forbidden('The words of a disagreement are for the secretariat, the chair and the office it is about');
		}
		return {
			number: recommendation.number,
			title: recommendation.title,
			text: recommendation.text,
			version: recommendation.version,
			disagreements: seen.map(({ post, answer, latest, printing, state }) => ({
				postId: post.postId,
				postTitle: post.title,
				departmentName: post.departmentName,
				answer: stanceTag(answer.stance),
				answerId: answer.id,
				reason: answer.reason,
				state,
				latest,
				printing,
				mayAgree: canAgreeWords(actor, reviewId, post.postId),
				mayWithdraw: canWithdrawWords(actor, reviewId, post.postId),
				mayPropose
			}))
		};
	});

export const actions: Actions = {
	propose: (event) =>
		act(event, proposeWordsForm, async (trx, actor, input) => {
			const number = numberIn('R', event.params.recommendation) ?? 0;
			await proposeWords(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return { to: event.url.pathname, notice: 'The words are with the office.' };
		}),
	agree: (event) =>
		act(event, agreeWordsForm, async (trx, actor, input) => {
			const number = numberIn('R', event.params.recommendation) ?? 0;
			await agreeWords(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return {
				to: event.url.pathname,
				notice: `Papers may print these words on ${reference('R', number)}.`
			};
		}),
	withdraw: (event) =>
		act(event, withdrawWordsForm, async (trx, actor, input) => {
			const number = numberIn('R', event.params.recommendation) ?? 0;
			await withdrawWords(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return {
				to: event.url.pathname,
				notice: `Papers print nothing of this minister’s on ${reference('R', number)} any longer.`
			};
		})
};
