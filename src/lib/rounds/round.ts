import { type Actor, may } from '#lib/access/actor.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { ClearanceOutcome } from './table.ts';

/** Derived from facts that stand beside each other; none of them is written down as a state. */
export const roundStates = {
	preparing: { label: 'In preparation', colour: 'grey' },
	open: { label: 'Out for replies', colour: 'blue' },
	over: { label: 'Replies due', colour: 'yellow' },
	cleared: { label: 'Cleared', colour: 'green' },
	refused: { label: 'Not cleared', colour: 'red' },
	to_committee: { label: 'Goes to a meeting', colour: 'orange' },
	withdrawn: { label: 'Withdrawn', colour: 'purple' }
} as const;

export type RoundState = keyof typeof roundStates;

/** @param round.outcome the latest act of the committee's chair on the copy that the round asks about */
export function roundState(
	round: {
		issuedOn: string | null;
		replyBy: string | null;
		withdrawnAt: Date | null;
		outcome: ClearanceOutcome | null;
	},
	now: Date
): RoundState {
	if (round.withdrawnAt) return 'withdrawn';
	if (round.issuedOn === null || round.replyBy === null) return 'preparing';
	if (round.outcome) return round.outcome;
	return londonDate(now) <= round.replyBy ? 'open' : 'over';
}

/** The pages of a round, under its own address. */
export const roundTabs = [
	{ text: 'Round', path: '' },
	{ text: 'Replies', path: 'replies' },
	{ text: 'Comments', path: 'comments' },
	{ text: 'Clearance', path: 'clearance' },
	{ text: 'Letter and files', path: 'letter' }
] as const;

export function canManageRounds(actor: Actor, reviewId: number): boolean {
	return may(actor, 'round.manage', { reviewId });
}

export function canManageCommittees(actor: Actor, reviewId: number): boolean {
	return may(actor, 'committee.manage', { reviewId });
}

/** Whether a person sees what every department replied; others see their own department's replies alone. */
export function canSeeReplies(actor: Actor, reviewId: number): boolean {
	return may(actor, 'round.see_replies', { reviewId });
}

/** A round can be changed until it is issued. */
export function canEditRound(
	actor: Actor,
	round: { reviewId: number; issuedOn: string | null; withdrawnAt: Date | null }
): boolean {
	return round.issuedOn === null && round.withdrawnAt === null && canManageRounds(actor, round.reviewId);
}

/** Clearance ends what can be withdrawn. */
export function canWithdrawRound(
	actor: Actor,
	round: { reviewId: number; withdrawnAt: Date | null; outcome: ClearanceOutcome | null }
): boolean {
	return round.withdrawnAt === null && round.outcome !== 'cleared' && canManageRounds(actor, round.reviewId);
}

/** An issued round may go on with a later frozen copy, which meets what was said of the earlier one. */
export function canMoveRound(
	actor: Actor,
	round: { reviewId: number; issuedOn: string | null; withdrawnAt: Date | null; outcome: ClearanceOutcome | null }
): boolean {
	return round.issuedOn !== null && canWithdrawRound(actor, round);
}

/**
 * The day for replies may be put off until the chair of the committee has said anything on this copy, also when it has
 * passed: what came since is then in time, and who has not replied is asked again.
 */
export function canExtendRound(
	actor: Actor,
	round: { reviewId: number; issuedOn: string | null; withdrawnAt: Date | null; outcome: ClearanceOutcome | null }
): boolean {
	return (
		round.issuedOn !== null &&
		round.withdrawnAt === null &&
		round.outcome === null &&
		canManageRounds(actor, round.reviewId)
	);
}
