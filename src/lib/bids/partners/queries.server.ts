import type { Trx } from '#lib/db/asActor.server.ts';
import type { Department } from '../queries.server.ts';

export type Share = Department & {
	financeLeadPostId: number | null;
	financeLead: string | null;
	/** What keeps the department on the bid: its lines, and what it has agreed, signed or sent. */
	lines: number;
	acts: number;
};

/** The departments of a bid with their finance leads, the lead department first. */
export async function listShares(trx: Trx, bid: { id: number; leadTeamId: number }): Promise<Share[]> {
	const counted = ['costLines', 'benefitLines', 'assumptions'] as const;
	const done = ['shareAgreements', 'bidSignatures', 'bidReturns'] as const;
	const rows = await trx
		.selectFrom('bidShares')
		.innerJoin('teams', 'teams.id', 'bidShares.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('posts', 'posts.id', 'bidShares.financeLeadPostId')
		.select((share) => [
			'bidShares.teamId',
			'departmentsToday.name',
			'departmentsToday.shortName',
			'bidShares.financeLeadPostId',
			'posts.title as financeLead',
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
		.orderBy('departmentsToday.name')
		.execute();
	const sum = (row: (typeof rows)[number], tables: readonly (typeof counted | typeof done)[number][]) =>
		tables.reduce((total, table) => total + (row[table] ?? 0), 0);
	return rows
		.map((row) => ({
			teamId: row.teamId,
			name: row.name,
			shortName: row.shortName,
			financeLeadPostId: row.financeLeadPostId,
			financeLead: row.financeLead,
			lines: sum(row, counted),
			acts: sum(row, done)
		}))
		.sort((a, b) => Number(b.teamId === bid.leadTeamId) - Number(a.teamId === bid.leadTeamId));
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
