import { type Actor, type Grant, may } from '#lib/access/actor.ts';
import type { Gate } from '../paper.ts';
import { isLodged } from '../paper.ts';
import { grantToSpeak } from '../speaking.ts';

/** What became of a suggestion; whichever it is, it stays with its author and whoever decided. */
export const suggestionStates = {
	open: { label: 'Open', colour: 'blue' },
	accepted: { label: 'Accepted', colour: 'green' },
	declined: { label: 'Declined', colour: 'red' },
	withdrawn: { label: 'Taken back', colour: 'grey' }
} as const;

export type SuggestionState = keyof typeof suggestionStates;

export const suggestionStateNames = Object.keys(suggestionStates).filter(
	(name): name is SuggestionState => name in suggestionStates
);

/** What accepting several at once came to. */
export function acceptedNotice(accepted: readonly number[], left: readonly { why: string }[]): string {
	const done = accepted.length === 1 ? 'One suggestion is accepted.' : `${accepted.length} suggestions are accepted.`;
	if (left.length === 0) return done;
	const why = [...new Set(left.map((each) => each.why))].join('. ');
	const rest = left.length === 1 ? 'One stays as it was' : `${left.length} stay as they were`;
	return `${done} ${rest}. ${why}.`;
}

type Of = { reviewId: number; gate: Gate };

/** @param asked whether a comment window of the paper asks the actor's department */
export function canSuggest(actor: Actor, paper: Of, asked: boolean): boolean {
	return !isLodged(paper.gate) && grantToSpeak(actor, 'paper.suggest', paper.reviewId, asked) !== null;
}

export function canDecideSuggestions(actor: Actor, paper: Of): boolean {
	return !isLodged(paper.gate) && may(actor, 'suggestion.decide', { reviewId: paper.reviewId });
}

/** Taking back is for whoever made it, and for the holder of the post it was made from. */
export function grantToWithdraw(
	actor: Actor,
	suggestion: { reviewId: number; personId: number; postId: number },
	asked: boolean
): Grant | null {
	const own = suggestion.personId === actor.person.id || actor.posts.some((post) => post.id === suggestion.postId);
	return own ? grantToSpeak(actor, 'paper.suggest', suggestion.reviewId, asked) : null;
}
