import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { getRecommendation, lockRecommendation } from '#lib/recommendations/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { criterionNamed, type CriterionKey } from './criteria.ts';

export type JudgementInput = {
	/** The version that was read; the judgement binds to it. */
	version: number;
	answer: string;
	comment: string | null;
	/** Tags of this recommendation: the findings it rests on. */
	links: readonly number[];
};

/**
 * Appends what a post judges on one criterion; its latest judgement counts. An office judges in the name of its minister.
 * The record tells that the post has judged and not what: others may not know it yet.
 * @throws NotFound, Forbidden, Conflict where the words have moved or nobody judges any more, Invalid
 */
export async function giveJudgement(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	key: CriterionKey,
	input: JudgementInput
): Promise<void> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound();
	const criterion = criterionNamed(key);
	if (!criterion) throw new NotFound('There is no such criterion');
	const grant = grantFor(actor, 'judgement.give', { reviewId });
	if (!grant) throw new Forbidden('Judgements are given by officials, ministers and the Treasury');
	if (recommendation.state === 'not_taken_forward') {
		throw new Conflict('The recommendation is not taken forward, so nobody judges it now');
	}
	if (recommendation.version !== input.version) {
		throw new Conflict('The words have changed since you read them. Read what changed, then judge.');
	}
	if (!criterion.answers.some((answer) => answer.value === input.answer)) {
		throw new Invalid('answer', 'Select an answer from the list');
	}
	if (key === 'conclusion' && input.comment === null) throw new Invalid('comment', 'Enter why you conclude so');
	const links = await tagsOf(trx, recommendation.id, input.links);

	const { id } = await trx
		.insertInto('judgements')
		.values({
			reviewId,
			recommendationId: recommendation.id,
			version: input.version,
			criterion: key,
			answer: input.answer,
			comment: input.comment,
			postId: grant.onBehalfOfPostId ?? grant.postId,
			teamId: grant.teamId,
			personId: actor.person.id,
			recordedByPostId: grant.postId,
			givenAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	if (links.length > 0) {
		await trx
			.insertInto('judgementLinks')
			.values(links.map((link) => ({ judgementId: id, linkId: link.id, findingVersion: link.findingVersion })))
			.execute();
	}
	await record(trx, grant, 'judgement.given', onRecommendation(recommendation), {
		criterion: criterion.label,
		version: input.version
	});
}

/** Records that somebody took the sheet along. @throws NotFound, Forbidden */
export async function recordSheetTaken(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	format: string
): Promise<void> {
	const recommendation = await getRecommendation(trx, reviewId, number);
	const grant = grantFor(actor, 'judgement.export', { reviewId });
	if (!grant) throw new Forbidden();
	await record(trx, grant, 'judgements.exported', onRecommendation(recommendation), { format });
}

/** @throws Invalid for a tag that the person does not see, or that is of another recommendation */
async function tagsOf(trx: Trx, recommendationId: number, ids: readonly number[]) {
	if (ids.length === 0) return [];
	const found = await trx
		.selectFrom('links')
		.select(['id', 'findingVersionCurrent as findingVersion'])
		.where('recommendationId', '=', recommendationId)
		.where('removedAt', 'is', null)
		.where('id', 'in', [...ids])
		.execute();
	if (found.length !== new Set(ids).size) {
		throw new Invalid('links', 'Select findings that are tagged to this recommendation');
	}
	return found;
}

function onRecommendation({ reviewId, id, number }: { reviewId: number; id: number; number: number }) {
	return {
		reviewId,
		kind: 'recommendation',
		id,
		reference: reference('R', number),
		audience: 'members'
	} as const;
}
