import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { lockRecommendation } from '#lib/recommendations/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { type Disagreement, listDisagreements } from './queries.server.ts';

/**
 * Puts words to an office, in which its minister's disagreement might be printed.
 * @param input.answerId the answer that was read. @throws NotFound, Forbidden, Conflict
 */
export async function proposeWords(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { postId: number; answerId: number; words: string }
): Promise<void> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound();
	const grant = grantFor(actor, 'disagreement.propose', { reviewId });
	if (!grant) throw new Forbidden();
	const disagreement = await requireDisagreement(trx, actor, recommendation, input);
	if (disagreement.latest?.words === input.words && ['proposed', 'agreed'].includes(disagreement.state)) {
		throw new Conflict('These words are with the office already');
	}
	await insertWords(trx, actor, grant, recommendation, input, null);
	await recordWords(trx, grant, 'disagreement.words_proposed', recommendation, disagreement, input.words);
}

/**
 * Agrees the words in which an office's minister's disagreement may be printed: those proposed, or its own.
 * @param input.wordsId the words that were read; null where none had been proposed
 * @throws NotFound, Forbidden, Conflict
 */
export async function agreeWords(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { postId: number; answerId: number; wordsId: number | null; words: string }
): Promise<void> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound();
	const grant = grantFor(actor, 'disagreement.agree', { reviewId, postId: input.postId });
	if (!grant) throw new Forbidden();
	const disagreement = await requireDisagreement(trx, actor, recommendation, input);
	const { latest, state } = disagreement;
	if ((latest?.id ?? null) !== input.wordsId) {
		throw new Conflict('Other words have been proposed since you opened this page: read them first');
	}
	if (state === 'agreed' && latest?.words === input.words) throw new Conflict('These words are agreed already');
	if (latest && state === 'proposed' && latest.words === input.words) {
		await trx
			.updateTable('disagreementWords')
			.set({ agreedByPersonId: actor.person.id, agreedByPostId: grant.postId, agreedAt: actor.now })
			.where('id', '=', latest.id)
			.execute();
	} else await insertWords(trx, actor, grant, recommendation, input, actor.now);
	await recordWords(trx, grant, 'disagreement.words_agreed', recommendation, disagreement, input.words);
}

/**
 * Takes back an office's agreement: from now on nothing that its minister holds against the recommendation prints, until
 * words are agreed anew. @param input.wordsId the words that print and were read
 * @throws NotFound, Forbidden, Conflict
 */
export async function withdrawWords(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { postId: number; wordsId: number; because: string }
): Promise<void> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound();
	const grant = grantFor(actor, 'disagreement.withdraw', { reviewId, postId: input.postId });
	if (!grant) throw new Forbidden();
	const found = await listDisagreements(trx, actor, recommendation);
	const disagreement = found.find(({ post }) => post.postId === input.postId);
	if (!disagreement?.printing) throw new Conflict('No words of this minister are agreed for print now');
	const { printing } = disagreement;
	if (printing.id !== input.wordsId) {
		throw new Conflict('Other words have been agreed since you opened this page: read them first');
	}
	// Words agreed earlier go with them: none of them comes back into print.
	await trx
		.updateTable('disagreementWords')
		.set({
			withdrawnByPersonId: actor.person.id,
			withdrawnByPostId: grant.postId,
			withdrawnAt: actor.now,
			withdrawnBecause: input.because
		})
		.where('recommendationId', '=', recommendation.id)
		.where('postId', '=', input.postId)
		.where('agreedAt', 'is not', null)
		.where('withdrawnAt', 'is', null)
		.execute();
	const { because } = input;
	await recordWords(trx, grant, 'disagreement.words_withdrawn', recommendation, disagreement, printing.words, {
		because
	});
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockRecommendation>>>;

async function requireDisagreement(
	trx: Trx,
	actor: Actor,
	recommendation: Locked,
	input: { postId: number; answerId: number }
): Promise<Disagreement> {
	const found = await listDisagreements(trx, actor, recommendation);
	const disagreement = found.find(({ post }) => post.postId === input.postId);
	if (!disagreement) throw new Conflict('This minister does not disagree with these words now');
	if (disagreement.answer.id !== input.answerId) {
		throw new Conflict('This minister has answered again since you opened this page: read the answer first');
	}
	return disagreement;
}

async function insertWords(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	recommendation: Locked,
	input: { postId: number; answerId: number; words: string },
	agreedAt: Date | null
): Promise<void> {
	await trx
		.insertInto('disagreementWords')
		.values({
			reviewId: recommendation.reviewId,
			recommendationId: recommendation.id,
			recommendationVersion: recommendation.version,
			postId: input.postId,
			answerId: input.answerId,
			words: input.words,
			proposedByPersonId: actor.person.id,
			proposedByPostId: grant.postId,
			proposedAt: actor.now,
			agreedByPersonId: agreedAt && actor.person.id,
			agreedByPostId: agreedAt && grant.postId,
			agreedAt
		})
		.execute();
}

/** The history of a recommendation is every member's, these words are not yet: they stay with the secretariat and the chair. */
async function recordWords(
	trx: Trx,
	grant: Grant,
	event: 'disagreement.words_proposed' | 'disagreement.words_agreed' | 'disagreement.words_withdrawn',
	recommendation: Locked,
	{ post, answer }: Disagreement,
	words: string,
	more: { because?: string } = {}
): Promise<void> {
	const { id, reviewId, number } = recommendation;
	await record(
		trx,
		grant,
		event,
		{ reviewId, kind: 'recommendation', id, reference: reference('R', number), audience: 'secretariat' },
		{ post: post.title, stance: answer.stance, version: recommendation.version, words, ...more }
	);
}
