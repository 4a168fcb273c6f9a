import { sql } from 'kysely';
import { type Actor, hasRole, postsActingFor, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { getRound } from '../queries.server.ts';
import { readStandings } from '../standings.server.ts';

export type OwedReply = {
	round: string;
	title: string;
	post: string;
	dueOn: string;
	overdue: boolean;
	because: string | null;
};

const mostRounds = 20;

/** The replies that posts of this person, or those that their office serves, owe; where silence counts, until its day. */
export async function listRepliesOwed(trx: Trx, actor: Actor, reviewId: number): Promise<OwedReply[]> {
	const posts = postsActingFor(actor, 'reply.record', reviewId);
	const teams = teamsOf(actor, reviewId, 'treasury');
	if (posts.length === 0 && teams.length === 0) return [];
	const open = await trx
		.selectFrom('writeRounds')
		.innerJoin('roundAddressees', 'roundAddressees.roundId', 'writeRounds.id')
		.select('writeRounds.number')
		.distinct()
		.where('writeRounds.reviewId', '=', reviewId)
		.where('writeRounds.issuedOn', 'is not', null)
		.where('writeRounds.withdrawnAt', 'is', null)
		.where((eb) =>
			eb.or([
				eb('roundAddressees.postId', 'in', posts.length === 0 ? [0] : posts),
				eb('roundAddressees.teamId', 'in', teams.length === 0 ? [0] : teams)
			])
		)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb.selectFrom('replies').select('replies.id').whereRef('replies.addresseeId', '=', 'roundAddressees.id')
				)
			)
		)
		.where(notCleared)
		.orderBy('writeRounds.number', 'desc')
		.limit(mostRounds)
		.execute();
	const owed: OwedReply[] = [];
	for (const { number } of open) {
		const round = await getRound(trx, actor, reviewId, reference('W', number));
		for (const { addressee, department } of await readStandings(trx, actor, round)) {
			const mine = posts.includes(addressee.postId) || teams.includes(addressee.teamId);
			if (!mine || !department || !['not_due', 'owes'].includes(department.standing.state)) continue;
			owed.push({
				round: round.name,
				title: round.title,
				post: addressee.postTitle,
				dueOn: round.replyBy ?? londonDate(actor.now),
				overdue: department.standing.state === 'owes',
				because: department.standing.because
			});
		}
	}
	return owed.sort((one, other) => one.dueOn.localeCompare(other.dueOn));
}

/** For the secretariat: rounds with late replies that this person has not seen. */
export async function listLateReplies(
	trx: Trx,
	actor: Actor,
	reviewId: number
): Promise<{ round: string; title: string; count: number; lastOn: string }[]> {
	if (!hasRole(actor, reviewId, 'secretariat')) return [];
	const rows = await trx
		.selectFrom('replies')
		.innerJoin('writeRounds', 'writeRounds.id', 'replies.roundId')
		.leftJoin('roundLooks', (join) =>
			join.onRef('roundLooks.roundId', '=', 'replies.roundId').on('roundLooks.personId', '=', actor.person.id)
		)
		.select((eb) => [
			'writeRounds.number',
			'writeRounds.title',
			eb.fn.countAll<number>().as('count'),
			eb.fn.max('replies.recordedAt').as('lastAt')
		])
		.where('replies.reviewId', '=', reviewId)
		.where('writeRounds.withdrawnAt', 'is', null)
		.whereRef('replies.datedOn', '>', 'writeRounds.replyBy')
		.where((eb) => eb('replies.id', '>', eb.fn.coalesce('roundLooks.replyId', eb.lit(0))))
		.groupBy(['writeRounds.id', 'writeRounds.number', 'writeRounds.title'])
		.orderBy('writeRounds.number')
		.limit(mostRounds)
		.execute();
	return rows.map(({ number, title, count, lastAt }) => ({
		round: reference('W', number),
		title,
		count,
		lastOn: londonDate(lastAt)
	}));
}

const notCleared = sql<boolean>`not exists (select from clearances c
	where c.round_id = write_rounds.id and c.snapshot_id = write_rounds.snapshot_id and c.outcome = 'cleared')`;
