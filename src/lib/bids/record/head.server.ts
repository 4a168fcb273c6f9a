import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { canEditBid } from '../bid.ts';
import { type Bid, type Department, getFiscalEvent, listBidDepartments } from '../queries.server.ts';
import { type BidState, bidState } from '../state.ts';
import type { Submitted } from '../submitted/queries.server.ts';

/** What every page of a bid knows of it. */
export type BidHead = {
	/** B7 */
	name: string;
	title: string;
	/** Whether this person sees the bid in work, or only what was submitted of it. */
	working: boolean;
	state: BidState;
	/** The bid has moved on from the version that the Treasury has. */
	changedSince: boolean;
	submitted: { version: number; submittedAt: Date } | null;
	withdrawnBecause: string | null;
	lead: Department;
	partners: Department[];
	event: { name: string; firstYear: number; lastYear: number; capitalLastYear: number; returnDueOn: string | null };
	sensitive: boolean;
	handling: string | null;
	mayEdit: boolean;
};

/** The head of a bid in work. */
export async function headOfWorking(trx: Trx, actor: Actor, bid: Bid): Promise<BidHead> {
	const [lead, ...partners] = await listBidDepartments(trx, bid);
	if (!lead) throw new Error('A bid without its lead department');
	const { name, firstYear, lastYear, capitalLastYear, returnDueOn } = await getFiscalEvent(
		trx,
		bid.reviewId,
		bid.fiscalEventId
	);
	const versions = await trx
		.selectFrom('bidVersions')
		.select(['number', 'bidChanges', 'submittedAt'])
		.where('bidId', '=', bid.id)
		.orderBy('number', 'desc')
		.execute();
	const last = versions[0];
	const sent = versions.find(({ submittedAt }) => submittedAt !== null);
	const rights = {
		reviewId: bid.reviewId,
		leadTeamId: bid.leadTeamId,
		teamIds: [lead, ...partners].map(({ teamId }) => teamId),
		withdrawn: bid.withdrawnAt !== null
	};
	return {
		name: reference('B', bid.number),
		title: bid.title,
		working: true,
		...bidState({
			...bid,
			lastVersion: last ? { bidChanges: last.bidChanges, submitted: last.submittedAt !== null } : null,
			lastSubmitted: sent ? { bidChanges: sent.bidChanges } : null
		}),
		submitted: sent?.submittedAt ? { version: sent.number, submittedAt: sent.submittedAt } : null,
		withdrawnBecause: bid.withdrawnBecause,
		lead,
		partners,
		event: { name, firstYear, lastYear, capitalLastYear, returnDueOn },
		sensitive: bid.sensitive,
		handling: bid.handling,
		mayEdit: canEditBid(actor, rights)
	};
}

/** The head of a bid for those who see only what was submitted of it. */
export function headOfSubmitted({ content, version, submittedAt, withdrawnBecause }: Submitted): BidHead {
	const department = ({ id, ...names }: { id: number; name: string; shortName: string }) => ({ teamId: id, ...names });
	return {
		name: content.reference,
		title: content.title,
		working: false,
		state: withdrawnBecause === null ? 'submitted' : 'withdrawn',
		changedSince: false,
		submitted: { version, submittedAt },
		withdrawnBecause,
		lead: department(content.lead),
		partners: content.partners.map(department),
		event: content.fiscalEvent,
		...content.marking,
		mayEdit: false
	};
}
