import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { editPost } from '#lib/people/commands.server.ts';
import { editPostForm, postConstraints } from '#lib/people/forms.ts';
import { getPost, listPostsToServe } from '#lib/people/queries.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx) => {
		const post = await getPost(trx, recordId(params.id));
		return { post, posts: await listPostsToServe(trx, post.id) };
	});
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			editPostForm,
			async (trx, actor, input) => {
				const id = recordId(event.params.id);
				await editPost(trx, actor, id, input);
				return { to: `/admin/posts/${id}`, notice: `The post ${input.title} is saved` };
			},
			{ constraints: postConstraints }
		)
};
