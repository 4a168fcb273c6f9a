import { read } from '#lib/access/guards.server.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	read(locals, async (trx, actor) => ({
		reviews: await listNeeds(trx, actor),
		isMemberAnywhere: actor.memberships.length > 0,
		mayCreateReviews: actor.mayCreateReviews && actor.posts.length > 0
	}));
