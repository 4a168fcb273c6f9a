import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canManageFiscalEvents } from '#lib/bids/bid.ts';
import { listFiscalEvents } from '#lib/bids/events/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		return {
			events: await listFiscalEvents(trx, reviewId),
			may: { manage: canManageFiscalEvents(actor, reviewId) }
		};
	});
