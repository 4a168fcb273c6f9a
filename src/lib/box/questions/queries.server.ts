import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { type AskedOf, canAnswerQuestion } from '../box.ts';

export type BoxQuestion = {
	id: number;
	reviewId: number;
	teamId: number;
	askedOf: AskedOf;
	askedByPost: string;
	text: string;
	askedAt: Date;
	answer: string | null;
	answeredBy: string | null;
	answeredAt: Date | null;
	recommendationId: number;
	recommendationNumber: number;
	recommendationTitle: string;
};

/** What one department's minister has asked about these recommendations, oldest first. */
export async function listQuestionsOf(
	trx: Trx,
	teamId: number,
	recommendationIds: readonly number[]
): Promise<BoxQuestion[]> {
	if (recommendationIds.length === 0) return [];
	return questions(trx)
		.where('boxQuestions.teamId', '=', teamId)
		.where('boxQuestions.recommendationId', 'in', recommendationIds)
		.orderBy('boxQuestions.id')
		.execute();
}

/** The open questions that this person may answer, longest waiting first. */
export async function listQuestionsToAnswerFromBox(trx: Trx, actor: Actor, reviewId: number): Promise<BoxQuestion[]> {
	return (await listOpenQuestions(trx, reviewId)).filter((question) => canAnswerQuestion(actor, question));
}

/** The open questions of which this person may know, longest waiting first. */
export async function listOpenQuestions(trx: Trx, reviewId: number): Promise<BoxQuestion[]> {
	return questions(trx)
		.where('boxQuestions.reviewId', '=', reviewId)
		.where('boxQuestions.answer', 'is', null)
		.orderBy('boxQuestions.askedAt')
		.orderBy('boxQuestions.id')
		.limit(mostOpen)
		.execute();
}

/** @throws NotFound where there is none that this person may know of */
export async function getBoxQuestion(trx: Trx, reviewId: number, id: number): Promise<BoxQuestion> {
	const found = await questions(trx)
		.where('boxQuestions.reviewId', '=', reviewId)
		.where('boxQuestions.id', '=', id)
		.executeTakeFirst();
	if (!found) throw new NotFound('This question was not found');
	return found;
}

const mostOpen = 200;

function questions(trx: Trx) {
	return trx
		.selectFrom('boxQuestions')
		.innerJoin('recommendations', 'recommendations.id', 'boxQuestions.recommendationId')
		.innerJoin('posts as asker', 'asker.id', 'boxQuestions.askedByPostId')
		.leftJoin('people as answerer', 'answerer.id', 'boxQuestions.answeredByPersonId')
		.select([
			'boxQuestions.id',
			'boxQuestions.reviewId',
			'boxQuestions.teamId',
			'boxQuestions.askedOf',
			'asker.title as askedByPost',
			'boxQuestions.text',
			'boxQuestions.askedAt',
			'boxQuestions.answer',
			'answerer.name as answeredBy',
			'boxQuestions.answeredAt',
			'boxQuestions.recommendationId',
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle'
		]);
}
