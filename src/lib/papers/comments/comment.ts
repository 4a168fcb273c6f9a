import { type Actor, type Grant, grantFor, may } from '#lib/access/actor.ts';
import { grantToSpeak } from '../speaking.ts';

export const commentStates = {
	open: { label: 'Open', colour: 'blue' },
	resolved: { label: 'Resolved', colour: 'green' }
} as const;

export type CommentState = keyof typeof commentStates;

/** How a comment was resolved. */
export const outcomes = {
	changed: 'The text was changed',
	unchanged: 'The text stays as it is',
	answered: 'Answered in the thread',
	elsewhere: 'Taken up elsewhere',
	taken_back: 'Taken back by its author'
} as const;

export type Outcome = keyof typeof outcomes;

export const outcomeNames = Object.keys(outcomes).filter((name): name is Outcome => name in outcomes);

/** @param asked whether a comment window of the paper asks the actor's department */
export function canComment(actor: Actor, reviewId: number, asked: boolean): boolean {
	return grantToSpeak(actor, 'paper.comment', reviewId, asked) !== null;
}

/** Resolving and opening again: the secretariat any, an author the own one. */
export function grantToResolve(
	actor: Actor,
	comment: { reviewId: number; personId: number; postId: number },
	asked: boolean
): Grant | null {
	const own = comment.personId === actor.person.id || actor.posts.some((post) => post.id === comment.postId);
	const grant = grantFor(actor, 'comment.resolve', { reviewId: comment.reviewId });
	return grant ?? (own ? grantToSpeak(actor, 'paper.comment', comment.reviewId, asked) : null);
}

/** What an outcome of resolving may be: only an author takes back. */
export function outcomesFor(actor: Actor, comment: { reviewId: number; personId: number; postId: number }): Outcome[] {
	const own = comment.personId === actor.person.id || actor.posts.some((post) => post.id === comment.postId);
	const decides = may(actor, 'comment.resolve', { reviewId: comment.reviewId });
	return outcomeNames.filter((outcome) => (outcome === 'taken_back' ? own : decides));
}
