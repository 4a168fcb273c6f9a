import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canChangeAction, isOpen } from '#lib/actions/action.ts';
import { changeAction } from '#lib/actions/commands.server.ts';
import { editActionForm } from '#lib/actions/forms.ts';
import { ownerChoices } from '#lib/actions/owner-choices.ts';
import { getAction, listActionOwners } from '#lib/actions/queries.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const action = await getAction(trx, actor, reviewId, numberIn('A', params.action));
		if (!canChangeAction(actor, action)) {
			if (!isOpen(action)) throw new Conflict('This action is closed already');
			throw new Forbidden('The secretariat and the chair change actions');
		}
		const { number, text, ownerPostId, dueOn, reportBackTo, reportBackOn, revision } = action;
		return {
			number,
			revision,
			initial: {
				text,
				ownerPostId: String(ownerPostId),
				dueOn,
				reportBackTo: reportBackTo ?? '',
				reportBackOn: reportBackOn ?? ''
			},
			owners: ownerChoices(await listActionOwners(trx, actor, reviewId))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, editActionForm, async (trx, actor, input) => {
			const { review, action } = event.params;
			await changeAction(trx, actor, reviewIdOf(actor, review), numberIn('A', action) ?? 0, input);
			return { to: `/reviews/${review}/actions/${action}`, notice: `${action} is changed.` };
		})
};
