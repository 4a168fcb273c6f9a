import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canManageFiscalEvents } from '#lib/bids/bid.ts';
import { addFiscalEvent } from '#lib/bids/events/commands.server.ts';
import { fiscalEventForm } from '#lib/bids/events/forms.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (_, actor) => {
		if (!canManageFiscalEvents(actor, reviewIdOf(actor, params.review)))
			throw new Forbidden('Only the secretariat adds a fiscal event');
		return {};
	});

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			fiscalEventForm,
			async (trx, actor, input) => {
				const { id } = await addFiscalEvent(trx, actor, reviewIdOf(actor, event.params.review), input);
				return { to: `/reviews/${event.params.review}/bids/events/${id}`, notice: `${input.name} is added.` };
			},
			{ constraints: { fiscal_events_name_key: { field: 'name', message: 'There is a fiscal event of that name' } } }
		)
};
