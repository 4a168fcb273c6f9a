import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { idInAddress, placeOf } from '#lib/discussion/address.ts';
import { acceptForm, declineForm } from '#lib/discussion/forms.ts';
import { acceptProposedWords, declineProposedWords } from '#lib/discussion/proposed-words.server.ts';
import { findProposal } from '#lib/discussion/queries.server.ts';
import { NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { stances } from '#lib/positions/position.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { canEditRecommendation, isWithMinisters, lapseWarning } from '#lib/recommendations/recommendation.ts';
import { listStandingAgreements, listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { difference } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, placeOf(params).number);
		const proposal = await findProposal(trx, recommendation.id, idInAddress(params.answer));
		if (!proposal) throw new NotFound('These proposed words were not found');
		const { textThen, proposedText, ...shown } = proposal;
		const moved = textThen !== recommendation.text;
		const withMinisters = isWithMinisters(recommendation);
		const standing = withMinisters ? await listStandingAnswers(trx, recommendation) : [];
		const agreements = withMinisters ? await listStandingAgreements(trx, recommendation) : [];
		return {
			number: recommendation.number,
			title: recommendation.title,
			version: recommendation.version,
			revision: recommendation.revision,
			proposal: shown,
			proposedText,
			stands: proposedText === recommendation.text,
			proposed: difference(textThen, proposedText),
			/** Where the words have moved: what changed since, and what taking up the proposal would undo or add. */
			since: moved
				? {
						now: difference(textThen, recommendation.text),
						taken: difference(recommendation.text, proposedText)
					}
				: null,
			standing: standing.map(({ id, departmentName, postTitle, stance }) => ({
				id,
				departmentName,
				postTitle,
				answer: stances[stance].label
			})),
			warning: lapseWarning({
				departments: standing.map((answer) => answer.departmentName),
				groupAgreement: recommendation.state === 'recommended',
				agreements: agreements.map(({ words }) => words)
			}),
			agreements: agreements.map(({ key }) => key),
			may: {
				decide: proposal.decided === null && !proposal.overtaken && canEditRecommendation(actor, recommendation)
			}
		};
	});

export const actions: Actions = {
	accept: (event) =>
		act(event, acceptForm, async (trx, actor, { change, lapsing, ...input }) => {
			const { number, here } = placeOf(event.params);
			const reviewId = reviewIdOf(actor, event.params.review);
			const version = await acceptProposedWords(trx, actor, reviewId, number, idInAddress(event.params.answer), {
				...input,
				lapsing: change ? lapsing : null
			});
			return { to: here, notice: `The proposed words are accepted: version ${version} has them.` };
		}),
	decline: (event) =>
		act(event, declineForm, async (trx, actor, { because }) => {
			const { number } = placeOf(event.params);
			const reviewId = reviewIdOf(actor, event.params.review);
			await declineProposedWords(trx, actor, reviewId, number, idInAddress(event.params.answer), because);
			return { to: event.url.pathname, notice: 'The proposed words are declined. They stay here with the reason.' };
		})
};
