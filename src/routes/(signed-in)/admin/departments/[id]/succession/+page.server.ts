import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { Conflict } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { getDepartment, listDepartments } from '#lib/people/queries.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import { succeedDepartment } from '#lib/people/successions/commands.server.ts';
import { successionConstraints, successionForm } from '#lib/people/successions/forms.ts';
import { isEnded, listPostsOf } from '#lib/people/successions/queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx, actor) => {
		const { id, name, revision } = await getDepartment(trx, recordId(params.id));
		if (await isEnded(trx, id)) throw new Conflict('This department has gone over into another already');
		const departments = await listDepartments(trx);
		return {
			department: { id, name },
			revision,
			initial: { since: londonDate(actor.now) },
			posts: await listPostsOf(trx, id),
			departments: departments
				.filter((department) => department.id !== id && !department.isEnded)
				.map((department) => ({ value: String(department.id), text: department.name }))
		};
	});
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			successionForm,
			async (trx, actor, input) => {
				const { successorId, successorName, moved } = await succeedDepartment(
					trx,
					actor,
					recordId(event.params.id),
					input
				);
				const posts = moved === 1 ? 'One post is' : `${moved} posts are`;
				return { to: `/admin/departments/${successorId}`, notice: `${posts} in ${successorName} now` };
			},
			{ constraints: successionConstraints }
		)
};
