import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canManageFiscalEvents } from '#lib/bids/bid.ts';
import { setEnvelope } from '#lib/bids/events/commands.server.ts';
import { envelopeForm } from '#lib/bids/events/forms.ts';
import { envelopeByYear, listEnvelopes } from '#lib/bids/events/queries.server.ts';
import { getFiscalEvent } from '#lib/bids/queries.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { fullMoney } from '#lib/ui/money.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const event = await getFiscalEvent(trx, reviewId, numberFrom(params.id) ?? 0);
		if (!canManageFiscalEvents(actor, reviewId)) throw new Forbidden('Only the secretariat sets the envelope');
		const rows = envelopeByYear(event, await listEnvelopes(trx, event.id));
		return {
			name: event.name,
			revision: event.revision,
			planned: rows.map(({ year, amounts }) => ({
				year,
				controls: amounts.filter(({ planned }) => planned).map(({ control }) => control)
			})),
			years: rows.map(({ year, amounts }) => ({
				year: String(year),
				...Object.fromEntries(
					amounts.map(({ control, pence }) => [control, pence === null ? '' : fullMoney(pence).slice(1)])
				)
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, envelopeForm, async (trx, actor, input) => {
			const { review, id } = event.params;
			await setEnvelope(trx, actor, reviewIdOf(actor, review), numberFrom(id) ?? 0, input);
			return { to: `/reviews/${review}/bids/events/${id}`, notice: 'The envelope is saved.' };
		})
};
