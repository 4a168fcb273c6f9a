import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { readLedger } from '#lib/rounds/ledger/list.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { id } = await getRound(trx, actor, reviewId, params.ref);
		return { ledger: await readLedger(trx, actor, { reviewId, roundId: id }, url) };
	});
