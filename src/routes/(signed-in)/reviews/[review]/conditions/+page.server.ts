import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { readLedger } from '#lib/rounds/ledger/list.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => ({
		ledger: await readLedger(trx, actor, { reviewId: reviewIdOf(actor, params.review) }, url)
	}));
