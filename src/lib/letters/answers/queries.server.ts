import type { Trx } from '#lib/db/asActor.server.ts';
import type { LetterOutcome } from '../table.ts';

export type LetterAnswer = {
	recommendationId: number;
	version: number;
	outcome: LetterOutcome;
	words: string | null;
	answeredOn: string;
	source: string;
	recordedByName: string;
	recordedByPostTitle: string;
};

/** The answer that counts to each ask of a letter. */
export async function listLatestAnswers(trx: Trx, letterId: number): Promise<LetterAnswer[]> {
	return trx
		.selectFrom('letterAnswers')
		.innerJoin('people', 'people.id', 'letterAnswers.recordedByPersonId')
		.innerJoin('posts', 'posts.id', 'letterAnswers.recordedByPostId')
		.select([
			'letterAnswers.recommendationId',
			'letterAnswers.version',
			'letterAnswers.outcome',
			'letterAnswers.words',
			'letterAnswers.answeredOn',
			'letterAnswers.source',
			'people.name as recordedByName',
			'posts.title as recordedByPostTitle'
		])
		.distinctOn('letterAnswers.recommendationId')
		.where('letterAnswers.letterId', '=', letterId)
		.orderBy('letterAnswers.recommendationId')
		.orderBy('letterAnswers.id', 'desc')
		.execute();
}
