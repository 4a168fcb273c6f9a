import { type Actor, may } from '#lib/access/actor.ts';

export const findingStates = {
	draft: { label: 'Draft', colour: 'grey', hint: 'Only your own department sees it' },
	shared: { label: 'Shared', colour: 'green', hint: 'Every member of the review sees it' },
	withdrawn: { label: 'Withdrawn', colour: 'red', hint: 'Kept as a reference, a date and a reason' }
} as const;

export type FindingState = keyof typeof findingStates;

export const reaches = {
	universal: { label: 'Universal' },
	targeted: { label: 'Targeted' },
	specialist: { label: 'Specialist' }
} as const;

export type Reach = keyof typeof reaches;

export const natures = {
	fact: { label: 'Fact' },
	opinion: { label: 'Opinion' },
	ask: { label: 'Ask' }
} as const;

export type Nature = keyof typeof natures;

export const consents = {
	given: { label: 'Consent given' },
	not_asked: { label: 'Consent not asked' },
	withdrawn: { label: 'Consent withdrawn' }
} as const;

export type Consent = keyof typeof consents;

export const relationKinds = {
	conflicts_with: { label: 'Conflicts with', reverse: 'Conflicts with' },
	repeats: { label: 'Repeats', reverse: 'Repeated by' },
	updates: { label: 'Updates', reverse: 'Updated by' }
} as const;

/** Kinds that say the same from both ends. */
export const mutualKinds: ReadonlySet<RelationKind> = new Set<RelationKind>(['conflicts_with', 'repeats']);

export type RelationKind = keyof typeof relationKinds;

export const accuracyOutcomes = {
	confirmed: { label: 'Confirmed', colour: 'green' },
	disputed: { label: 'Disputed', colour: 'orange' }
} as const;

export type AccuracyOutcome = keyof typeof accuracyOutcomes;

/** Offered, not enforced: from conception to age two. */
export const lifeStages = [
	'Preconception',
	'Pregnancy',
	'Birth',
	'0 to 14 days',
	'2 to 8 weeks',
	'2 to 6 months',
	'6 to 12 months',
	'12 to 24 months',
	'24 to 30 months'
] as const;

/** Offered, not enforced. */
export const services = [
	'Midwifery',
	'Health visiting',
	'Infant feeding',
	'Perinatal mental health',
	'Parent-infant relationship',
	'Parenting programmes',
	'Parental conflict',
	'Family hub or early help',
	'Home learning, speech and language',
	'Special needs and early support',
	'Immunisation and screening',
	'Smoking, drugs and alcohol in pregnancy',
	'Domestic abuse',
	'Housing',
	'Safeguarding and social care',
	'Birth registration',
	'Benefits',
	'Fathers and partners',
	'Family Nurse Partnership'
] as const;

/** Evidence older than this, in years, is flagged as stale. */
export const staleAfterYears = 3;

export type FindingRights = { reviewId: number; teamId: number; state: FindingState };

/**
 * Whether the actor may record a finding in the name of a team. The evidence may be another department's: whatever is
 * shared with a member may be drawn upon.
 */
export function canRecordFinding(actor: Actor, finding: { reviewId: number; teamId: number }): boolean {
	return may(actor, 'finding.record', { reviewId: finding.reviewId, teamIds: [finding.teamId] });
}

export function canEditFinding(actor: Actor, finding: FindingRights): boolean {
	return (
		finding.state !== 'withdrawn' &&
		may(actor, 'finding.edit', { reviewId: finding.reviewId, teamIds: [finding.teamId] })
	);
}

export function canShareFinding(actor: Actor, finding: FindingRights): boolean {
	return (
		finding.state === 'draft' && may(actor, 'finding.share', { reviewId: finding.reviewId, teamIds: [finding.teamId] })
	);
}

export function canWithdrawFinding(actor: Actor, finding: FindingRights): boolean {
	return (
		finding.state !== 'withdrawn' &&
		may(actor, 'finding.withdraw', { reviewId: finding.reviewId, teamIds: [finding.teamId] })
	);
}

export function canRelateFinding(actor: Actor, finding: FindingRights): boolean {
	return (
		finding.state !== 'withdrawn' &&
		may(actor, 'finding.relate', { reviewId: finding.reviewId, teamIds: [finding.teamId] })
	);
}

export function canAskAccuracy(actor: Actor, finding: FindingRights): boolean {
	return (
		finding.state === 'shared' && may(actor, 'accuracy.ask', { reviewId: finding.reviewId, teamIds: [finding.teamId] })
	);
}

/** A body outside the review answers through whoever asked; a department answers for itself. */
export function canAnswerAccuracy(
	actor: Actor,
	check: { teamId: number | null; answeredAt: Date | null },
	finding: FindingRights
): boolean {
	if (check.answeredAt !== null || finding.state === 'withdrawn') return false;
	if (check.teamId !== null) {
		return may(actor, 'accuracy.answer', { reviewId: finding.reviewId, teamIds: [check.teamId] });
	}
	return may(actor, 'accuracy.ask', { reviewId: finding.reviewId, teamIds: [finding.teamId] });
}

/** The department of the evidence and that of the finding may both record that somebody took back their words. */
export function canWithdrawConsent(actor: Actor, finding: FindingRights, passage: { eventTeamId: number }): boolean {
	return may(actor, 'finding.edit', { reviewId: finding.reviewId, teamIds: [finding.teamId, passage.eventTeamId] });
}

/** A finding that rests on one event alone says so. */
export function isThin(finding: { eventCount: number }): boolean {
	return finding.eventCount <= 1;
}

/** @param today ISO date */
export function isStale(finding: { eventOn: string | null }, today: string): boolean {
	if (!finding.eventOn) return false;
	const limit = `${Number(today.slice(0, 4)) - staleAfterYears}${today.slice(4)}`;
	return finding.eventOn < limit;
}
