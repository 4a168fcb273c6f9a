import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import type { FormState } from '#lib/forms/form-state.ts';
import { stances } from '#lib/positions/position.ts';
import { editRecommendation, makeDraftingChange } from '#lib/recommendations/commands.server.ts';
import { editForm } from '#lib/recommendations/forms.ts';
import { getRecommendation, type Recommendation } from '#lib/recommendations/queries.server.ts';
import {
	canEditRecommendation,
	canMakeDraftingChange,
	isWithMinisters,
	lapseWarning
} from '#lib/recommendations/recommendation.ts';
import { listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { listQuestions, listTeams } from '#lib/reviews/queries.server.ts';
import { difference, type DifferencePart } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, numberIn('R', params.recommendation));
		if (!canEditRecommendation(actor, recommendation)) {
			throw new Forbidden(
				isWithMinisters(recommendation)
					? 'It is with the group, so only the secretariat changes it now'
					: 'Only its own departments and the secretariat change it'
			);
		}
		const standing = isWithMinisters(recommendation) ? await listStandingAnswers(trx, recommendation) : [];
		return {
			number: recommendation.number,
			title: recommendation.title,
			revision: recommendation.revision,
			initial: fieldsOf(recommendation),
			teams: await listTeams(trx, reviewId),
			questions: await listQuestions(trx, reviewId),
			standing: standing.map(({ id, departmentName, postTitle, stance }) => ({
				id,
				departmentName,
				postTitle,
				answer: stances[stance].label
			})),
			warning: lapseWarning({
				departments: standing.map((answer) => answer.departmentName),
				groupAgreement: recommendation.state === 'recommended'
			}),
			may: { draftingChange: canMakeDraftingChange(actor, recommendation) }
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const number = numberIn('R', event.params.recommendation) ?? 0;
		const failure = await act(event, editForm, async (trx, actor, input) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			const { change, lapsing, because, ...fields } = input;
			if (change === 'drafting') {
				await makeDraftingChange(trx, actor, reviewId, number, { ...fields, because: because ?? '' });
			} else {
				await editRecommendation(trx, actor, reviewId, number, {
					...fields,
					lapsing: change === 'meaning' ? lapsing : null
				});
			}
			return {
				to: `/reviews/${event.params.review}/recommendations/${reference('R', number)}`,
				notice: `${reference('R', number)} is saved.`
			};
		});
		return withStored(event, number, failure);
	}
};

/** After a conflict the page shows what is stored now, as a difference from what was typed. */
async function withStored(
	event: RequestEvent<{ review: string; recommendation: string }>,
	number: number,
	failure: ActionFailure<{ form: FormState }>
): Promise<ActionFailure<{ form: FormState; stored?: { title: DifferencePart[]; text: DifferencePart[] } }>> {
	const { form } = failure.data;
	if (failure.status !== 409) return failure;
	const now = await read(event.locals, (trx, actor) =>
		getRecommendation(trx, reviewIdOf(actor, event.params.review), number)
	);
	const typed = (name: string) => String(form.values[name] ?? '');
	return fail(409, {
		form,
		stored: { title: difference(now.title, typed('title')), text: difference(now.text, typed('text')) }
	});
}

function fieldsOf(recommendation: Recommendation) {
	return {
		title: recommendation.title,
		verb: recommendation.verb,
		text: recommendation.text,
		leadTeamId: String(recommendation.leadTeamId),
		partnerTeamIds: recommendation.partners.map((partner) => String(partner.teamId)),
		localActors: recommendation.localActors ?? '',
		lever: recommendation.lever ?? '',
		questionId: recommendation.questionId === null ? '' : String(recommendation.questionId),
		route: recommendation.route ?? '',
		costStatus: recommendation.costStatus,
		owner: recommendation.owner ?? '',
		measure: recommendation.measure ?? ''
	};
}
