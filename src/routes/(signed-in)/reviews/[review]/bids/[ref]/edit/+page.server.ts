import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { textFieldNames, textFields } from '#lib/bids/record.ts';
import { editBid } from '#lib/bids/record/commands.server.ts';
import { bidNumberIn, getBidToEdit } from '#lib/bids/record/editing.server.ts';
import { editBidForm, mostTextCharacters } from '#lib/bids/record/forms.ts';
import { fieldLabels, storedFields } from '#lib/bids/record/stored.ts';
import { standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBidToEdit(trx, actor, params);
		return {
			stored: storedFields(bid),
			labels: fieldLabels,
			revision: bid.revision,
			missing: textFieldNames.filter((name) => textFields[name].required && !bid.record[name]),
			mostCharacters: mostTextCharacters,
			standing: await standingSignatures(trx, bid)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, editBidForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await editBid(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input);
			return { to: `/reviews/${review}/bids/${ref}`, notice: 'The record is saved.' };
		})
};
