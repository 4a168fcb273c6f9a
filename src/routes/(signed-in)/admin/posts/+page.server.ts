import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { listPosts } from '#lib/people/queries.server.ts';
import { afterIn, searchIn } from '#lib/people/record-id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	requireAdministrator(locals);
	const search = searchIn(url);
	const after = afterIn(url);
	return read(locals, async (trx, actor) => ({ search, after, posts: await listPosts(trx, actor, { search, after }) }));
};
