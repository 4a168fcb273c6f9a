import { type Actor, may } from '#lib/access/actor.ts';

/** Where a promise was made in public. */
export const places = {
	commons: { label: 'House of Commons', hint: 'Such as “HC Deb, 14 June 2026, column 412”' },
	lords: { label: 'House of Lords', hint: 'Such as “HL Deb, 14 June 2026, column 88”' },
	committee: { label: 'Committee of either House', hint: 'Oral or written evidence, with its question or paragraph' },
	press: { label: 'Press or broadcast', hint: 'A release, an interview, a speech' },
	letter: { label: 'Letter that was published', hint: 'To a member, a committee, an organisation' }
} as const;

export type Place = keyof typeof places;

/** By what an undertaking is met. */
export const means = {
	paper: { label: 'A version of a paper' },
	recommendation: { label: 'A recommendation that was delivered' },
	letter: { label: 'A letter' },
	words: { label: 'Something else' }
} as const;

export type Means = keyof typeof means;

export const undertakingStates = {
	open: { label: 'To be met', colour: 'blue' },
	overdue: { label: 'Overdue', colour: 'red' },
	met: { label: 'Met', colour: 'green' },
	withdrawn: { label: 'Withdrawn', colour: 'grey' }
} as const;

export type UndertakingState = keyof typeof undertakingStates;

type Ended = { metOn: string | null; withdrawnOn: string | null };

/** Overdue is compared with the day, never written. @param today an ISO date in London */
export function undertakingState(undertaking: Ended & { dueOn: string | null }, today: string): UndertakingState {
	if (undertaking.metOn !== null) return 'met';
	if (undertaking.withdrawnOn !== null) return 'withdrawn';
	return undertaking.dueOn !== null && undertaking.dueOn < today ? 'overdue' : 'open';
}

/** What the list shows. */
export const undertakingViews = {
	open: { label: 'To be met' },
	overdue: { label: 'Overdue' },
	met: { label: 'Met' },
	withdrawn: { label: 'Withdrawn' },
	all: { label: 'All' }
} as const;

export type UndertakingView = keyof typeof undertakingViews;

export type UndertakingRights = Ended & {
	reviewId: number;
	/** The departments that the owning post works for in this review. */
	ownerTeamIds: number[];
};

export function isOpen(undertaking: Ended): boolean {
	return undertaking.metOn === null && undertaking.withdrawnOn === null;
}

/** Whether the actor may record what somebody in one of these departments owes, or anybody where none is named. */
export function canRecordUndertaking(actor: Actor, reviewId: number, ownerTeamIds?: number[]): boolean {
	return may(actor, 'undertaking.record', { reviewId, ...(ownerTeamIds ? { teamIds: ownerTeamIds } : {}) });
}

export function canMeetUndertaking(actor: Actor, { reviewId, ownerTeamIds, ...ended }: UndertakingRights): boolean {
	return isOpen(ended) && may(actor, 'undertaking.meet', { reviewId, teamIds: ownerTeamIds });
}

export function canChangeUndertaking(actor: Actor, undertaking: UndertakingRights): boolean {
	return isOpen(undertaking) && may(actor, 'undertaking.change', { reviewId: undertaking.reviewId });
}

/** A record that something was met may be taken back: a promise in public is not met by mistake. */
export function canReopenUndertaking(actor: Actor, undertaking: UndertakingRights): boolean {
	return !isOpen(undertaking) && may(actor, 'undertaking.change', { reviewId: undertaking.reviewId });
}
