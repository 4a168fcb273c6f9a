import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { financialYear } from '#lib/bids/bid.ts';
import { setOutcomes } from '#lib/bids/record/commands.server.ts';
import { bidNumberIn, getBidToEdit } from '#lib/bids/record/editing.server.ts';
import { outcomesForm } from '#lib/bids/record/forms.ts';
import { listOutcomes } from '#lib/bids/record/queries.server.ts';
import { standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBidToEdit(trx, actor, params);
		return {
			outcomes: (await listOutcomes(trx, bid.id)).map(({ targetYear, ...outcome }) => ({
				...outcome,
				targetYear: targetYear === null ? '' : financialYear(targetYear)
			})),
			revision: bid.revision,
			standing: await standingSignatures(trx, bid)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, outcomesForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await setOutcomes(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input);
			return { to: `/reviews/${review}/bids/${ref}#outcomes`, notice: 'The outcomes are saved.' };
		})
};
