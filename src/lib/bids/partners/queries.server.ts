import type { Trx } from '#lib/db/asActor.server.ts';
import { listShares, type Share } from '../shares/queries.server.ts';

/** A share with what keeps its department on the bid: its lines, and what it has agreed, signed or sent. */
export type HeldShare = Share & { lines: number; acts: number };

/** The shares of a bid, the lead's first, each with what keeps it there. */
export async function listHeldShares(trx: Trx, bid: { id: number; leadTeamId: number }): Promise<HeldShare[]> {
	const counted = ['costLines', 'benefitLines', 'assumptions'] as const;
	const done = ['shareAgreements', 'bidSignatures', 'bidReturns'] as const;
	const rows = await trx
		.selectFrom('bidShares')
		.select((share) => [
			'bidShares.teamId',
			...[...counted, ...done].map((table) =>
				share
					.selectFrom(table)
					.select((row) => row.fn.countAll<number>().as('count'))
					.where('bidId', '=', bid.id)
					.whereRef(`${table}.teamId`, '=', 'bidShares.teamId')
					.as(table)
			)
		])
		.where('bidShares.bidId', '=', bid.id)
		.execute();
	const sum = (teamId: number, tables: readonly (typeof counted | typeof done)[number][]) => {
		const row = rows.find((each) => each.teamId === teamId);
		return tables.reduce((total, table) => total + (row?.[table] ?? 0), 0);
	};
	return (await listShares(trx, bid)).map((share) => ({
		...share,
		lines: sum(share.teamId, counted),
		acts: sum(share.teamId, done)
	}));
}

/** The posts that may be their department's finance lead on a bid: its officials in this review. */
export async function listFinancePosts(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('memberships')
		.innerJoin('posts', 'posts.id', 'memberships.postId')
		.select(['posts.id', 'posts.title', 'memberships.teamId'])
		.where('memberships.reviewId', '=', reviewId)
		.where('memberships.role', '=', 'official')
		.where('memberships.endedAt', 'is', null)
		.orderBy('posts.title')
		.execute();
}
