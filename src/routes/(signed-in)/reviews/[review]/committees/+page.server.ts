import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { listCommittees } from '#lib/rounds/committees/queries.server.ts';
import { canManageCommittees } from '#lib/rounds/round.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		return {
			committees: await listCommittees(trx, reviewId),
			may: { manage: canManageCommittees(actor, reviewId) }
		};
	});
