import { type Actor, may } from '#lib/access/actor.ts';
import type { RecommendationState, Route } from '#lib/recommendations/recommendation.ts';
import { longDate } from '#lib/ui/dates.ts';

/** What becomes of a recommendation after agreement, as kinds of decision; each in its turn. */
export const outcomes = {
	publication: { label: 'Announced' },
	delivery: { label: 'Delivered' }
} as const;

export type OutcomeKind = keyof typeof outcomes;

export const stages = {
	to_announce: { label: 'Agreed, not announced', colour: 'yellow' },
	to_deliver: { label: 'Announced', colour: 'blue' },
	delivered: { label: 'Delivered', colour: 'green' }
} as const;

export type Stage = keyof typeof stages;

export const stageViews = {
	all: { label: 'All' },
	to_announce: { label: 'To announce' },
	to_deliver: { label: 'To deliver' },
	delivered: { label: 'Delivered' }
} as const;

export type StageView = keyof typeof stageViews;

/** Dated facts that stand on the words of today: those of earlier words have lapsed and are not among them. */
export type Progress = {
	state: RecommendationState;
	route: Route | null;
	agreedOn: string | null;
	announcedOn: string | null;
	deliveredOn: string | null;
};

/** @returns null while nothing is agreed that could be announced */
export function stageOf({ agreedOn, announcedOn, deliveredOn }: Progress): Stage | null {
	if (deliveredOn !== null) return 'delivered';
	if (announcedOn !== null) return 'to_deliver';
	return agreedOn === null ? null : 'to_announce';
}

/**
 * Why the next fact cannot be recorded yet; null where it can. What is its department’s own business needs its Cabinet
 * minister’s agreement; everything else the Cabinet committee’s. Nothing is delivered that was not announced.
 */
export function hindranceTo(kind: OutcomeKind, progress: Progress): string | null {
	if (progress.state === 'not_taken_forward')
		return 'It is not taken forward: there is nothing to announce or to deliver.';
	if (kind === 'delivery') {
		return progress.announcedOn === null
			? 'It has not been announced in these words. Record the announcement first.'
			: null;
	}
	if (progress.agreedOn !== null) return null;
	return progress.route === 'own_department'
		? 'The Cabinet minister of the department that leads has not agreed to these words. That comes first.'
		: 'It has not been agreed collectively in these words. The clearance comes first.';
}

/** Each fact follows the one before it, on the same day at the earliest. @returns what to tell, or null */
export function wrongDay(kind: OutcomeKind, day: string, progress: Progress): string | null {
	const { agreedOn, announcedOn } = progress;
	if (kind === 'publication' && agreedOn !== null && day < agreedOn) {
		return `It was agreed on ${longDate(agreedOn)}: it was not announced before`;
	}
	if (kind === 'delivery' && announcedOn !== null && day < announcedOn) {
		return `It was announced on ${longDate(announcedOn)}: it was not delivered before`;
	}
	return null;
}

type Led = { reviewId: number; leadTeamId: number; partners: readonly { teamId: number }[] };

export function canRecordOutcome(actor: Actor, kind: OutcomeKind, { reviewId, leadTeamId, partners }: Led): boolean {
	return kind === 'publication'
		? may(actor, 'announcement.record', { reviewId, teamIds: [leadTeamId] })
		: may(actor, 'delivery.record', { reviewId, teamIds: [leadTeamId, ...partners.map(({ teamId }) => teamId)] });
}
