import { type ActionFailure, fail } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { controlText, controlTexts, type FormState } from '#lib/forms/form-state.ts';
import { stances } from '#lib/positions/position.ts';
import { editRecommendation, makeDraftingChange } from '#lib/recommendations/commands.server.ts';
import { editForm } from '#lib/recommendations/forms.ts';
import { getRecommendation, type Recommendation } from '#lib/recommendations/queries.server.ts';
import {
	canEditRecommendation,
	canMakeDraftingChange,
	costStatuses,
	isWithMinisters,
	lapseWarning,
	levers,
	routes,
	verbs
} from '#lib/recommendations/recommendation.ts';
import { listStandingAgreements, listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { listQuestions, listTeams } from '#lib/reviews/queries.server.ts';
import { difference, type DifferencePart } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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
		const withMinisters = isWithMinisters(recommendation);
		const standing = withMinisters ? await listStandingAnswers(trx, recommendation) : [];
		const agreements = withMinisters ? await listStandingAgreements(trx, recommendation) : [];
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
			agreements,
			warning: lapseWarning({
				departments: standing.map((answer) => answer.departmentName),
				groupAgreement: recommendation.state === 'recommended',
				agreements: agreements.map(({ words }) => words)
			}),
			may: { draftingChange: canMakeDraftingChange(actor, recommendation) }
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const number = numberIn('R', event.params.recommendation) ?? 0;
		const failure = await act(event, editForm, async (trx, actor, input) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			const { change, lapsing, lapsingAgreements, because, ...fields } = input;
			if (change === 'drafting') {
				await makeDraftingChange(trx, actor, reviewId, number, { ...fields, because: because ?? '' });
			} else {
				await editRecommendation(trx, actor, reviewId, number, {
					...fields,
					lapsing: change === 'meaning' ? lapsing : null,
					lapsingAgreements
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

type Stored = { field: string; parts: DifferencePart[] }[];

/** After a conflict the page shows every field in which what is stored now differs from what was typed. */
async function withStored(
	event: RequestEvent,
	number: number,
	failure: ActionFailure<{ form: FormState; stored?: Stored }>
): Promise<ActionFailure<{ form: FormState; stored?: Stored }>> {
	const { form } = failure.data;
	if (failure.status !== 409) return failure;
	const stored = await read(event.locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, event.params.review);
		const now = fieldsOf(await getRecommendation(trx, reviewId, number));
		const teams = await listTeams(trx, reviewId);
		const questions = await listQuestions(trx, reviewId);
		const shown = (fields: Record<string, unknown>) => inWords(fields, teams, questions);
		const before = shown(now);
		const after = shown(form.values);
		return before.map(({ field, text }, index) => ({ field, parts: difference(text, after[index]?.text ?? '') }));
	});
	return fail(409, {
		form,
		stored: stored.filter(({ parts }) => parts.some((part) => part.kind !== 'same'))
	});
}

/** The fields of the form as people read them. */
function inWords(
	fields: Record<string, unknown>,
	teams: { id: number; name: string }[],
	questions: { id: number; number: number; text: string }[]
): { field: string; text: string }[] {
	const text = (name: string) => controlText(fields[name]);
	const label = (name: string, of: Record<string, { label: string }>) => of[text(name)]?.label ?? '';
	const department = (id: string) => teams.find((team) => String(team.id) === id)?.name ?? '';
	const question = questions.find((one) => String(one.id) === text('questionId'));
	return [
		{ field: 'Title', text: text('title') },
		{ field: 'Ministers are invited to', text: label('verb', verbs) },
		{ field: 'Recommendation', text: text('text') },
		{ field: 'Department in the lead', text: department(text('leadTeamId')) },
		{ field: 'Partner departments', text: controlTexts(fields.partnerTeamIds).map(department).sort().join(', ') },
		{ field: 'Who must act locally', text: text('localActors') },
		{ field: 'Lever', text: label('lever', levers) },
		{ field: 'Question it answers', text: question?.text ?? '' },
		{ field: 'Route', text: label('route', routes) },
		{ field: 'Cost', text: label('costStatus', costStatuses) },
		{ field: 'Owner', text: text('owner') },
		{ field: 'Measure', text: text('measure') }
	];
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
