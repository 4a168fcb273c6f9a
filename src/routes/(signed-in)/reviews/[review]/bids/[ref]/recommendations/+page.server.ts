import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { acceptWordingCosted, chooseRecommendations } from '#lib/bids/recommendations/commands.server.ts';
import { fundForm, recostForm } from '#lib/bids/recommendations/forms.ts';
import { listFundable, listFunded } from '#lib/bids/recommendations/queries.server.ts';
import { bidNumberIn, getBidToEdit } from '#lib/bids/record/editing.server.ts';
import { standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBidToEdit(trx, actor, params);
		const funded = await listFunded(trx, bid.id);
		const fundable = await listFundable(trx, bid.reviewId);
		const dropped = funded.filter(({ id }) => !fundable.some((each) => each.id === id));
		return {
			funded,
			choices: [...fundable, ...dropped].map(({ id, reference, title }) => ({
				value: String(id),
				text: `${reference} ${title}`
			})),
			revision: bid.revision,
			standing: await standingSignatures(trx, bid)
		};
	});

export const actions: Actions = {
	choose: (event) =>
		act(event, fundForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await chooseRecommendations(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input);
			return {
				to: `/reviews/${review}/bids/${ref}#recommendations`,
				notice: 'What the bid pays for is saved. Each recommendation keeps the wording that was costed.'
			};
		}),
	accept: (event) =>
		act(event, recostForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await acceptWordingCosted(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input);
			return { to: event.url.pathname, notice: 'The costs stand for the wording as it is now.' };
		})
};
