import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { writeBatch } from '#lib/letters/batch/commands.server.ts';
import {
	listChoices,
	listWithoutMinister,
	mostRecommendations,
	proposeLetters
} from '#lib/letters/batch/proposals.server.ts';
import { usualTemplate } from '#lib/letters/batch/template.ts';
import { writeLettersForm } from '#lib/letters/forms.ts';
import { canWriteLetters } from '#lib/letters/letter.ts';
import { recommendationStates } from '#lib/recommendations/recommendation.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { getSettings } from '#lib/reviews/settings/queries.server.ts';
import { addWorkingDays } from '#lib/timetable/working-days.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

/** Ten clear working days is what United Kingdom guidance of 2009 gives for a reply to a minister’s letter. */
const usualWorkingDays = 11;

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canWriteLetters(actor, reviewId)) throw new Forbidden('Only the secretariat writes letters');
		const choices = await listChoices(trx, actor, reviewId);
		const wanted = url.searchParams.getAll('recommendation').map((name) => numberIn('R', name));
		const chosen = choices
			.filter((one) =>
				url.searchParams.has('recommendation')
					? wanted.includes(one.number)
					: one.state === 'recommended' && !one.askedBefore
			)
			.slice(0, mostRecommendations);
		const proposals = await proposeLetters(trx, actor, reviewId, chosen);
		const { nation } = await getSettings(trx, reviewId);
		return {
			choices: choices.map(({ number, title, state, askedBefore }) => ({
				value: reference('R', number),
				text: `R${number} ${title}`,
				hint: askedBefore
					? 'Every department has been asked for it in these words'
					: state === 'proposed'
						? `${recommendationStates.proposed.label}, not agreed yet`
						: undefined
			})),
			chosen: chosen.map(({ id, number, title, version, state }) => ({ id, number, title, version, state })),
			proposals,
			without: await listWithoutMinister(trx, actor, reviewId),
			initial: {
				...usualTemplate,
				copiedTo: '',
				replyBy: addWorkingDays(londonDate(actor.now), usualWorkingDays, nation),
				letters: proposals.map(({ addressee, asks }) => ({
					ticked: addressee !== null && asks.some(({ ask }) => ask !== null),
					asks: asks.map(({ ask }) => ask ?? '')
				}))
			},
			most: mostRecommendations
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, writeLettersForm, async (trx, actor, input) => {
			const { review } = event.params;
			const { batch, numbers } = await writeBatch(trx, actor, reviewIdOf(actor, review), input);
			return {
				to: `/reviews/${review}/letters?batch=${batch}`,
				notice: `${numbers.length === 1 ? 'One letter is' : `${numbers.length} letters are`} written. Each goes to its sender’s own office to be cleared.`
			};
		})
};
