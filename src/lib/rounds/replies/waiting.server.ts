import { sql } from 'kysely';
import { type Actor, hasRole, postsActingFor, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { leads } from '../queries.server.ts';
import { canSeeReplies } from '../round.ts';
import { readRules, type RoundRules } from '../rules.ts';
import { standing } from '../standing.ts';

/** A reply that a post owes; where its silence counts as content, until the day has passed. */
export type WaitingReply = {
	/** W1 */
	round: string;
	title: string;
	teamId: number;
	postId: number;
	post: string;
	issuedOn: string;
	dueOn: string;
	overdue: boolean;
	because: string | null;
};

const mostRounds = 20;
const mostWaiting = 300;

/** The replies that are owed in a review, of departments whose replies this person sees, those first that are due first. */
export async function listRepliesWaiting(trx: Trx, actor: Actor, reviewId: number): Promise<WaitingReply[]> {
	const own = teamsOf(actor, reviewId);
	const all = canSeeReplies(actor, reviewId);
	if (!all && own.length === 0) return [];
	const rows = await trx
		.selectFrom('writeRounds')
		.innerJoin('snapshots', 'snapshots.id', 'writeRounds.snapshotId')
		.innerJoin('roundAddressees', 'roundAddressees.roundId', 'writeRounds.id')
		.innerJoin('posts', 'posts.id', 'roundAddressees.postId')
		.innerJoin('teams', 'teams.id', 'roundAddressees.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('countingReplies', 'countingReplies.addresseeId', 'roundAddressees.id')
		.select([
			'writeRounds.id',
			'writeRounds.number',
			'writeRounds.title',
			'writeRounds.issuedOn',
			'writeRounds.replyBy',
			'writeRounds.withdrawnAt',
			'writeRounds.spendsMoney',
			'writeRounds.rules',
			'snapshots.sha256 as snapshotSha256',
			'roundAddressees.teamId',
			'roundAddressees.postId',
			'posts.title as post',
			'departmentsToday.isTreasury',
			leads.as('leads'),
			'roundAddressees.askedToPay',
			'roundAddressees.askedToChangeLaw'
		])
		.where('writeRounds.reviewId', '=', reviewId)
		.where('writeRounds.issuedOn', 'is not', null)
		.where('writeRounds.withdrawnAt', 'is', null)
		.where('countingReplies.id', 'is', null)
		.where(notCleared)
		.$if(!all, (query) => query.where('roundAddressees.teamId', 'in', own))
		.orderBy('writeRounds.replyBy')
		.orderBy('writeRounds.number')
		.orderBy('roundAddressees.id')
		.limit(mostWaiting)
		.execute();
	const rules = new Map<number, RoundRules>();
	return rows.flatMap(({ id, number, title, teamId, postId, post, rules: text, ...facts }) => {
		const kept = rules.get(id) ?? readRules(text);
		rules.set(id, kept);
		const { state, because } = standing(facts, kept, facts, null, actor.now);
		if ((state !== 'not_due' && state !== 'owes') || facts.issuedOn === null || facts.replyBy === null) return [];
		return [
			{
				round: reference('W', number),
				title,
				teamId,
				postId,
				post,
				issuedOn: facts.issuedOn,
				dueOn: facts.replyBy,
				overdue: state === 'owes',
				because
			}
		];
	});
}

/** The replies that posts of this person, or those that their office serves, owe. */
export async function listRepliesOwed(trx: Trx, actor: Actor, reviewId: number): Promise<WaitingReply[]> {
	const posts = postsActingFor(actor, 'reply.record', reviewId);
	const teams = teamsOf(actor, reviewId, 'treasury');
	if (posts.length === 0 && teams.length === 0) return [];
	const waiting = await listRepliesWaiting(trx, actor, reviewId);
	return waiting.filter(({ postId, teamId }) => posts.includes(postId) || teams.includes(teamId));
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
