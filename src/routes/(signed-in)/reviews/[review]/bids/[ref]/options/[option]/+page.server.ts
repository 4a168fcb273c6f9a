import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { optionKindNames, optionKinds } from '#lib/bids/bid.ts';
import { editOption, removeOption } from '#lib/bids/options/commands.server.ts';
import { editOptionForm, removeOptionForm } from '#lib/bids/options/forms.ts';
import { listOptions } from '#lib/bids/queries.server.ts';
import { bidNumberIn, getBidToEdit } from '#lib/bids/record/editing.server.ts';
import { standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBidToEdit(trx, actor, params);
		const option = (await listOptions(trx, bid.id)).find(({ id }) => id === numberFrom(params.option));
		if (!option) throw new NotFound('This option was not found');
		const fixed = option.kind === 'bau' || option.kind === 'preferred';
		const kinds = fixed ? [option.kind] : optionKindNames.filter((kind) => kind !== 'bau');
		return {
			option,
			fixed,
			kinds: kinds.map((kind) => ({
				value: kind,
				text: optionKinds[kind].label,
				hint:
					kind === 'preferred' && !fixed
						? 'The option preferred until now becomes what this one was, and the bid asks for this one'
						: undefined
			})),
			standing: await standingSignatures(trx, bid)
		};
	});

export const actions: Actions = {
	edit: (event) =>
		act(event, editOptionForm, async (trx, actor, input) => {
			const { review, ref, option } = event.params;
			await editOption(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), numberFrom(option) ?? 0, input);
			return { to: `/reviews/${review}/bids/${ref}/options`, notice: 'The option is saved.' };
		}),
	remove: (event) =>
		act(event, removeOptionForm, async (trx, actor, input) => {
			const { review, ref, option } = event.params;
			const optionId = numberFrom(option) ?? 0;
			await removeOption(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), optionId, input.revision);
			return { to: `/reviews/${review}/bids/${ref}/options`, notice: 'The option is taken out.' };
		})
};
