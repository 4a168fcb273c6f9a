import { read } from '#lib/access/guards.server.ts';
import { readStateOfPlay } from '#lib/overview/state-of-play.server.ts';
import { summary } from '#lib/overview/state-of-play.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const state = await readStateOfPlay(trx, actor, await getReview(trx, params.review));
		return { state, summary: summary(state) };
	});
