import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { editPerson } from '#lib/people/commands.server.ts';
import { editPersonForm, personConstraints } from '#lib/people/forms.ts';
import { getPerson } from '#lib/people/queries.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx) => {
		const { id, name, email, isAdministrator, mayCreateReviews, revision } = await getPerson(trx, recordId(params.id));
		return { subject: { id, name, email, isAdministrator, mayCreateReviews }, revision };
	});
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			editPersonForm,
			async (trx, actor, input) => {
				const id = recordId(event.params.id);
				await editPerson(trx, actor, id, input);
				return { to: `/admin/people/${id}`, notice: `The details of ${input.name} are saved` };
			},
			{ constraints: personConstraints }
		)
};
