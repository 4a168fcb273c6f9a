import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { createPost } from '#lib/people/commands.server.ts';
import { newPostForm, postConstraints } from '#lib/people/forms.ts';
import { listDepartments, listPostsToServe } from '#lib/people/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	requireAdministrator(locals);
	return read(locals, async (trx) => {
		const departments = (await listDepartments(trx)).filter(({ isEnded }) => !isEnded);
		const wanted = departments.find(({ id }) => String(id) === url.searchParams.get('department'));
		return {
			departments: departments.map(({ id, name }) => ({ value: String(id), text: name })),
			wanted: wanted ? { id: wanted.id, name: wanted.name } : null,
			posts: await listPostsToServe(trx)
		};
	});
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			newPostForm,
			async (trx, actor, input) => {
				const { id } = await createPost(trx, actor, input);
				return { to: `/admin/posts/${id}`, notice: `The post ${input.title} is added. Now put somebody in it.` };
			},
			{ constraints: postConstraints }
		)
};
