import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canManageFiscalEvents, financialYear } from '#lib/bids/bid.ts';
import { editFiscalEvent } from '#lib/bids/events/commands.server.ts';
import { editFiscalEventForm } from '#lib/bids/events/forms.ts';
import { getFiscalEvent } from '#lib/bids/queries.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const event = await getFiscalEvent(trx, reviewId, numberFrom(params.id) ?? 0);
		if (!canManageFiscalEvents(actor, reviewId)) throw new Forbidden('Only the secretariat changes a fiscal event');
		return {
			name: event.name,
			revision: event.revision,
			details: {
				name: event.name,
				firstYear: financialYear(event.firstYear),
				lastYear: financialYear(event.lastYear),
				capitalLastYear: financialYear(event.capitalLastYear),
				returnDueOn: event.returnDueOn ?? '',
				guidance: event.guidance ?? ''
			}
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			editFiscalEventForm,
			async (trx, actor, input) => {
				const { review, id } = event.params;
				await editFiscalEvent(trx, actor, reviewIdOf(actor, review), numberFrom(id) ?? 0, input);
				return { to: `/reviews/${review}/bids/events/${id}`, notice: 'The fiscal event is saved.' };
			},
			{ constraints: { fiscal_events_name_key: { field: 'name', message: 'There is a fiscal event of that name' } } }
		)
};
