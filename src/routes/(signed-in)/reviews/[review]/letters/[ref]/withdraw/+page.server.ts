import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { withdrawLetter } from '#lib/letters/commands.server.ts';
import { withdrawForm } from '#lib/letters/forms.ts';
import { canWithdrawLetter } from '#lib/letters/letter.ts';
import { getLetter } from '#lib/letters/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const letter = await getLetter(trx, reviewIdOf(actor, params.review), numberIn('L', params.ref));
		if (letter.withdrawnAt) throw new Conflict('This letter is withdrawn already');
		if (!canWithdrawLetter(actor, letter)) throw new Forbidden('Only the secretariat withdraws a letter');
		const { number, subject, revision } = letter;
		return { number, subject, revision, issued: letter.issuedAt !== null };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, withdrawForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const number = numberIn('L', ref) ?? 0;
			await withdrawLetter(trx, actor, reviewIdOf(actor, review), number, input);
			return {
				to: `/reviews/${review}/letters/${reference('L', number)}`,
				notice: `${reference('L', number)} is withdrawn.`
			};
		})
};
