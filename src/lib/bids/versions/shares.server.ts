import type { Trx } from '#lib/db/asActor.server.ts';

/** One department's part of a bid in work: who signs for it, and whether it agrees to its lines as they stand. */
export type Share = {
	teamId: number;
	name: string;
	shortName: string;
	financeLead: { postId: number; title: string } | null;
	agreed: { personName: string; agreedAt: Date } | null;
};

/** The shares of a bid, the lead's first. */
export async function listShares(trx: Trx, bid: { id: number; leadTeamId: number }): Promise<Share[]> {
	const rows = await trx
		.selectFrom('bidShares as share')
		.innerJoin('teams', 'teams.id', 'share.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('posts', 'posts.id', 'share.financeLeadPostId')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('shareAgreements as agreement')
					.innerJoin('people', 'people.id', 'agreement.personId')
					.select(['people.name as personName', 'agreement.agreedAt'])
					.whereRef('agreement.bidId', '=', 'share.bidId')
					.whereRef('agreement.teamId', '=', 'share.teamId')
					.whereRef('agreement.changes', '=', 'share.changes')
					.orderBy('agreement.id', 'desc')
					.limit(1)
					.as('standing'),
			(join) => join.onTrue()
		)
		.select([
			'share.teamId',
			'departmentsToday.name',
			'departmentsToday.shortName',
			'posts.id as postId',
			'posts.title as postTitle',
			'standing.personName',
			'standing.agreedAt'
		])
		.where('share.bidId', '=', bid.id)
		.orderBy('departmentsToday.name')
		.execute();
	return rows
		.sort((a, b) => Number(b.teamId === bid.leadTeamId) - Number(a.teamId === bid.leadTeamId))
		.map(({ teamId, name, shortName, postId, postTitle, personName, agreedAt }) => ({
			teamId,
			name,
			shortName,
			financeLead: postId !== null && postTitle !== null ? { postId, title: postTitle } : null,
			agreed: personName !== null && agreedAt !== null ? { personName, agreedAt } : null
		}));
}
