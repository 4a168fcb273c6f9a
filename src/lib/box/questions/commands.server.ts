import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import { record, textDigest } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import type { Conveyed } from '#lib/positions/position.ts';
import { listAnsweringPosts } from '#lib/positions/queries.server.ts';
import { lockRecommendation } from '#lib/recommendations/queries.server.ts';
import { isWithMinisters } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { answeringMembership, type AskedOf } from '../box.ts';

export type Question = {
	version: number;
	postId: number;
	/** How the minister said it; what the minister asks in person needs no word on that. */
	conveyed: Conveyed | null;
	askedOf: AskedOf;
	text: string;
};

/**
 * A minister asks before answering: their own officials, or the secretariat. Nothing is answered by asking.
 * @throws NotFound, Forbidden, Invalid; Conflict where ministers do not have the recommendation, or the words have moved
 */
export async function askFromBox(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: Question
): Promise<{ id: number }> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound();
	const grant = grantFor(actor, 'box_question.ask', { reviewId, postId: input.postId });
	const post = (await listAnsweringPosts(trx, actor, reviewId)).find((one) => one.postId === input.postId);
	if (!grant || !post) throw new Forbidden('Ministers of the group and their private offices ask from a box');
	if (grant.onBehalfOfPostId !== null && (input.conveyed === null || input.conveyed === 'self')) {
		throw new Invalid('conveyed', 'Select how the minister said it');
	}
	if (!isWithMinisters(recommendation)) throw new Conflict('It is not with the group, so no minister answers it now');
	if (recommendation.version < input.version) throw new NotFound('This version was not found');
	const conveyed = grant.onBehalfOfPostId === null ? 'self' : (input.conveyed ?? 'box_note');
	const { id } = await trx
		.insertInto('boxQuestions')
		.values({
			reviewId,
			teamId: post.teamId,
			recommendationId: recommendation.id,
			version: input.version,
			askedOf: input.askedOf,
			askedByPostId: input.postId,
			recordedByPersonId: actor.person.id,
			recordedByPostId: grant.postId,
			conveyed,
			text: input.text,
			askedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await record(trx, grant, 'box_question.asked', onQuestion({ id, reviewId, teamId: post.teamId, number }), {
		version: input.version,
		askedOf: input.askedOf,
		conveyed,
		words: textDigest(input.text)
	});
	return { id };
}

/** The answer returns into the card. @throws NotFound, Forbidden, Conflict when it is answered already */
export async function answerFromBox(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	id: number,
	answer: string
): Promise<{ number: number }> {
	const question = await trx
		.selectFrom('boxQuestions')
		.innerJoin('recommendations', 'recommendations.id', 'boxQuestions.recommendationId')
		.select([
			'boxQuestions.id',
			'boxQuestions.reviewId',
			'boxQuestions.teamId',
			'boxQuestions.askedOf',
			'boxQuestions.answeredAt',
			'recommendations.number'
		])
		.where('boxQuestions.reviewId', '=', reviewId)
		.where('boxQuestions.id', '=', id)
		.forUpdate('boxQuestions')
		.executeTakeFirst();
	if (!question) throw new NotFound('This question was not found');
	const grant = grantToAnswer(actor, question);
	if (!grant) {
		throw new Forbidden(
			question.askedOf === 'officials'
				? 'The minister’s own officials answer this'
				: 'The secretariat answers what it is asked'
		);
	}
	if (question.answeredAt !== null) throw new Conflict('This question has been answered already');
	await trx
		.updateTable('boxQuestions')
		.set({
			answer,
			answeredByPersonId: actor.person.id,
			answeredByPostId: grant.postId,
			answeredAt: actor.now
		})
		.where('id', '=', question.id)
		.execute();
	await record(trx, grant, 'box_question.answered', onQuestion(question), { words: textDigest(answer) });
	return { number: question.number };
}

/** An official has the act for their own team, the secretariat for the review: which of them is asked decides. */
function grantToAnswer(
	actor: Actor,
	question: { reviewId: number; teamId: number; askedOf: AskedOf }
): Grant | undefined {
	const membership = answeringMembership(actor, question);
	return membership && { postId: membership.postId, teamId: membership.teamId, onBehalfOfPostId: null };
}

function onQuestion(question: { id: number; reviewId: number; teamId: number; number: number }) {
	return {
		reviewId: question.reviewId,
		kind: 'box_question',
		id: question.id,
		reference: reference('R', question.number),
		audience: 'team',
		teamId: question.teamId
	} as const;
}
