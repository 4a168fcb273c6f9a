import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { answeringPosts, sendingPosts, type Stage, stageOf } from './letter.ts';

export type WaitingLetter = {
	number: number;
	subject: string;
	addressee: string;
	senderPostId: number;
	stage: Stage;
	/** When its present step began to wait. */
	since: Date;
};

/** Letters of the actor's own post, or of the one that their office serves, that wait to be cleared, signed or sent. */
export async function listLettersToSend(trx: Trx, actor: Actor, reviewId: number): Promise<WaitingLetter[]> {
	const posts = sendingPosts(actor, reviewId);
	if (posts.length === 0) return [];
	return (await toSend(trx, reviewId).where('senderPostId', 'in', posts).execute()).map(asWaiting);
}

/** The letters of a review that wait to be cleared, signed or sent, as far as the reader knows of them. */
export async function listLettersOnTheirWay(trx: Trx, reviewId: number): Promise<WaitingLetter[]> {
	return (await toSend(trx, reviewId).execute()).map(asWaiting);
}

export type UnansweredLetter = {
	number: number;
	subject: string;
	/** ISO date, where the letter names one. */
	replyBy: string | null;
	issuedAt: Date;
	/** How many of its asks have no answer. */
	open: number;
};

/** Letters to the actor's own post, or to the one that their office serves, that ask something and have no answer to it. */
export async function listLettersToAnswer(trx: Trx, actor: Actor, reviewId: number): Promise<UnansweredLetter[]> {
	const posts = answeringPosts(actor, reviewId);
	if (posts.length === 0) return [];
	const rows = await trx
		.selectFrom('letters')
		.innerJoin('letterAsks', (join) =>
			join.onRef('letterAsks.letterId', '=', 'letters.id').on('letterAsks.ask', '<>', 'note')
		)
		.leftJoin('letterAnswers', (join) =>
			join
				.onRef('letterAnswers.letterId', '=', 'letterAsks.letterId')
				.onRef('letterAnswers.recommendationId', '=', 'letterAsks.recommendationId')
		)
		.select((eb) => [
			'letters.number',
			'letters.subject',
			'letters.replyBy',
			'letters.issuedAt',
			eb.fn.countAll<number>().as('open')
		])
		.where('letters.reviewId', '=', reviewId)
		.where('letters.addresseePostId', 'in', posts)
		.where('letters.issuedAt', 'is not', null)
		.where('letters.withdrawnAt', 'is', null)
		.where('letterAnswers.id', 'is', null)
		.groupBy('letters.id')
		.orderBy('letters.number')
		.limit(200)
		.execute();
	return rows.flatMap(({ issuedAt, ...row }) => (issuedAt ? [{ ...row, issuedAt }] : []));
}

/** Which Cabinet minister owes how many answers to which letter, those first whose day comes first. */
export async function listCabinetAnswersOwed(trx: Trx, reviewId: number) {
	const rows = await trx
		.selectFrom('letters')
		.innerJoin('teams', 'teams.id', 'letters.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.innerJoinLateral(
			(eb) =>
				eb
					.selectFrom('letterAsks')
					.select((inner) => inner.fn.countAll<number>().as('open'))
					.whereRef('letterAsks.letterId', '=', 'letters.id')
					.where('letterAsks.ask', '<>', 'note')
					.where(
						sql<boolean>`not exists (select from letter_answers a
							where a.letter_id = letter_asks.letter_id and a.recommendation_id = letter_asks.recommendation_id)`
					)
					.as('owed'),
			(join) => join.onTrue()
		)
		.select([
			'letters.number',
			'letters.teamId',
			'letters.subject',
			'letters.addressee',
			'letters.addresseePostId',
			'letters.issuedAt',
			'letters.replyBy',
			'departmentsToday.shortName',
			'owed.open'
		])
		.where('letters.reviewId', '=', reviewId)
		.where('letters.kind', '=', 'departmental')
		.where('letters.issuedAt', 'is not', null)
		.where('letters.withdrawnAt', 'is', null)
		.where('owed.open', '>', 0)
		.orderBy('letters.replyBy')
		.orderBy('letters.number')
		.limit(200)
		.execute();
	return rows.flatMap(({ issuedAt, ...row }) => (issuedAt ? [{ ...row, issuedAt }] : []));
}

function toSend(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('letters')
		.select([
			'number',
			'subject',
			'addressee',
			'senderPostId',
			'version',
			'clearedVersion',
			'clearedAt',
			'signedVersion',
			'queuedAt',
			'issuedAt',
			'receivedOn',
			'withdrawnAt',
			'createdAt'
		])
		.where('reviewId', '=', reviewId)
		.where('issuedAt', 'is', null)
		.where('queuedAt', 'is', null)
		.where('withdrawnAt', 'is', null)
		.orderBy('number')
		.limit(200);
}

function asWaiting(row: Awaited<ReturnType<ReturnType<typeof toSend>['execute']>>[number]): WaitingLetter {
	const stage = stageOf(row);
	const { number, subject, addressee, senderPostId } = row;
	const since = stage === 'drafted' ? row.createdAt : (row.clearedAt ?? row.createdAt);
	return { number, subject, addressee, senderPostId, stage, since };
}
