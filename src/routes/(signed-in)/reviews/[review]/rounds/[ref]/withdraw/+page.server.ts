import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { withdrawRound } from '#lib/rounds/commands.server.ts';
import { withdrawForm } from '#lib/rounds/forms.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { canWithdrawRound } from '#lib/rounds/round.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const round = await getRound(trx, actor, reviewIdOf(actor, params.review), params.ref);
		if (!canWithdrawRound(actor, round)) {
			throw new Forbidden('A write-round is withdrawn by the secretariat, until it is cleared');
		}
		return { revision: round.revision };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, withdrawForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await withdrawRound(trx, actor, reviewIdOf(actor, review), ref, input);
			return { to: `/reviews/${review}/rounds/${ref}`, notice: `${ref} is withdrawn.` };
		})
};
