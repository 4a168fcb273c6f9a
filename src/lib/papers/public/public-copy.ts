import { type Actor, hasRole, may } from '#lib/access/actor.ts';
import { type Gate, isLodged } from '../paper.ts';
import type { Profile } from '../profile.ts';

export const publicCopyStates = {
	draft: { label: 'In preparation', colour: 'grey' },
	approved: { label: 'Approved', colour: 'green' },
	published: { label: 'Published', colour: 'purple' }
} as const;

/** The secretariat, who prepare it, and the chair, who may approve it. */
export function canSeePublicCopy(actor: Actor, reviewId: number): boolean {
	return hasRole(actor, reviewId, 'secretariat', 'chair');
}

export function canPreparePublicCopy(actor: Actor, reviewId: number): boolean {
	return may(actor, 'public_copy.prepare', { reviewId });
}

/** Whoever prepared it cannot approve it: two people have looked at what leaves. */
export function canApprovePublicCopy(actor: Actor, copy: { reviewId: number; startedByPersonId: number }): boolean {
	return copy.startedByPersonId !== actor.person.id && may(actor, 'public_copy.approve', { reviewId: copy.reviewId });
}

export function canPublishPublicCopy(actor: Actor, reviewId: number): boolean {
	return may(actor, 'public_copy.publish', { reviewId });
}

/** Whether a paper can have a public copy: its profile allows one, and its words are locked. */
export function mayHavePublicCopy(paper: { gate: Gate; profile: Pick<Profile, 'mayBePublished'> }): boolean {
	return paper.profile.mayBePublished && isLodged(paper.gate);
}
