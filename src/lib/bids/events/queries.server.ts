import type { Trx } from '#lib/db/asActor.server.ts';
import { controlNames } from '../bid.ts';
import type { FiscalEvent } from '../queries.server.ts';

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

/** What the bids of an event may come to, in pence: RDEL, then CDEL and AME, year by year. */
export async function listEnvelopes(trx: Trx, fiscalEventId: number) {
	return trx
		.selectFrom('envelopes')
		.select(['year', 'control', 'pence'])
		.where('fiscalEventId', '=', fiscalEventId)
		.orderBy('control', 'desc')
		.orderBy('year')
		.execute();
}

export type Envelope = Awaited<ReturnType<typeof listEnvelopes>>[number];

/** One row for each year that the event plans, with what is set for each control; `planned` says where something may be. */
export function envelopeByYear(event: FiscalEvent, envelopes: readonly Envelope[]) {
	return Array.from({ length: event.capitalLastYear - event.firstYear + 1 }, (_, index) => {
		const year = event.firstYear + index;
		return {
			year,
			amounts: controlNames.map((control) => ({
				control,
				planned: year <= (control === 'cdel' ? event.capitalLastYear : event.lastYear),
				pence: envelopes.find((each) => each.year === year && each.control === control)?.pence ?? null
			}))
		};
	});
}

const mostFiscalEvents = 100;
