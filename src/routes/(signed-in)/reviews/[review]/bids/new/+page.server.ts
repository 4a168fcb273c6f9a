import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canStartBid, financialYear } from '#lib/bids/bid.ts';
import { startBid } from '#lib/bids/commands.server.ts';
import { listFiscalEvents } from '#lib/bids/events/queries.server.ts';
import { startBidForm } from '#lib/bids/forms.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canStartBid(actor, reviewId)) throw new Forbidden('Only officials of a department start a bid');
		return {
			events: (await listFiscalEvents(trx, reviewId)).map((event) => ({
				value: String(event.id),
				text: `${event.name} (${financialYear(event.firstYear)} to ${financialYear(event.lastYear)})`
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, startBidForm, async (trx, actor, input) => {
			const started = await startBid(trx, actor, reviewIdOf(actor, event.params.review), input);
			return {
				to: `/reviews/${event.params.review}/bids/${started.reference}`,
				notice: `Bid ${started.reference} is started. Only your department sees it for now.`
			};
		})
};
