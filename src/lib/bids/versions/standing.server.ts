import type { Trx } from '#lib/db/asActor.server.ts';
import { listShares } from '../shares/queries.server.ts';
import type { StandingAgreement, StandingSignatures } from './standing.ts';

/**
 * What saving a change would put out of date: pages that edit a bid say it before they save. Nothing is ever written to
 * make a signature lapse; a version belongs to the bid as it was when both counts of changes are the same.
 * @returns null where nothing is frozen of the bid as it stands
 */
export async function standingSignatures(
	trx: Trx,
	bid: { id: number; changes: number }
): Promise<StandingSignatures | null> {
	const version = await trx
		.selectFrom('bidVersions')
		.select(['id', 'number', 'bidChanges', 'submittedAt'])
		.where('bidId', '=', bid.id)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (version?.bidChanges !== bid.changes) return null;
	const signatures = await trx
		.selectFrom('bidSignatures')
		.innerJoin('teams', 'teams.id', 'bidSignatures.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.innerJoin('people', 'people.id', 'bidSignatures.personId')
		.select([
			'bidSignatures.teamId',
			'departmentsToday.shortName',
			'people.name as personName',
			'bidSignatures.signedAt'
		])
		.where('bidSignatures.versionId', '=', version.id)
		.orderBy('bidSignatures.signedAt')
		.execute();
	return { version: version.number, submittedAt: version.submittedAt, signatures };
}

/** The agreements that saving a change to the shares of these departments would lapse. */
export async function standingAgreements(
	trx: Trx,
	bid: { id: number; leadTeamId: number },
	teamIds: readonly number[]
): Promise<StandingAgreement[]> {
	if (teamIds.length === 0) return [];
	return (await listShares(trx, bid)).flatMap(({ teamId, shortName, agreed }) =>
		agreed?.holds && teamIds.includes(teamId) ? [{ shortName, personName: agreed.personName }] : []
	);
}
