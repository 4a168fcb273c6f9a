import { read } from '#lib/access/guards.server.ts';
import { listReviews } from '#lib/reviews/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	read(locals, async (trx, actor) => ({
		reviews: await listReviews(trx),
		may: { create: actor.mayCreateReviews && actor.posts.length > 0 }
	}));
