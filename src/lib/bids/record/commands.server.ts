import type { Actor } from '#lib/access/actor.ts';
import { changes, record, textDigest } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict } from '#lib/errors.ts';
import { requireWithinCeiling } from '#lib/reviews/marking.server.ts';
import { leadGrant, lockForLead, noteChange, onBid } from '../commands.server.ts';
import type { Bid } from '../queries.server.ts';
import type { BidRecord } from '../record.ts';
import { lastVersionRanks } from './queries.server.ts';

/** The record as a form gives it: null where nothing is said. */
export type RecordInput = { [Field in keyof BidRecord]: BidRecord[Field] | null };

export type Outcome = {
	metric: string;
	baseline: string;
	target: string;
	targetYear: number | null;
	source: string;
};

/**
 * Saves title, marking, headline and record. Where nothing differs nothing is written, and what was signed stands.
 * @throws NotFound, Forbidden, Conflict, Invalid where it would be marked above its review
 */
export async function editBid(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: {
		revision: number;
		title: string;
		sensitive: boolean;
		handling: string | null;
		headlinePence: number | null;
		record: RecordInput;
	}
): Promise<void> {
	const bid = await lockBidAt(trx, actor, reviewId, number, input.revision);
	await requireWithinCeiling(trx, reviewId, input.sensitive);
	const said = withoutNothing(input.record);
	const { title, sensitive, handling, headlinePence } = input;
	const changed = {
		...changes({ ...bid }, { title, sensitive, handling, headlinePence }),
		...recordChanges(bid.record, said)
	};
	if (Object.keys(changed).length === 0) return;
	await trx
		.updateTable('bids')
		.set({ title, sensitive, handling, headlinePence, record: JSON.stringify(said), revision: bid.revision + 1 })
		.where('id', '=', bid.id)
		.execute();
	await noteChange(trx, actor, bid, []);
	await record(trx, leadGrant(actor, bid), 'bid.edited', onBid(bid), changed);
}

/** Puts the outcomes in the place of those that stood, in this order. @throws NotFound, Forbidden, Conflict */
export async function setOutcomes(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, outcomes }: { revision: number; outcomes: Outcome[] }
): Promise<void> {
	const bid = await lockBidAt(trx, actor, reviewId, number, revision);
	await trx.deleteFrom('bidOutcomes').where('bidId', '=', bid.id).execute();
	if (outcomes.length > 0) {
		await trx
			.insertInto('bidOutcomes')
			.values(outcomes.map((outcome, index) => ({ ...outcome, reviewId, bidId: bid.id, rank: index + 1 })))
			.execute();
	}
	await trx
		.updateTable('bids')
		.set({ revision: bid.revision + 1 })
		.where('id', '=', bid.id)
		.execute();
	await noteChange(trx, actor, bid, []);
	await record(trx, leadGrant(actor, bid), 'bid.outcomes_changed', onBid(bid), { outcomes });
}

/**
 * Keeps the lead's own rank and what it could live with. Nobody outside the lead's department reads them.
 * @param seen the revision that the page showed; 0 where nothing was kept yet
 * @throws NotFound, Forbidden, Conflict
 */
export async function confide(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ seen, priorityRank, fallback }: { seen: number; priorityRank: number | null; fallback: string | null }
): Promise<void> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const before = await trx
		.selectFrom('bidConfidences')
		.select(['priorityRank', 'revision'])
		.where('bidId', '=', bid.id)
		.forUpdate()
		.executeTakeFirst();
	if ((before?.revision ?? 0) !== seen) throw new Conflict(changedMeanwhile);
	if (before) {
		await trx
			.updateTable('bidConfidences')
			.set({ priorityRank, fallback, revision: before.revision + 1 })
			.where('bidId', '=', bid.id)
			.execute();
	} else {
		await trx.insertInto('bidConfidences').values({ bidId: bid.id, reviewId, priorityRank, fallback }).execute();
	}
	if ((before?.priorityRank ?? null) !== priorityRank && (await lastVersionRanks(trx, bid.id)))
		await noteChange(trx, actor, bid, []);
	await record(trx, leadGrant(actor, bid), 'bid.confidence_changed', onBid(bid), {
		priorityRank,
		fallback: fallback === null ? null : textDigest(fallback)
	});
}

/** Lets the secretariat see the bid in work, from now on. @throws NotFound, Forbidden, Conflict */
export async function releaseBid(trx: Trx, actor: Actor, reviewId: number, number: number): Promise<void> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	if (bid.releasedAt) throw new Conflict('This bid is open to the secretariat already.');
	await trx.updateTable('bids').set({ releasedAt: actor.now }).where('id', '=', bid.id).execute();
	await record(trx, leadGrant(actor, bid), 'bid.released', onBid(bid));
}

/** Takes the bid back for good: it stays readable with its reason, and nobody changes it any more. @throws NotFound, Forbidden, Conflict */
export async function withdrawBid(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, because }: { revision: number; because: string }
): Promise<void> {
	const bid = await lockBidAt(trx, actor, reviewId, number, revision);
	await trx
		.updateTable('bids')
		.set({ withdrawnAt: actor.now, withdrawnBecause: because, revision: bid.revision + 1 })
		.where('id', '=', bid.id)
		.execute();
	await record(trx, leadGrant(actor, bid), 'bid.withdrawn', onBid(bid), { because });
}

/** @throws NotFound, Forbidden; Conflict where somebody has saved since this revision */
export async function lockBidAt(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	revision: number
): Promise<Bid> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	if (bid.revision !== revision) throw new Conflict(changedMeanwhile);
	return bid;
}

const changedMeanwhile =
	'Somebody has changed this bid since you opened it. Look at what is saved beside what you typed, then save again.';

function withoutNothing(input: RecordInput): BidRecord {
	return Object.fromEntries(
		Object.entries(input).filter(
			([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
		)
	);
}

/** The parts of the record that differ, by their names. */
function recordChanges(before: BidRecord, after: BidRecord): Record<string, [unknown, unknown]> {
	const gone = Object.fromEntries(Object.keys(before).map((name) => [name, null]));
	return changes({ ...before } as Record<string, unknown>, { ...gone, ...after });
}
