import { sql } from 'kysely';
import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import type { Audience } from '#lib/audit/catalogue.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { lockRecommendation } from '#lib/recommendations/queries.server.ts';
import { isWithMinisters } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { canRecordAgreement, type Conveyed, type Grade, isMet, type PositionStance } from './position.ts';
import { type AnsweringPost, listAnsweringPosts } from './queries.server.ts';

export type AnswerGiven = {
	/** The version that was read; the answer binds to it. */
	version: number;
	stance: PositionStance;
	reason: string | null;
	proposedText: string | null;
	conditions: readonly { text: string; grade: Grade }[];
};

/** In whose name, and how the minister said it; what the minister records needs no word on that. */
export type Voice = { postId: number; conveyed: Conveyed | null };

/**
 * Appends what a post answers on the exact words that were read; its latest answer counts.
 * @returns the numbers of the conditions it asks for
 * @throws NotFound, Forbidden; Conflict when the words have moved, or ministers do not have them, or the post is vacant; Invalid
 */
export async function recordPosition(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: Voice & AnswerGiven
): Promise<{ conditions: number[] }> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound();
	const speaker = await requireSpeaker(trx, actor, reviewId, input);
	requireAnswerable(recommendation, input.version);
	requireWhole(input, (field, message) => new Invalid(field, message));
	const written = await writeAnswer(trx, actor, speaker, recommendation, input);
	await recordAnswer(trx, speaker, recommendation, input, written.numbers);
	return { conditions: written.numbers };
}

/**
 * "Content with all except …": the answers of one post to several recommendations, all of them or, where one is wrong, none.
 * @param input.answers each with the row of the form it was typed in, so that an error stands beside it
 * @throws NotFound, Forbidden, Conflict for a vacant post, Invalid on `items[row]`
 */
export async function recordPositionsInBatch(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: Voice & { answers: readonly (AnswerGiven & { recommendationId: number; row: number })[] }
): Promise<{ answered: number }> {
	const wanted = [...input.answers].sort((one, other) => one.recommendationId - other.recommendationId);
	if (new Set(wanted.map((answer) => answer.recommendationId)).size !== wanted.length) {
		throw new Conflict('The same recommendation was answered twice: reload the page and try again');
	}
	const locked = await trx
		.selectFrom('recommendations')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('id', 'in', wanted.length === 0 ? [0] : wanted.map((answer) => answer.recommendationId))
		.orderBy('id')
		.forUpdate()
		.execute();
	if (locked.length !== wanted.length) throw new NotFound('One of these recommendations was not found');
	const speaker = await requireSpeaker(trx, actor, reviewId, input);

	const pairs = wanted.map((answer) => {
		const recommendation = locked.find((one) => one.id === answer.recommendationId);
		if (!recommendation) throw new NotFound();
		return { answer, recommendation };
	});
	for (const { answer, recommendation } of pairs) {
		const beside = (field: string, message: string) => new Invalid(`items[${answer.row}].${field}`, message);
		const stale = reasonNotAnswerable(recommendation, answer.version);
		if (stale) throw beside('ticked', `${reference('R', recommendation.number)}: ${stale}`);
		requireWhole(answer, beside);
	}
	const written = [];
	for (const pair of pairs) {
		written.push({ ...pair, conditions: await writeAnswer(trx, actor, speaker, pair.recommendation, pair.answer) });
	}
	for (const { recommendation, answer, conditions } of written) {
		await recordAnswer(trx, speaker, recommendation, answer, conditions.numbers);
	}
	return { answered: written.length };
}

/**
 * The asking post says that the words as they are meet its condition: a member of the group, or a Cabinet minister whose
 * condition came with a reply. Where the words changed in meaning after an earlier tick it ticks again.
 * @throws NotFound, Forbidden, Conflict
 */
