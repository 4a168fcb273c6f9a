import type { Trx } from '#lib/db/asActor.server.ts';
import { type Required, whoMustBeAsked } from './asking.ts';
import { askedRecommendations } from './asking.server.ts';
import type { Round } from './queries.server.ts';

/** Whom a round must ask today, by the rules that it keeps. */
export async function requiredOf(trx: Trx, round: Round): Promise<Required[]> {
	const asked = await askedRecommendations(
		trx,
		round.recommendations.map(({ recommendationId, version }) => ({ id: recommendationId, version }))
	);
	const { spendsMoney } = round;
	const treasuryTeamId = await treasuryTeamOf(trx, round.reviewId);
	return whoMustBeAsked(round.rules, { sponsorTeamId: round.sponsor.teamId, spendsMoney, treasuryTeamId }, asked);
}

/** The Treasury's team in a review; null where it has none. */
export async function treasuryTeamOf(trx: Trx, reviewId: number): Promise<number | null> {
	const team = await trx
		.selectFrom('teams')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select('teams.id')
		.where('teams.reviewId', '=', reviewId)
		.where('departmentsToday.isTreasury', '=', true)
		.orderBy('teams.id')
		.executeTakeFirst();
	return team?.id ?? null;
}
