import type { Trx } from '#lib/db/asActor.server.ts';

/** The fiscal events of a review, the latest first. */
export async function listFiscalEvents(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('fiscalEvents')
		.select(['id', 'name', 'firstYear', 'lastYear', 'capitalLastYear', 'returnDueOn'])
		.where('reviewId', '=', reviewId)
		.orderBy('firstYear', 'desc')
		.orderBy('id', 'desc')
		.limit(mostFiscalEvents)
		.execute();
}

const mostFiscalEvents = 100;