export async function tickCondition(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	version: number
): Promise<void> {
	const condition = await trx
		.selectFrom('conditions')
		.select(['id', 'answerId', 'recommendationId', 'roundId', 'metVersion', 'tickedAt', 'revision'])
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
	if (!condition) throw new NotFound('This condition was not found');
	const recommendation = await trx
		.selectFrom('recommendations')
		.select(['number', 'version', 'materialVersion'])
		.where('id', '=', condition.recommendationId)
		.executeTakeFirstOrThrow();
	// Its owner may know the condition and not the answer that it came with.
	const asked = await trx
		.selectFrom('answers')
		.select(['postId', sql<boolean>`answer_stands(id)`.as('stands')])
		.where('id', '=', condition.answerId)
		.executeTakeFirst();
	const grant = asked ? grantFor(actor, 'condition.tick', { reviewId, postId: asked.postId }) : null;
	if (!asked || !grant) throw new Forbidden('Only the post that asked for a condition says that it is met');
	if (isMet(condition, recommendation)) throw new Conflict('This condition is marked as met already');
	if (!asked.stands) throw new Conflict('The post has answered again since, so this condition no longer stands');
	if (version !== recommendation.version)
		throw new Conflict('The words have changed since you read them. Read them, then mark the condition.');
	await trx
		.updateTable('conditions')
		.set({
			metVersion: version,
			tickedByPersonId: actor.person.id,
			tickedByPostId: grant.postId,
			tickedAt: actor.now,
			revision: condition.revision + 1
		})
		.where('id', '=', condition.id)
		.execute();
	await record(trx, grant, 'condition.ticked', onCondition({ ...condition, reviewId, number }), {
		recommendation: reference('R', recommendation.number),
		version
	});
}

/** Who reads an entry about a condition: of a position every member, of a reply those who work for the committee. */
export function onCondition(condition: { reviewId: number; id: number; number: number; roundId: number | null }) {
	const { reviewId, id, number, roundId } = condition;
	const audience: Audience = roundId === null ? 'members' : 'secretariat';
	return { reviewId, kind: 'condition', id, reference: reference('C', number), audience } as const;
}

/**
 * Records as a fact that the group agreed to a version, as its chair says; it gates on nobody's position, and it clears
 * nothing: clearance is the Cabinet committee's.
 * @throws NotFound, Forbidden, Conflict
 */
export async function recordAgreement(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { version: number; decidedOn: string; source: string }
): Promise<void> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound();
	const { chairPostId } = await trx
		.selectFrom('reviews')
		.select('chairPostId')
		.where('id', '=', reviewId)
		.executeTakeFirstOrThrow();
	const grant = chairPostId === null ? null : grantFor(actor, 'agreement.record', { reviewId, postId: chairPostId });
	if (chairPostId === null || !grant) throw new Forbidden();
	if (!canRecordAgreement(actor, recommendation, chairPostId)) {
		throw new Conflict('The agreement of the group is recorded once a recommendation is with it, and once only');
	}
	if (recommendation.version !== input.version) throw new Conflict(wordsMoved);

	await writeAgreement(trx, actor, grant, recommendation, chairPostId, input);
	await record(trx, grant, 'agreement.recorded', onRecommendation(recommendation), input);
}

/** Writes down the agreement of the group; whose right it is and whether it may be given stands with the caller, and so does the record. */
export async function writeAgreement(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	recommendation: Locked,
	chairPostId: number,
	input: { version: number; decidedOn: string; source: string }
): Promise<void> {
	await trx
		.insertInto('decisions')
		.values({
			reviewId: recommendation.reviewId,
			kind: 'group',
			recommendationId: recommendation.id,
			version: input.version,
			postId: chairPostId,
			decidedOn: input.decidedOn,
			source: input.source,
			recordedByPersonId: actor.person.id,
			recordedByPostId: grant.postId,
			recordedAt: actor.now
		})
		.execute();
	await trx
		.updateTable('recommendations')
		.set({ state: 'recommended', revision: recommendation.revision + 1, updatedAt: actor.now })
		.where('id', '=', recommendation.id)
		.execute();
}

export const wordsMoved = 'The words have changed since you read them. Read what changed, then answer.';

type Locked = NonNullable<Awaited<ReturnType<typeof lockRecommendation>>>;
/** For whom an answer is written down, by whose right, and how it was said. */
export type Speaker = { grant: Grant; post: AnsweringPost; holderPersonId: number; conveyed: Conveyed };

