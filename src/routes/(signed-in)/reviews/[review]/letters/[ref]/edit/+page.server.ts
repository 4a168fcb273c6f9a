import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { editLetter } from '#lib/letters/commands.server.ts';
import { editLetterForm } from '#lib/letters/forms.ts';
import { canEditLetter, clearanceLost, isOpen } from '#lib/letters/letter.ts';
import { getLetter } from '#lib/letters/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const letter = await getLetter(trx, reviewIdOf(actor, params.review), numberIn('L', params.ref));
		if (!isOpen(letter)) throw new Conflict('This letter has gone out, so its words stay as they are');
		if (!canEditLetter(actor, letter)) {
			throw new Forbidden('The secretariat and the sender’s own office change the words of a letter');
		}
		const { number, revision, subject, text, addressee, copiedTo, replyBy } = letter;
		return {
			number,
			revision,
			words: { subject, text, addressee, copiedTo, replyBy: replyBy ?? '' },
			warning: clearanceLost(letter)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, editLetterForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const number = numberIn('L', ref) ?? 0;
			await editLetter(trx, actor, reviewIdOf(actor, review), number, input);
			return { to: `/reviews/${review}/letters/${reference('L', number)}`, notice: 'The letter is saved.' };
		})
};
