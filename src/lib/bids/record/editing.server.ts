import type { Actor } from '#lib/access/actor.ts';
import { reviewIdOf } from '#lib/access/guards.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { canEditBid } from '../bid.ts';
import { type Bid, bidRights, getBid } from '../queries.server.ts';

/** The number in the address of a bid; 0 for what is no reference, which no bid has. */
export function bidNumberIn(ref: string): number {
	return numberIn('B', ref) ?? 0;
}

/** The bid of a page on which its lead department changes it. @throws NotFound, Forbidden */
export async function getBidToEdit(trx: Trx, actor: Actor, params: { review: string; ref: string }): Promise<Bid> {
	const bid = await getBid(trx, reviewIdOf(actor, params.review), bidNumberIn(params.ref));
	if (!canEditBid(actor, await bidRights(trx, bid)))
		throw new Forbidden('Only officials of the department in the lead change this bid');
	return bid;
}