async function requireSpeaker(trx: Trx, actor: Actor, reviewId: number, voice: Voice): Promise<Speaker> {
	const grant = grantFor(actor, 'position.record', { reviewId, postId: voice.postId });
	if (!grant) throw new Forbidden();
	const post = (await listAnsweringPosts(trx, actor, reviewId)).find((one) => one.postId === voice.postId);
	if (!post) throw new Forbidden('This post does not answer for a department');
	if (grant.onBehalfOfPostId === null) {
		return { grant, post, holderPersonId: actor.person.id, conveyed: 'self' };
	}
	if (voice.conveyed === null || voice.conveyed === 'self') {
		throw new Invalid('conveyed', 'Select how the minister said it');
	}
	if (post.holderPersonId === null) {
		throw new Conflict(`Nobody holds the post of ${post.title} now, and a vacant post cannot answer`);
	}
	return { grant, post, holderPersonId: post.holderPersonId, conveyed: voice.conveyed };
}

function requireAnswerable(recommendation: Locked, version: number): void {
	const stale = reasonNotAnswerable(recommendation, version);
	if (stale) throw new Conflict(stale);
}

/** Why nobody answers these words now; null where they may be answered. */
export function reasonNotAnswerable(recommendation: Locked, version: number): string | null {
	if (!isWithMinisters(recommendation)) return 'The recommendation is not with the group, so nobody answers it now';
	return recommendation.version === version ? null : wordsMoved;
}

/** @param beside makes the error that stands beside a field. @throws what `beside` makes */
export function requireWhole(answer: AnswerGiven, beside: (field: string, message: string) => Invalid): void {
	if (answer.stance !== 'content' && answer.reason === null) throw beside('reason', 'Enter the reason');
	if ((answer.stance === 'content_if_reworded') !== (answer.proposedText !== null)) {
		throw beside('proposedText', 'Enter the words that would be agreed');
	}
	if ((answer.stance === 'content_subject_to') !== answer.conditions.length > 0) {
		throw beside('conditions', 'Add at least one condition');
	}
}

/** Appends an answer that was found whole and answerable. @returns it, with the numbers of its conditions */
export async function writeAnswer(
	trx: Trx,
	actor: Actor,
	speaker: Speaker,
	recommendation: Locked,
	answer: AnswerGiven
): Promise<{ id: number; numbers: number[] }> {
	const { reviewId } = recommendation;
	const { id } = await trx
		.insertInto('answers')
		.values({
			reviewId,
			kind: 'position',
			recommendationId: recommendation.id,
			subjectVersion: answer.version,
			teamId: speaker.post.teamId,
			postId: speaker.post.postId,
			holderPersonId: speaker.holderPersonId,
			recordedByPersonId: actor.person.id,
			recordedByPostId: speaker.grant.postId,
			conveyed: speaker.conveyed,
			stance: answer.stance,
			reason: answer.reason,
			proposedText: answer.proposedText,
			givenAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const numbers: number[] = [];
	for (const condition of answer.conditions) {
		const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'C') as number`.execute(trx);
		const number = rows[0]?.number ?? 0;
		await trx
			.insertInto('conditions')
			.values({ reviewId, number, answerId: id, grade: condition.grade, text: condition.text })
			.execute();
		numbers.push(number);
	}
	return { id, numbers };
}

export async function recordAnswer(
	trx: Trx,
	speaker: Speaker,
	recommendation: Locked,
	answer: AnswerGiven,
	conditions: number[],
	event: 'position.recorded' | 'position.noted' = 'position.recorded'
): Promise<void> {
	await record(trx, speaker.grant, event, onRecommendation(recommendation), {
		post: speaker.post.title,
		version: answer.version,
		stance: answer.stance,
		reason: answer.reason,
		proposedText: answer.proposedText,
		conditions: conditions.map((number) => reference('C', number)),
		conveyed: speaker.conveyed
	});
}

export function onRecommendation(recommendation: { reviewId: number; id: number; number: number }) {
	return {
		reviewId: recommendation.reviewId,
		kind: 'recommendation',
		id: recommendation.id,
		reference: reference('R', recommendation.number),
		audience: 'members'
	} as const;
}
