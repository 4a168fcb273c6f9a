import { requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { createDepartment } from '#lib/people/commands.server.ts';
import { departmentConstraints, departmentForm } from '#lib/people/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	requireAdministrator(locals);
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			departmentForm,
			async (trx, actor, input) => {
				const { id } = await createDepartment(trx, actor, input);
				return { to: `/admin/departments/${id}`, notice: `${input.name} is added. Now add its posts.` };
			},
			{ constraints: departmentConstraints }
		)
};
