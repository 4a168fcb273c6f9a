import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canMakePack } from '#lib/papers/packs/pack.ts';
import { listPacks } from '#lib/papers/packs/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		return { packs: await listPacks(trx, reviewId), may: { make: canMakePack(actor, reviewId) } };
	});
