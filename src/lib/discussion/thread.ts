import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';

export const threadStates = {
	open: { label: 'Open', colour: 'blue' },
	resolved: { label: 'Resolved', colour: 'green' }
} as const;

export type ThreadState = keyof typeof threadStates;

/** Whom a thread is for. It is chosen when the thread begins and never widens. */
export const visibilities = {
	members: { label: 'Every member of the review' },
	department: { label: 'Your own department only' }
} as const;

export type Visibility = keyof typeof visibilities;

export const visibilityNames = Object.keys(visibilities).filter((name): name is Visibility => name in visibilities);

export type EntryKind = 'reply' | 'resolved' | 'reopened';

type Settled = { reviewId: number; personId: number; postId: number; teamId: number };

/** Special advisers speak in their own department unless they say otherwise; everybody else to the members. */
export function firstVisibility(actor: Actor, reviewId: number): Visibility {
	const grant = grantToSpeak(actor, reviewId);
	const from = actor.memberships.find(
		(membership) => membership.reviewId === reviewId && membership.postId === grant?.postId
	);
	return from?.role === 'special_adviser' ? 'department' : 'members';
}

/** @param teamId the department whose thread it is, where it is kept to one: said from a post of that department */
export function grantToSpeak(actor: Actor, reviewId: number, teamId?: number): Grant | null {
	const memberships =
		teamId === undefined ? actor.memberships : actor.memberships.filter((membership) => membership.teamId === teamId);
	return grantFor({ ...actor, memberships }, 'thread.speak', { reviewId });
}

export function canSpeak(actor: Actor, reviewId: number): boolean {
	return grantToSpeak(actor, reviewId) !== null;
}

/** Resolving and opening again: the secretariat, officials of the department that began it, and whoever began it. */
export function grantToSettle(actor: Actor, thread: Settled): Grant | null {
	const { reviewId, teamId } = thread;
	const began = thread.personId === actor.person.id || actor.posts.some((post) => post.id === thread.postId);
	return (
		grantFor(actor, 'thread.settle', { reviewId, teamIds: [teamId] }) ??
		(began ? grantToSpeak(actor, reviewId, teamId) : null)
	);
}
