import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canManageFiscalEvents } from '#lib/bids/bid.ts';
import { envelopeByYear, listEnvelopes } from '#lib/bids/events/queries.server.ts';
import { countBids } from '#lib/bids/list/queries.server.ts';
import { getFiscalEvent } from '#lib/bids/queries.server.ts';
import { renderHtml } from '#lib/documents/html.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const event = await getFiscalEvent(trx, reviewId, numberFrom(params.id) ?? 0);
		const { guidance, ...rest } = event;
		const envelopes = await listEnvelopes(trx, event.id);
		return {
			event: { ...rest, guidance: guidance === null ? null : renderHtml(guidance, { headingOffset: 2 }) },
			envelope: envelopes.length === 0 ? null : envelopeByYear(event, envelopes),
			bids: await countBids(trx, reviewId, { fiscalEventId: event.id, teamId: null }),
			may: { manage: canManageFiscalEvents(actor, reviewId) }
		};
	});
