import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { canEditBid, canEditShare } from '../bid.ts';
import { leadGrant, lockForLead, noteChange, onBid } from '../commands.server.ts';
import { bidRights, lockBid } from '../queries.server.ts';
import { listFinancePosts, listHeldShares } from './queries.server.ts';

/**
 * Takes a partner department away, which then no longer sees the bid.
 * @throws NotFound, Forbidden; Conflict for the lead, and while the partner has lines or has agreed, signed or sent a return
 */
export async function removePartner(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	teamId: number
): Promise<void> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const share = (await listHeldShares(trx, bid)).find((each) => each.teamId === teamId);
	if (!share) throw new NotFound();
	if (teamId === bid.leadTeamId) throw new Conflict('The department in the lead stays on its own bid.');
	if (share.lines > 0)
		throw new Conflict(`${share.name} has lines or assumptions in this bid. It can go once it has taken them out.`);
	if (share.acts > 0)
		throw new Conflict(
			`${share.name} has agreed, signed or sent a return, which stays on record. Leave its share empty.`
		);
	await trx.deleteFrom('bidShares').where('bidId', '=', bid.id).where('teamId', '=', teamId).execute();
	await noteChange(trx, actor, bid, []);
	await record(trx, leadGrant(actor, bid), 'bid.partner_removed', onBid(bid), { team: teamId });
}

/**
 * Names the post that signs a department's share; null for nobody yet. The department itself does it, or the lead.
 * @throws NotFound, Forbidden; Invalid on `postId` for a post that is not one of the department's officials
 */
export async function nameFinanceLead(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ teamId, postId }: { teamId: number; postId: number | null }
): Promise<void> {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	const rights = await bidRights(trx, bid);
	if (!rights.teamIds.includes(teamId)) throw new NotFound();
	const own = canEditShare(actor, rights, teamId);
	if (!own && !canEditBid(actor, rights)) throw new Forbidden();
	const act = own ? 'bid.edit_share' : 'bid.edit';
	const grant = grantFor(actor, act, { reviewId, teamIds: [own ? teamId : bid.leadTeamId] });
	if (!grant) throw new Forbidden();
	const posts = (await listFinancePosts(trx, reviewId)).filter((post) => post.teamId === teamId);
	if (postId !== null && !posts.some(({ id }) => id === postId))
		throw new Invalid('postId', 'Select a post from the list');
	await trx
		.updateTable('bidShares')
		.set({ financeLeadPostId: postId })
		.where('bidId', '=', bid.id)
		.where('teamId', '=', teamId)
		.execute();
	await record(trx, grant, 'bid.finance_lead_named', onBid(bid, teamId), { team: teamId, post: postId });
}
