import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';

/**
 * The right to suggest and to comment. Observers speak where they are asked and not before; everybody else whom the
 * table of rights names speaks on any paper that they see.
 * @param asked whether a comment window of the paper asks the actor's department
 */
export function grantToSpeak(
	actor: Actor,
	act: 'paper.suggest' | 'paper.comment',
	reviewId: number,
	asked: boolean
): Grant | null {
	const memberships = asked ? actor.memberships : actor.memberships.filter(({ role }) => role !== 'observer');
	return grantFor({ ...actor, memberships }, act, { reviewId });
}

/** Who wrote something that came back in a file: the name that the file gives, kept for ever. */
export type Origin = { author: string; at: Date | null };
