import { type Actor, may, teamsOf } from '#lib/access/actor.ts';
import { answeringPosts } from '#lib/positions/position.ts';

/** Who has to have read advice before it goes up. The special adviser says that they have seen it; they clear nothing. */
export const adviceParts = {
	policy: { label: 'Policy', done: 'Policy cleared' },
	finance: { label: 'Finance', done: 'Finance cleared' },
	legal: { label: 'Legal', done: 'Legal cleared' },
	adviser: { label: 'Special adviser', done: 'Special adviser has seen it' }
} as const;

export type AdvicePart = keyof typeof adviceParts;

export const clearedParts = ['policy', 'finance', 'legal'] as const satisfies AdvicePart[];

export type ClearedPart = (typeof clearedParts)[number];

export const askedOf = {
	officials: { label: 'Your own officials', short: 'officials' },
	secretariat: { label: 'The secretariat', short: 'the secretariat' }
} as const;

export type AskedOf = keyof typeof askedOf;

export const askedOfNames = ['officials', 'secretariat'] as const satisfies AskedOf[];

/** How many cards a box, a pack and a sheet hold at once. */
export const mostCards = 50;

/** Advice was written on words that have changed since, in meaning or in drafting. Compared, never stored. */
export function isOnOlderWords(advice: { version: number }, recommendation: { version: number }): boolean {
	return advice.version < recommendation.version;
}

/**
 * Whether a person looks into the box of this minister: the minister, their office, and those of their department who
 * write the advice in it or read it with them.
 */
export function seesBox(actor: Actor, reviewId: number, post: { postId: number; teamId: number }): boolean {
	return (
		answersFor(actor, reviewId, post.postId) ||
		teamsOf(actor, reviewId, 'official', 'special_adviser').includes(post.teamId)
	);
}

export function answersFor(actor: Actor, reviewId: number, postId: number): boolean {
	return answeringPosts(actor, reviewId).includes(postId);
}

/** Whether anybody's box is theirs to open: what the navigation asks. */
export function mayHaveBox(actor: Actor, reviewId: number): boolean {
	return (
		answeringPosts(actor, reviewId).length > 0 || teamsOf(actor, reviewId, 'official', 'special_adviser').length > 0
	);
}

export function canWriteAdvice(actor: Actor, reviewId: number, teamId: number): boolean {
	return may(actor, 'advice.write', { reviewId, teamIds: [teamId] });
}

export function canClearAdvice(actor: Actor, reviewId: number, teamId: number): boolean {
	return may(actor, 'advice.clear', { reviewId, teamIds: [teamId] });
}

export function canNoteSeen(actor: Actor, reviewId: number, teamId: number): boolean {
	return may(actor, 'advice.note_seen', { reviewId, teamIds: [teamId] });
}

/** A question is answered where it was asked: by the department's own officials, or by the secretariat. */
export function canAnswerQuestion(
	actor: Actor,
	question: { reviewId: number; teamId: number; askedOf: AskedOf }
): boolean {
	return answeringMembership(actor, question) !== undefined;
}

/** The membership from which a person answers a question; undefined where it is not theirs. */
export function answeringMembership(actor: Actor, question: { reviewId: number; teamId: number; askedOf: AskedOf }) {
	return actor.memberships.find(
		(membership) =>
			membership.reviewId === question.reviewId &&
			membership.reviewOpen &&
			(question.askedOf === 'secretariat'
				? membership.role === 'secretariat'
				: membership.role === 'official' && membership.teamId === question.teamId)
	);
}
