import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editRecommendation } from '#lib/recommendations/commands.server.ts';
import { getRecommendation, lockRecommendation } from '#lib/recommendations/queries.server.ts';
import { canEditRecommendation } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { findProposal, type Proposal } from './queries.server.ts';

/**
 * Takes up the words that a post proposed with its answer: they become a new version, changed in meaning, which credits the
 * post. Where the words stand already, the version that has them is credited.
 * @param input.text the words to save, which may be worked over where the recommendation has moved since
 * @param input.lapsing the standing answers that the editor was shown and agreed to lapse; null for no such consent
 * @returns the version that has them
 * @throws NotFound, Forbidden; Conflict where they are decided, overtaken by another answer, or the recommendation has moved
 *   since the page was made; Invalid on `change` without consent
 */
export async function acceptProposedWords(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	answerId: number,
	input: {
		revision: number;
		text: string;
		lapsing: readonly number[] | null;
		lapsingAgreements?: readonly string[];
	}
): Promise<number> {
	const { recommendation, proposal } = await lockProposal(trx, actor, reviewId, number, answerId);
	const { grant } = requireOpen(actor, recommendation, proposal);
	if (recommendation.revision !== input.revision) {
		throw new Conflict('Somebody has changed this recommendation since you opened the page. See what stands now.');
	}
	if (input.text === recommendation.text && input.text !== proposal.proposedText) {
		throw new Invalid('text', 'These are the words as they stand: nothing of the proposal is taken up');
	}
	if (input.text !== recommendation.text) {
		const now = await getRecommendation(trx, reviewId, number);
		const { title, verb, leadTeamId, localActors, lever, questionId, route, costStatus, owner, measure } = now;
		await editRecommendation(trx, actor, reviewId, number, {
			...{ title, verb, leadTeamId, localActors, lever, questionId, route, costStatus, owner, measure },
			partnerTeamIds: now.partners.map((partner) => partner.teamId),
			...input
		});
	}
	const version = input.text === recommendation.text ? recommendation.version : recommendation.version + 1;
	await trx
		.insertInto('proposedWords')
		.values({
			reviewId,
			recommendationId: recommendation.id,
			answerId,
			outcome: 'accepted',
			acceptedVersion: version,
			unchanged: input.text === proposal.proposedText,
			because: null,
			personId: actor.person.id,
			postId: grant.postId,
			decidedAt: actor.now
		})
		.execute();
	await record(trx, grant, 'proposed_words.accepted', onRecommendation(recommendation), {
		proposedBy: `${proposal.postTitle}, ${proposal.departmentName}`,
		answeredVersion: proposal.version,
		version,
		unchanged: input.text === proposal.proposedText
	});
	return version;
}

/** Says why they are not taken up. The proposal stays where it is. @throws NotFound, Forbidden, Conflict */
export async function declineProposedWords(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	answerId: number,
	because: string
): Promise<void> {
	const { recommendation, proposal } = await lockProposal(trx, actor, reviewId, number, answerId);
	const { grant } = requireOpen(actor, recommendation, proposal);
	await trx
		.insertInto('proposedWords')
		.values({
			reviewId,
			recommendationId: recommendation.id,
			answerId,
			outcome: 'declined',
			acceptedVersion: null,
			unchanged: null,
			because,
			personId: actor.person.id,
			postId: grant.postId,
			decidedAt: actor.now
		})
		.execute();
	await record(trx, grant, 'proposed_words.declined', onRecommendation(recommendation), {
		proposedBy: `${proposal.postTitle}, ${proposal.departmentName}`,
		answeredVersion: proposal.version,
		because
	});
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockRecommendation>>>;

/** The lock on the recommendation lets one person at a time decide. */
async function lockProposal(trx: Trx, actor: Actor, reviewId: number, number: number, answerId: number) {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound();
	const proposal = await findProposal(trx, recommendation.id, answerId);
	if (!proposal) throw new NotFound('These proposed words were not found');
	return { recommendation, proposal };
}

function requireOpen(actor: Actor, recommendation: Locked, proposal: Proposal) {
	const grant = grantFor(actor, 'recommendation.edit', { reviewId: recommendation.reviewId });
	if (!grant) throw new Forbidden('Whoever edits the recommendation decides on proposed words');
	if (!canEditRecommendation(actor, recommendation)) {
		throw new Conflict('The recommendation is not taken forward, so its words stay as they are');
	}
	if (proposal.decided) throw new Conflict('These words have been decided on already');
	if (proposal.overtaken) throw new Conflict('The post has answered again since, so these words no longer stand');
	return { grant };
}

function onRecommendation({ reviewId, id, number }: Locked) {
	return {
		reviewId,
		kind: 'recommendation',
		id,
		reference: reference('R', number),
		audience: 'members'
	} as const;
}
