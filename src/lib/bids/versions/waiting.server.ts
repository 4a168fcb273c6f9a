import { type Actor, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';

/** The versions that wait for the signature of one of the person's own posts: the last of each bid, while it is the bid as it stands. */
export async function listVersionsToSign(trx: Trx, actor: Actor, reviewId: number) {
	const teams = teamsOf(actor, reviewId, 'official');
	if (teams.length === 0) return [];
	return trx
		.selectFrom('bidVersions as version')
		.innerJoin('bids', (join) =>
			join.onRef('bids.id', '=', 'version.bidId').onRef('bids.changes', '=', 'version.bidChanges')
		)
		.innerJoin('bidShares as share', 'share.bidId', 'version.bidId')
		.innerJoin('teams', 'teams.id', 'share.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'bids.number',
			'version.title',
			'version.number as version',
			'version.frozenAt',
			'departmentsToday.shortName'
		])
		.where('version.reviewId', '=', reviewId)
		.where('version.submittedAt', 'is', null)
		.where('bids.withdrawnAt', 'is', null)
		.where('share.teamId', 'in', teams)
		.where(
			'share.financeLeadPostId',
			'in',
			actor.posts.map(({ id }) => id)
		)
		.where(({ not, exists, selectFrom, or }) =>
			not(
				or([
					exists(
						selectFrom('bidVersions as later')
							.select('later.id')
							.whereRef('later.bidId', '=', 'version.bidId')
							.whereRef('later.number', '>', 'version.number')
					),
					exists(
						selectFrom('bidSignatures as signature')
							.select('signature.id')
							.whereRef('signature.versionId', '=', 'version.id')
							.whereRef('signature.teamId', '=', 'share.teamId')
					)
				])
			)
		)
		.orderBy('version.frozenAt')
		.execute();
}

/** The shares of these departments that hold lines and are not agreed as they stand. */
export async function listSharesToAgree(trx: Trx, teamIds: readonly number[], reviewId: number) {
	if (teamIds.length === 0) return [];
	const rows = await trx
		.selectFrom('bidShares as share')
		.innerJoin('bids', 'bids.id', 'share.bidId')
		.innerJoin('teams', 'teams.id', 'share.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select(({ selectFrom }) => [
			'bids.number',
			'bids.title',
			'departmentsToday.shortName',
			'share.changes',
			selectFrom('shareAgreements as agreement')
				.select(({ fn }) => fn.max('agreement.changes').as('last'))
				.whereRef('agreement.bidId', '=', 'share.bidId')
				.whereRef('agreement.teamId', '=', 'share.teamId')
				.as('agreed')
		])
		.where('bids.reviewId', '=', reviewId)
		.where('bids.withdrawnAt', 'is', null)
		.where('share.teamId', 'in', teamIds)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('costLines as line')
					.select('line.id')
					.whereRef('line.bidId', '=', 'share.bidId')
					.whereRef('line.teamId', '=', 'share.teamId')
			)
		)
		.orderBy('bids.number')
		.execute();
	return rows
		.filter(({ changes, agreed }) => agreed !== changes)
		.map(({ number, title, shortName, agreed }) => ({ number, title, shortName, agreedBefore: agreed !== null }));
}
