import { type Actor, may } from '#lib/access/actor.ts';
import type { TagColour } from '#lib/ui/tag.ts';
import type { Obstacle } from '../gates.ts';
import type { ClearanceForm, ClearanceOutcome } from '../table.ts';

export const clearanceOutcomes = {
	cleared: { label: 'Cleared', colour: 'green', hint: 'The recommendations are agreed collectively' },
	refused: { label: 'Not cleared', colour: 'red', hint: 'The chair refuses' },
	to_committee: { label: 'Goes to a meeting', colour: 'orange', hint: 'Letters cannot settle it' }
} as const satisfies Record<ClearanceOutcome, { label: string; colour: TagColour; hint: string }>;

export const clearanceForms = {
	letter: { label: 'Letter of the chair' },
	minute: { label: 'Minute of a meeting' }
} as const satisfies Record<ClearanceForm, { label: string }>;

/** The chair of the group is not among them: clearance is the Cabinet committee's. */
export function canRecordClearance(
	actor: Actor,
	round: { reviewId: number; issuedOn: string | null; withdrawnAt: Date | null; outcome: ClearanceOutcome | null }
): boolean {
	return (
		round.issuedOn !== null &&
		round.withdrawnAt === null &&
		round.outcome !== 'cleared' &&
		may(actor, 'clearance.record', { reviewId: round.reviewId })
	);
}

export function canAdviseOnClearance(actor: Actor, reviewId: number): boolean {
	return may(actor, 'clearance.advise', { reviewId });
}

/**
 * What refuses a clearance, and what a meeting overrides. By letter everything that stands in the way refuses it; the
 * minute of a meeting may decide in spite of what the rules of the round name, and of nothing else.
 */
export function weighObstacles(
	obstacles: readonly Obstacle[],
	givenIn: ClearanceForm
): { refusing: Obstacle[]; overridden: Obstacle[] } {
	const mayOverride = (obstacle: Obstacle) => givenIn === 'minute' && obstacle.meetingMayOverride;
	return {
		refusing: obstacles.filter((obstacle) => !mayOverride(obstacle)),
		overridden: obstacles.filter(mayOverride)
	};
}
