import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type Position, listPositions } from '#lib/positions/queries.server.ts';
import { disagreeing, stateOfWords, type Words, type WordsState } from './disagreement.ts';

/** Where a post disagrees with a recommendation as it reads now, with the words that may be printed of it. */
export type Disagreement = {
	post: Position['post'];
	answer: NonNullable<Position['answer']>;
	/** The latest words, agreed or not, as far as the signed-in person may see them. */
	latest: (Words & { proposedByName: string; agreedByName: string | null }) | null;
	/** The words that print: the latest that were agreed, while that agreement stands. */
	printing: Words | null;
	state: WordsState;
};

/** Every post that disagrees now; answers that have lapsed are no disagreement with these words. */
export async function listDisagreements(
	trx: Trx,
	actor: Actor,
	recommendation: { id: number; reviewId: number; materialVersion: number }
): Promise<Disagreement[]> {
	const positions = await listPositions(trx, actor, recommendation);
	const words = await listWords(trx, recommendation.id);
	return positions.flatMap(({ post, answer, lapsed }) => {
		if (answer === null || lapsed || !disagreeing.includes(answer.stance)) return [];
		const standing = { answerId: answer.id, materialVersion: recommendation.materialVersion };
		const own = words.filter((each) => each.postId === post.postId);
		const agreed = own.find((each) => each.agreedAt !== null) ?? null;
		const latest = own[0] ?? null;
		return [
			{
				post,
				answer,
				latest,
				printing: stateOfWords(agreed, standing) === 'agreed' ? agreed : null,
				state: stateOfWords(latest, standing)
			}
		];
	});
}

/** The words agreed for print whose agreement stands, by recommendation. */
export async function listPrintable(trx: Trx, recommendationId: number) {
	const agreed = await trx
		.selectFrom('disagreementWords as words')
		.innerJoin('recommendations', 'recommendations.id', 'words.recommendationId')
		.innerJoin('posts', 'posts.id', 'words.postId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.distinctOn('words.postId')
		.select([
			'words.id',
			'words.postId',
			'words.answerId',
			'words.recommendationVersion as version',
			'words.words',
			'words.agreedAt',
			'words.withdrawnAt',
			'recommendations.materialVersion',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName'
		])
		.where('words.recommendationId', '=', recommendationId)
		.where('words.agreedAt', 'is not', null)
		.orderBy('words.postId')
		.orderBy('words.id', 'desc')
		.execute();
	if (agreed.length === 0) return [];
	const answers = await trx
		.selectFrom('answers')
		.distinctOn('postId')
		.select(['postId', 'id'])
		.where('recommendationId', '=', recommendationId)
		.where('kind', '=', 'position')
		.orderBy('postId')
		.orderBy('id', 'desc')
		.execute();
	const latest = new Map(answers.map((answer) => [answer.postId, answer.id]));
	return agreed
		.filter((each) => {
			const answerId = latest.get(each.postId);
			return answerId !== undefined && stateOfWords(each, { ...each, answerId }) === 'agreed';
		})
		.sort((a, b) => a.departmentName.localeCompare(b.departmentName, 'en-GB'));
}

/** Those of some words, by their ids, that an office agreed and has not taken back, their agreement lapsed or not. */
export async function listNotWithdrawn(trx: Trx, ids: readonly number[]): Promise<Set<number>> {
	const rows = await trx
		.selectFrom('disagreementWords')
		.select('id')
		.where('id', 'in', [0, ...ids])
		.where('agreedAt', 'is not', null)
		.where('withdrawnAt', 'is', null)
		.execute();
	return new Set(rows.map((row) => row.id));
}

/** Words that wait for an office of this person's to agree them. */
export async function listWordsToAgree(trx: Trx, posts: readonly number[], reviewId: number) {
	if (posts.length === 0) return [];
	const rows = await trx
		.selectFrom('disagreementWords as words')
		.innerJoin('recommendations', 'recommendations.id', 'words.recommendationId')
		.innerJoin('posts', 'posts.id', 'words.postId')
		.distinctOn(['words.recommendationId', 'words.postId'])
		.select([
			'words.answerId',
			'words.recommendationVersion as version',
			'words.agreedAt',
			'words.withdrawnAt',
			'words.proposedAt',
			'words.postId',
			'posts.title as postTitle',
			'recommendations.id as recommendationId',
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'recommendations.materialVersion'
		])
		.where('words.reviewId', '=', reviewId)
		.where('words.postId', 'in', posts)
		.orderBy('words.recommendationId')
		.orderBy('words.postId')
		.orderBy('words.id', 'desc')
		.execute();
	const waiting: typeof rows = [];
	for (const row of rows) {
		const answer = await trx
			.selectFrom('answers')
			.select('id')
			.where('recommendationId', '=', row.recommendationId)
			.where('postId', '=', row.postId)
			.where('kind', '=', 'position')
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst();
		if (answer && stateOfWords(row, { ...row, answerId: answer.id }) === 'proposed') waiting.push(row);
	}
	return waiting;
}

async function listWords(trx: Trx, recommendationId: number) {
	return trx
		.selectFrom('disagreementWords as words')
		.innerJoin('people as proposer', 'proposer.id', 'words.proposedByPersonId')
		.leftJoin('people as agreer', 'agreer.id', 'words.agreedByPersonId')
		.select([
			'words.id',
			'words.postId',
			'words.answerId',
			'words.recommendationVersion as version',
			'words.words',
			'words.agreedAt',
			'words.withdrawnAt',
			'words.withdrawnBecause',
			'proposer.name as proposedByName',
			'agreer.name as agreedByName'
		])
		.where('words.recommendationId', '=', recommendationId)
		.orderBy('words.id', 'desc')
		.execute();
}
