import { sql } from 'kysely';
import { type Actor, grantFor, isMember } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { holdsSensitive } from '#lib/reviews/marking.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { canEditBid } from './bid.ts';
import type { OptionKind } from './bid.ts';
import { type Bid, bidRights, getFiscalEvent, lockBid } from './queries.server.ts';

/**
 * Starts a bid of the actor's own department, with business as usual and an empty preferred option. It is marked as high as
 * its review may be until somebody decides otherwise.
 * @throws NotFound, Forbidden
 */
export async function startBid(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { fiscalEventId: number; title: string }
): Promise<{ id: number; number: number; reference: string }> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'bid.start', { reviewId });
	if (!grant) throw new Forbidden();
	const event = await getFiscalEvent(trx, reviewId, input.fiscalEventId);

	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'B') as number`.execute(trx);
	const number = rows[0]?.number;
	if (number === undefined) throw new NotFound();
	const { id } = await trx
		.insertInto('bids')
		.values({
			reviewId,
			number,
			fiscalEventId: event.id,
			leadTeamId: grant.teamId,
			title: input.title,
			record: '{}',
			sensitive: await holdsSensitive(trx, reviewId)
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx.insertInto('bidShares').values({ bidId: id, teamId: grant.teamId, reviewId }).execute();
	await trx
		.insertInto('bidOptions')
		.values([
			{ reviewId, bidId: id, kind: 'bau', name: 'Business as usual' },
			{ reviewId, bidId: id, kind: 'preferred', name: input.title }
		])
		.execute();
	await record(trx, grant, 'bid.started', onBid({ id, reviewId, number, leadTeamId: grant.teamId }), {
		title: input.title
	});
	return { id, number, reference: reference('B', number) };
}

/** Adds an option, or a fall-back that the lead alone knows of. @throws NotFound, Forbidden */
export async function addOption(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { kind: OptionKind; name: string; description: string; leadOnly: boolean }
): Promise<{ id: number }> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const grant = leadGrant(actor, bid);
	const { id } = await trx
		.insertInto('bidOptions')
		.values({ ...input, reviewId, bidId: bid.id })
		.returning('id')
		.executeTakeFirstOrThrow();
	await noteChange(trx, actor, bid, []);
	await record(trx, grant, 'bid.option_saved', onBid(bid), input.leadOnly ? { option: id } : { option: id, ...input });
	return { id };
}

/** Adds a partner department, whose officials then see the bid and edit their own share. @throws NotFound, Forbidden, Invalid */
export async function addPartner(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	teamId: number
): Promise<void> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const team = await trx
		.selectFrom('teams')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('id', '=', teamId)
		.executeTakeFirst();
	if (!team) throw new Invalid('teamId', 'Select a department from the list');
	await trx
		.insertInto('bidShares')
		.values({ bidId: bid.id, teamId, reviewId })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await noteChange(trx, actor, bid, []);
	await record(trx, leadGrant(actor, bid), 'bid.partner_added', onBid(bid), { team: teamId });
}

/**
 * Notes that something a version freezes has changed, and whose share: what was frozen, signed or agreed before is out of
 * date from now on. Every command that changes a bid or its lines calls it once.
 */
export async function noteChange(
	trx: Trx,
	actor: Actor,
	bid: { id: number },
	teamIds: readonly number[]
): Promise<void> {
	await trx
		.updateTable('bids')
		.set((bids) => ({ changes: bids('changes', '+', 1), updatedAt: actor.now }))
		.where('id', '=', bid.id)
		.execute();
	if (teamIds.length === 0) return;
	await trx
		.updateTable('bidShares')
		.set((shares) => ({ changes: shares('changes', '+', 1) }))
		.where('bidId', '=', bid.id)
		.where('teamId', 'in', teamIds)
		.execute();
}

/** The record that an entry of the history is about; read by the lead's team unless another share is named. */
export function onBid(
	bid: { id: number; reviewId: number; number: number; leadTeamId: number },
	teamId = bid.leadTeamId
) {
	return {
		reviewId: bid.reviewId,
		kind: 'bid',
		id: bid.id,
		reference: reference('B', bid.number),
		audience: 'team',
		teamId
	} as const;
}

/** Locks a bid for an act of its lead department. @throws NotFound, Forbidden */
export async function lockForLead(trx: Trx, actor: Actor, reviewId: number, number: number): Promise<Bid> {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	if (!canEditBid(actor, await bidRights(trx, bid))) throw new Forbidden();
	return bid;
}

/** @throws Forbidden */
export function leadGrant(actor: Actor, bid: Bid) {
	const grant = grantFor(actor, 'bid.edit', { reviewId: bid.reviewId, teamIds: [bid.leadTeamId] });
	if (!grant) throw new Forbidden();
	return grant;
}
