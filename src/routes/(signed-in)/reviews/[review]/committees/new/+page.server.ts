import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { addCommittee } from '#lib/rounds/committees/commands.server.ts';
import { committeeForm } from '#lib/rounds/committees/forms.ts';
import { canManageCommittees } from '#lib/rounds/round.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (_, actor) => {
		if (!canManageCommittees(actor, reviewIdOf(actor, params.review))) {
			throw new Forbidden('Only the secretariat adds a committee');
		}
		return {};
	});

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			committeeForm,
			async (trx, actor, input) => {
				const { review } = event.params;
				await addCommittee(trx, actor, reviewIdOf(actor, review), input);
				return { to: `/reviews/${review}/committees`, notice: `${input.name} is added.` };
			},
			{ constraints: { committees_name_key: { field: 'name', message: 'There is a committee of that name' } } }
		)
};
