import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { withdrawBid } from '#lib/bids/record/commands.server.ts';
import { bidNumberIn, getBidToEdit } from '#lib/bids/record/editing.server.ts';
import { withdrawForm } from '#lib/bids/record/forms.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const { revision } = await getBidToEdit(trx, actor, params);
		return { revision };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, withdrawForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await withdrawBid(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input);
			return { to: `/reviews/${review}/bids/${ref}`, notice: 'The bid is withdrawn.' };
		})
};
