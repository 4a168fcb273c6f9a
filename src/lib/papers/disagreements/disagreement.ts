import { type Actor, hasRole, may, postsActingFor } from '#lib/access/actor.ts';
import type { Stance } from '#lib/positions/position.ts';

/** The answers that put something against a recommendation. */
export const disagreeing: readonly Stance[] = ['not_content', 'content_subject_to', 'content_if_reworded'];

/** Whether words of a disagreement may be printed. Derived from the position and the words of now, never stored. */
export const wordsStates = {
	none: { label: 'No words yet', colour: 'grey' },
	proposed: { label: 'With the office', colour: 'blue' },
	agreed: { label: 'Agreed for print', colour: 'green' },
	withdrawn: { label: 'Withdrawn by the office', colour: 'orange' },
	lapsed: { label: 'Lapsed', colour: 'orange' }
} as const;

export type WordsState = keyof typeof wordsStates;

export type Words = {
	id: number;
	answerId: number;
	version: number;
	words: string;
	agreedAt: Date | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
};

/** Agreement lapses when the post answers anew and when the recommendation changes in meaning. */
export function stateOfWords(
	words: Pick<Words, 'answerId' | 'version' | 'agreedAt' | 'withdrawnAt'> | null,
	standing: { answerId: number; materialVersion: number }
): WordsState {
	if (words === null) return 'none';
	if (words.withdrawnAt !== null) return 'withdrawn';
	if (words.answerId !== standing.answerId || words.version < standing.materialVersion) return 'lapsed';
	return words.agreedAt === null ? 'proposed' : 'agreed';
}

export function canProposeWords(actor: Actor, reviewId: number): boolean {
	return may(actor, 'disagreement.propose', { reviewId });
}

export function canWithdrawWords(actor: Actor, reviewId: number, postId: number): boolean {
	return may(actor, 'disagreement.withdraw', { reviewId, postId });
}

export function canAgreeWords(actor: Actor, reviewId: number, postId: number): boolean {
	return may(actor, 'disagreement.agree', { reviewId, postId });
}

/** Until they are agreed, and once they are withdrawn, words are for the secretariat, the chair and the office whose minister disagrees. */
export function canSeeWords(actor: Actor, reviewId: number, postId: number): boolean {
	return (
		hasRole(actor, reviewId, 'secretariat', 'chair') ||
		postsActingFor(actor, 'disagreement.agree', reviewId).includes(postId)
	);
}

/** Whether the page of words is this person's to open at all. */
export function canSeeSomeWords(actor: Actor, reviewId: number): boolean {
	return hasRole(actor, reviewId, 'secretariat', 'chair', 'minister', 'private_office');
}
