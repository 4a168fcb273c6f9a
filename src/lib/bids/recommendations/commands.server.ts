import type { Actor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Invalid, NotFound } from '#lib/errors.ts';
import { leadGrant, lockForLead, noteChange, onBid } from '../commands.server.ts';
import { lockBidAt } from '../record/commands.server.ts';
import { listFundable, listFunded } from './queries.server.ts';

/**
 * Says which recommendations the bid pays for. Those that stay keep the wording that was costed; a new one is costed in
 * the wording that stands now. @throws NotFound, Forbidden, Conflict; Invalid for one that lines still pay for
 */
export async function chooseRecommendations(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, recommendationIds }: { revision: number; recommendationIds: number[] }
): Promise<void> {
	const bid = await lockBidAt(trx, actor, reviewId, number, revision);
	const funded = await listFunded(trx, bid.id);
	const gone = funded.filter(({ id }) => !recommendationIds.includes(id));
	const added = recommendationIds.filter((id) => !funded.some((each) => each.id === id));
	if (gone.length === 0 && added.length === 0) return;

	const paid = gone.find(({ lines }) => lines > 0);
	if (paid) {
		throw new Invalid(
			'recommendationIds',
			`${paid.reference} is paid for by ${paid.lines === 1 ? 'a line' : `${paid.lines} lines`}: take it off ${paid.lines === 1 ? 'that line' : 'those lines'} first`
		);
	}
	const fundable = await listFundable(trx, reviewId);
	if (!added.every((id) => fundable.some((each) => each.id === id)))
		throw new Invalid('recommendationIds', 'Select a recommendation from the list');

	if (gone.length > 0) {
		await trx
			.deleteFrom('bidRecommendations')
			.where('bidId', '=', bid.id)
			.where(
				'recommendationId',
				'in',
				gone.map(({ id }) => id)
			)
			.execute();
	}
	if (added.length > 0) {
		const wordings = await trx
			.selectFrom('recommendations')
			.select(['id', 'version'])
			.where('reviewId', '=', reviewId)
			.where('id', 'in', added)
			.execute();
		await trx
			.insertInto('bidRecommendations')
			.values(wordings.map(({ id, version }) => ({ bidId: bid.id, reviewId, recommendationId: id, version })))
			.execute();
	}
	await trx
		.updateTable('bids')
		.set({ revision: bid.revision + 1 })
		.where('id', '=', bid.id)
		.execute();
	await noteChange(trx, actor, bid, []);
	await record(trx, leadGrant(actor, bid), 'bid.recommendations_chosen', onBid(bid), {
		added,
		removed: gone.map(({ id }) => id)
	});
}

/** Says that the costs stand for the wording as it now is. @throws NotFound, Forbidden; Conflict where it was reworded again */
export async function acceptWordingCosted(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ recommendationId, version }: { recommendationId: number; version: number }
): Promise<void> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const funded = (await listFunded(trx, bid.id)).find(({ id }) => id === recommendationId);
	if (!funded) throw new NotFound();
	if (funded.version !== version)
		throw new Conflict(`${funded.reference} has been reworded again. Read the wording that stands, then say so again.`);
	if (funded.costedVersion === version) return;
	await trx
		.updateTable('bidRecommendations')
		.set({ version })
		.where('bidId', '=', bid.id)
		.where('recommendationId', '=', recommendationId)
		.execute();
	await noteChange(trx, actor, bid, []);
	await record(trx, leadGrant(actor, bid), 'bid.recommendations_chosen', onBid(bid), {
		recommendation: funded.reference,
		wording: [funded.costedVersion, version]
	});
}
