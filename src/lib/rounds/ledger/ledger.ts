import { type Actor, may } from '#lib/access/actor.ts';
import type { Grade } from '#lib/positions/position.ts';

/** Where a condition stands: derived from what was said of it and from the words as they are now, never written down. */
export const conditionStates = {
	open: { label: 'Open', colour: 'red' },
	to_tick: { label: 'Waits for the tick', colour: 'yellow' },
	reopened: { label: 'Reopened', colour: 'orange' },
	met: { label: 'Met', colour: 'green' },
	handled: { label: 'Dealt with', colour: 'turquoise' },
	superseded: { label: 'No longer stands', colour: 'grey' }
} as const;

export type ConditionState = keyof typeof conditionStates;

/** The lists of the ledger. Late comments stand in a list of their own beside the state that they are in. */
export const ledgerViews = {
	open: { label: 'Open', states: ['open', 'reopened'] },
	tick: { label: 'Waits for the tick', states: ['to_tick'] },
	met: { label: 'Met or dealt with', states: ['met', 'handled'] },
	late: { label: 'Late', states: null },
	all: { label: 'All', states: null }
} as const satisfies Record<string, { label: string; states: readonly ConditionState[] | null }>;

export type LedgerView = keyof typeof ledgerViews;

/** What of a condition decides what its reader may do to it. */
export type ConditionRights = {
	reviewId: number;
	grade: Grade;
	state: ConditionState;
	/** The post that asked; null for a reader who does not see the answer. */
	askerPostId: number | null;
	ownerPostId: number | null;
	sponsorPostId: number | null;
};

export function isClosed({ state }: { state: ConditionState }): boolean {
	return state === 'superseded' || state === 'met';
}

export function canTick(actor: Actor, condition: ConditionRights): boolean {
	return (
		!isClosed(condition) &&
		condition.askerPostId !== null &&
		may(actor, 'condition.tick', { reviewId: condition.reviewId, postId: condition.askerPostId })
	);
}

export function canAssign(actor: Actor, condition: ConditionRights): boolean {
	return !isClosed(condition) && may(actor, 'condition.assign', { reviewId: condition.reviewId });
}

export function canSettle(actor: Actor, condition: ConditionRights): boolean {
	return (
		!isClosed(condition) &&
		may(actor, 'condition.settle', { reviewId: condition.reviewId, postId: condition.ownerPostId ?? nobodysPost })
	);
}

/** The asker, the sponsor of the round, and the secretariat that types in their letters. */
export function canProposeWords(actor: Actor, condition: ConditionRights): boolean {
	return !isClosed(condition) && wordsPost(actor, condition) !== null;
}

/** In whose name words are proposed: the first of these posts that the actor may speak for. Null where none. */
export function wordsPost(actor: Actor, condition: ConditionRights): number | null {
	const { reviewId, askerPostId, sponsorPostId } = condition;
	const posts = [askerPostId ?? nobodysPost, sponsorPostId ?? nobodysPost];
	return posts.find((postId) => may(actor, 'condition.propose_words', { reviewId, postId })) ?? null;
}

/** No post has this number: what is nobody's is no reason to act in their name. */
const nobodysPost = 0;
