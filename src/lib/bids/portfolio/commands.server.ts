import { type Actor, grantFor, isMember } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { listPortfolioOrder } from './queries.server.ts';

/**
 * Puts the bids of a fiscal event in the group's order.
 * @param input.seen the order that the page showed
 * @throws NotFound, Forbidden, Conflict when the order or the bids have changed since
 */
export async function rankPortfolio(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	fiscalEventId: number,
	input: { seen: readonly number[]; order: readonly number[] }
): Promise<void> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const event = await trx
		.selectFrom('fiscalEvents')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('id', '=', fiscalEventId)
		.forUpdate()
		.executeTakeFirst();
	if (!event) throw new NotFound();
	const grant = grantFor(actor, 'portfolio.rank', { reviewId });
	if (!grant) throw new Forbidden('The secretariat keeps the order of the bids');
	const now = await listPortfolioOrder(trx, fiscalEventId);
	if (now.join() !== input.seen.join())
		throw new Conflict('The order or the bids have changed since you opened this page: look at it again first');
	if ([...input.order].sort(byNumber).join() !== [...now].sort(byNumber).join())
		throw new Conflict('This order does not hold the very bids of this page');

	await trx.deleteFrom('portfolioRanks').where('fiscalEventId', '=', fiscalEventId).execute();
	if (input.order.length > 0)
		await trx
			.insertInto('portfolioRanks')
			.values(input.order.map((bidId, index) => ({ fiscalEventId, bidId, reviewId, rank: index + 1 })))
			.execute();
	const on = { reviewId, kind: 'fiscal_event', id: fiscalEventId, audience: 'secretariat' } as const;
	await record(trx, grant, 'portfolio.ranked', on, { before: now, after: input.order });
}

/** One step up or down. @throws as rankPortfolio */
export async function moveInPortfolio(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	fiscalEventId: number,
	input: { seen: readonly number[]; bidId: number; to: 'up' | 'down' }
): Promise<void> {
	const order = [...input.seen];
	const at = order.indexOf(input.bidId);
	const other = at + (input.to === 'up' ? -1 : 1);
	const [mine, theirs] = [order[at], order[other]];
	if (mine === undefined) throw new NotFound('This bid is not in the order');
	if (theirs !== undefined) {
		order[at] = theirs;
		order[other] = mine;
	}
	await rankPortfolio(trx, actor, reviewId, fiscalEventId, { seen: input.seen, order });
}

function byNumber(a: number, b: number): number {
	return a - b;
}
