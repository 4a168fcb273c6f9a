import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { optionKinds } from '#lib/bids/bid.ts';
import { addOption } from '#lib/bids/commands.server.ts';
import { addOptionForm } from '#lib/bids/options/forms.ts';
import { listOptions } from '#lib/bids/queries.server.ts';
import { bidNumberIn, getBidToEdit } from '#lib/bids/record/editing.server.ts';
import { standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBidToEdit(trx, actor, params);
		return {
			options: await listOptions(trx, bid.id),
			kinds: (['do_minimum', 'minimum', 'stretch'] as const).map((kind) => ({
				value: kind,
				text: optionKinds[kind].label
			})),
			standing: await standingSignatures(trx, bid)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, addOptionForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await addOption(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input);
			return { to: event.url.pathname, notice: `The option “${input.name}” is added.` };
		})
};
