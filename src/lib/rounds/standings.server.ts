import { type Actor, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { isMet } from '#lib/positions/position.ts';
import { reference } from '#lib/reviews/reference.ts';
import { type AskedDepartment, gates, type Obstacle } from './gates.ts';
import type { Addressee, Round } from './queries.server.ts';
import { requiredOf } from './required.server.ts';
import { canSeeReplies } from './round.ts';
import { type Comment, type CountingReply, type RoundFacts, standing } from './standing.ts';

export function factsOf(round: Round): RoundFacts {
	const { issuedOn, replyBy, withdrawnAt, snapshot, spendsMoney } = round;
	return { issuedOn, replyBy, withdrawnAt, snapshotSha256: snapshot.sha256, spendsMoney };
}

/** A department in a round with where it stands; null for one whose replies this person does not see. */
export type Placed = { addressee: Addressee; department: AskedDepartment | null };

/** Where each department stands, as far as the person sees replies: silence must not be read into what is hidden from them. */
export async function readStandings(trx: Trx, actor: Actor, round: Round): Promise<Placed[]> {
	const replies = await countingReplies(trx, round.id);
	const own = teamsOf(actor, round.reviewId);
	const all = canSeeReplies(actor, round.reviewId);
	const facts = factsOf(round);
	return round.addressees.map((addressee) => {
		if (!all && !own.includes(addressee.teamId)) return { addressee, department: null };
		const reply = replies.get(addressee.id) ?? null;
		return {
			addressee,
			department: {
				teamId: addressee.teamId,
				name: addressee.departmentName,
				isTreasury: addressee.isTreasury,
				standing: standing(facts, round.rules, addressee, reply, actor.now),
				reply
			}
		};
	});
}

/** What stands in the way of clearance; null for a person who does not see every reply. */
export async function readObstacles(trx: Trx, actor: Actor, round: Round): Promise<Obstacle[] | null> {
	const placed = await readStandings(trx, actor, round);
	const asked = placed.flatMap(({ department }) => department ?? []);
	if (asked.length < placed.length) return null;
	const names = await trx
		.selectFrom('teams')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select(['teams.id', 'departmentsToday.name'])
		.where('teams.reviewId', '=', round.reviewId)
		.execute();
	const required = (await requiredOf(trx, round)).map(({ teamId, because }) => ({
		teamId,
		because,
		name: names.find(({ id }) => id === teamId)?.name ?? 'A department'
	}));
	return gates(factsOf(round), round.rules, asked, required, actor.now);
}

/** The reply that counts of each department that a round asks, with what it says of single recommendations and its comments. */
export async function countingReplies(trx: Trx, roundId: number): Promise<Map<number, CountingReply & { id: number }>> {
	const replies = await trx
		.selectFrom('countingReplies as counting')
		.innerJoin('snapshots', 'snapshots.id', 'counting.snapshotId')
		.select([
			'counting.id',
			'counting.addresseeId',
			'counting.stance',
			'counting.datedOn',
			'snapshots.sha256 as snapshotSha256'
		])
		.where('counting.roundId', '=', roundId)
		.execute();
	if (replies.length === 0) return new Map();
	const answers = await trx
		.selectFrom('answers')
		.innerJoin('recommendations', 'recommendations.id', 'answers.recommendationId')
		.select(['answers.id', 'answers.replyId', 'answers.stance', 'recommendations.number'])
		.where('answers.kind', '=', 'reply')
		.where(
			'answers.replyId',
			'in',
			replies.map(({ id }) => id)
		)
		.orderBy('recommendations.number')
		.execute();
	const comments =
		answers.length === 0
			? []
			: await trx
					.selectFrom('conditions')
					.innerJoin('recommendations', 'recommendations.id', 'conditions.recommendationId')
					.leftJoin('roundRecommendations as asked', (join) =>
						join
							.onRef('asked.roundId', '=', 'conditions.roundId')
							.onRef('asked.recommendationId', '=', 'conditions.recommendationId')
					)
					.select([
						'conditions.number',
						'conditions.answerId',
						'conditions.grade',
						'conditions.tickedAt',
						'conditions.metVersion',
						'recommendations.materialVersion',
						'asked.version as frozenVersion'
					])
					.where(
						'conditions.answerId',
						'in',
						answers.map(({ id }) => id)
					)
					.orderBy('conditions.number')
					.execute();
	return new Map(
		replies.map(({ addresseeId, ...reply }) => {
			const own = answers.filter(({ replyId }) => replyId === reply.id);
			const parts = own.map(({ number, stance }) => ({ recommendation: reference('R', number), stance }));
			const said = comments
				.filter(({ answerId }) => own.some(({ id }) => id === answerId))
				.map(({ number, grade, ...each }) => ({ reference: reference('C', number), grade, ...tickOf(each) }));
			return [addresseeId, { ...reply, parts, comments: said }];
		})
	);
}

/** Whether a tick counts for the round: the words have kept their meaning since, and the round's copy has them. */
function tickOf(condition: {
	tickedAt: Date | null;
	metVersion: number | null;
	materialVersion: number;
	frozenVersion: number | null;
}): Pick<Comment, 'met' | 'unmetBecause'> {
	if (condition.tickedAt === null) return { met: false };
	if (!isMet(condition, condition)) return { met: false, unmetBecause: 'reworded' };
	const inCopy = (condition.frozenVersion ?? 0) >= (condition.metVersion ?? 0);
	return inCopy ? { met: true } : { met: false, unmetBecause: 'not_in_copy' };
}
