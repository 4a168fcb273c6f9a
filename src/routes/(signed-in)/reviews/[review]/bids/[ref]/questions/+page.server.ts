import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { answeringGrant, askQuestion } from '#lib/bids/treasury/commands.server.ts';
import { questionForm } from '#lib/bids/treasury/forms.ts';
import { listQuestions } from '#lib/bids/treasury/queries.server.ts';
import { getKnownBid, getVersionContent, lastSubmitted, listVersions } from '#lib/bids/versions/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { id } = await getKnownBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		const submitted = lastSubmitted(await listVersions(trx, id))?.number ?? null;
		const content = submitted === null ? null : await getVersionContent(trx, id, submitted);
		const teamIds = content ? [content.lead, ...content.partners].map((team) => team.id) : [];
		return {
			submitted,
			today: londonDate(actor.now),
			questions: await listQuestions(trx, id),
			may: {
				ask: submitted !== null && may(actor, 'bid_question.ask', { reviewId }),
				answer: submitted !== null && answeringGrant(actor, reviewId, { teamIds }) !== null
			}
		};
	});

export const actions: Actions = {
	ask: (event) =>
		act(event, questionForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const asked = await askQuestion(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, input);
			return { to: event.url.pathname, notice: `Question ${asked.number} is asked.` };
		})
};
