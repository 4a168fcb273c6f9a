import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { scheduleForm } from '#lib/letters/forms.ts';
import { canEditSchedule, clearanceLost, isOpen } from '#lib/letters/letter.ts';
import { getLetter } from '#lib/letters/queries.server.ts';
import { listScheduleRows } from '#lib/letters/schedule/choices.server.ts';
import { editSchedule } from '#lib/letters/schedule/commands.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const letter = await getLetter(trx, reviewIdOf(actor, params.review), numberIn('L', params.ref));
		if (!isOpen(letter)) throw new Conflict('This letter has gone out, so what it asks stays as it is');
		if (!canEditSchedule(actor, letter)) {
			throw new Forbidden('The secretariat and the sender’s own office change what a departmental letter asks');
		}
		const rows = await listScheduleRows(trx, actor, letter);
		return {
			number: letter.number,
			revision: letter.revision,
			shortName: letter.shortName,
			rows,
			initial: { asks: rows.map(({ ask }) => ({ ask: ask ?? '' })) },
			warning: clearanceLost(letter)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, scheduleForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const number = numberIn('L', ref) ?? 0;
			await editSchedule(trx, actor, reviewIdOf(actor, review), number, input);
			return {
				to: `/reviews/${review}/letters/${reference('L', number)}`,
				notice: 'What the letter asks is saved.'
			};
		})
};
