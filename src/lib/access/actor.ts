import { type Act, reachOf } from './acts.ts';
import type { Role } from './roles.ts';

export type HeldPost = {
	id: number;
	title: string;
	departmentId: number;
	departmentName: string;
	servesPostId: number | null;
};

export type Membership = {
	id: number;
	reviewId: number;
	reviewSlug: string;
	reviewOpen: boolean;
	teamId: number;
	departmentId: number;
	postId: number;
	servesPostId: number | null;
	role: Role;
};

/** The signed-in person, with everything that decides what they may do. Loaded once for each request. */
export type Actor = {
	person: { id: number; name: string };
	isAdministrator: boolean;
	mayCreateReviews: boolean;
	posts: HeldPost[];
	/** The post to act from where several would do; null takes the first that may. */
	actingPostId: number | null;
	memberships: Membership[];
	now: Date;
};

/** What an act is done to: always in a review; sometimes on the side of certain teams, or in the name of a certain post. */
export type Subject = { reviewId: number; teamIds?: number[]; postId?: number };

/** The right to do one act: from which of the person's posts, and in whose name when not their own. */
export type Grant = { postId: number; teamId: number; onBehalfOfPostId: number | null };

/**
 * Finds the membership that lets the actor do this, the acting post's first. A closed review lets nobody change anything.
 * @returns null where nothing allows it
 */
export function grantFor(actor: Actor, act: Act, subject: Subject): Grant | null {
	const [membership] = actor.memberships
		.filter((candidate) => candidate.reviewId === subject.reviewId && allows(candidate, act, subject))
		.sort((a, b) => Number(b.postId === actor.actingPostId) - Number(a.postId === actor.actingPostId));
	if (!membership) return null;
	const onBehalf = reachOf(act, membership.role) === 'served' ? membership.servesPostId : null;
	return { postId: membership.postId, teamId: membership.teamId, onBehalfOfPostId: onBehalf };
}

export function may(actor: Actor, act: Act, subject: Subject): boolean {
	return grantFor(actor, act, subject) !== null;
}

export function isMember(actor: Actor, reviewId: number): boolean {
	return actor.memberships.some((membership) => membership.reviewId === reviewId);
}

export function hasRole(actor: Actor, reviewId: number, ...wanted: Role[]): boolean {
	return actor.memberships.some((membership) => membership.reviewId === reviewId && wanted.includes(membership.role));
}

/** The teams of a review that the actor belongs to in one of these roles (any role where none is named). */
export function teamsOf(actor: Actor, reviewId: number, ...wanted: Role[]): number[] {
	const found = actor.memberships
		.filter(
			(membership) => membership.reviewId === reviewId && (wanted.length === 0 || wanted.includes(membership.role))
		)
		.map((membership) => membership.teamId);
	return [...new Set(found)];
}

/** The posts in whose name the actor may do an act in a review: their own, and those that their office serves. */
export function postsActingFor(actor: Actor, act: Act, reviewId: number): number[] {
	const found = actor.memberships
		.filter((membership) => membership.reviewId === reviewId && membership.reviewOpen)
		.flatMap((membership) => {
			const reach = reachOf(act, membership.role);
			if (reach === 'post') return [membership.postId];
			return reach === 'served' && membership.servesPostId !== null ? [membership.servesPostId] : [];
		});
	return [...new Set(found)];
}

const readingActs: ReadonlySet<Act> = new Set([
	'paper.export',
	'paper.export_annex',
	'paper.see_readers',
	'pack.export',
	'judgement.export',
	'bid.export',
	'position.see_grid',
	'round.see_replies',
	'clearance.advise',
	'meeting.export',
	'action.export',
	'undertaking.export',
	'handover.make',
	'state_of_play.make'
]);

function allows(membership: Membership, act: Act, subject: Subject): boolean {
	if (!membership.reviewOpen && !readingActs.has(act)) return false;
	switch (reachOf(act, membership.role)) {
		case 'review':
			return true;
		case 'team':
			return subject.teamIds === undefined || subject.teamIds.includes(membership.teamId);
		case 'post':
			return subject.postId === undefined || subject.postId === membership.postId;
		case 'served':
			return (
				membership.servesPostId !== null && (subject.postId === undefined || subject.postId === membership.servesPostId)
			);
		default:
			return false;
	}
}
