import { type Actor, may } from '#lib/access/actor.ts';

export const recommendationStates = {
	emerging: { label: 'Emerging', colour: 'grey' },
	proposed: { label: 'With the group', colour: 'blue' },
	recommended: { label: 'Recommended by the group', colour: 'green' },
	not_taken_forward: { label: 'Not taken forward', colour: 'purple' }
} as const;

export type RecommendationState = keyof typeof recommendationStates;

/** What ministers are invited to do. */
export const verbs = {
	agree: { label: 'Agree', phrase: 'agree' },
	note: { label: 'Note', phrase: 'note' },
	agree_further_work: { label: 'Agree further work', phrase: 'agree further work' },
	approve: { label: 'Approve', phrase: 'approve' },
	invite: { label: 'Invite', phrase: 'invite' },
	direct: { label: 'Direct', phrase: 'direct' }
} as const;

export type Verb = keyof typeof verbs;

export const levers = {
	law: { label: 'Law' },
	guidance: { label: 'Guidance' },
	money: { label: 'Money' },
	commissioning: { label: 'Commissioning' },
	data: { label: 'Data' }
} as const;

export type Lever = keyof typeof levers;

/** Whose agreement it needs: only some go to Cabinet. */
export const routes = {
	own_department: { label: 'Own department' },
	write_round: { label: 'Write-round' },
	cabinet: { label: 'Cabinet' },
	spending_review: { label: 'Spending review' }
} as const;

export type Route = keyof typeof routes;

export const costStatuses = {
	none: { label: 'No cost' },
	baseline: { label: 'Met from the baseline' },
	bid: { label: 'Needs a bid' },
	unknown: { label: 'Not known yet' }
} as const;

export type CostStatus = keyof typeof costStatuses;

export type RecommendationRights = {
	reviewId: number;
	state: RecommendationState;
	leadTeamId: number;
	createdByTeamId: number;
};

export function canDraftRecommendation(actor: Actor, reviewId: number): boolean {
	return may(actor, 'recommendation.draft', { reviewId });
}

/** While it is emerging its own departments edit it; from the proposal on the secretariat does. */
export function canEditRecommendation(actor: Actor, recommendation: RecommendationRights): boolean {
	const { reviewId, state, leadTeamId, createdByTeamId } = recommendation;
	if (state === 'not_taken_forward') return false;
	if (state === 'emerging')
		return may(actor, 'recommendation.edit_emerging', { reviewId, teamIds: [leadTeamId, createdByTeamId] });
	return may(actor, 'recommendation.edit', { reviewId });
}

/** "Drafting change, meaning unchanged" exists once somebody may have answered. */
export function canMakeDraftingChange(actor: Actor, recommendation: RecommendationRights): boolean {
	return isWithMinisters(recommendation) && may(actor, 'recommendation.edit', { reviewId: recommendation.reviewId });
}

export function canPropose(actor: Actor, recommendation: RecommendationRights): boolean {
	return (
		recommendation.state === 'emerging' && may(actor, 'recommendation.propose', { reviewId: recommendation.reviewId })
	);
}

export function canNotTakeForward(actor: Actor, recommendation: RecommendationRights): boolean {
	return (
		recommendation.state !== 'not_taken_forward' &&
		may(actor, 'recommendation.not_take_forward', { reviewId: recommendation.reviewId })
	);
}

/** Only words are versioned: title, verb, text and who leads. */
export type Wording = { title: string; verb: Verb; text: string; leadTeamId: number };

export function wordsDiffer(one: Wording, other: Wording): boolean {
	return (
		one.title !== other.title ||
		one.verb !== other.verb ||
		one.text !== other.text ||
		one.leadTeamId !== other.leadTeamId
	);
}

/**
 * What the editor is told before saving. `null` where nobody's agreement lapses.
 * @param lapsing.agreements what rests on the words beyond the group: replies, letters that were answered, clearance
 */
export function lapseWarning(lapsing: {
	departments: readonly string[];
	groupAgreement: boolean;
	agreements?: readonly string[];
}): string | null {
	const { departments, groupAgreement, agreements = [] } = lapsing;
	const whose = departments.length === 1 ? '1 department' : `${departments.length} departments`;
	const parts = [
		...(departments.length === 0 ? [] : [`the answers of ${whose}: ${departments.join(', ')}`]),
		...(groupAgreement ? ['the agreement of the group'] : []),
		...(agreements.length === 0
			? []
			: [`${agreements.length === 1 ? 'one agreement' : `${agreements.length} agreements`} beyond the group`])
	];
	if (parts.length === 0) return null;
	const [last = ''] = parts.slice(-1);
	const list = parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')}, and ${last}`;
	const named = agreements.length === 0 ? '' : ` (${agreements.join('; ')})`;
	return `Saving changed words lapses ${list}${named}.`;
}

export const evidenceWarnings = {
	none: { label: 'No evidence supports it yet', colour: 'red', hint: 'Tag a finding that supports it.' },
	thin: { label: 'Thin evidence', colour: 'yellow', hint: 'Everything that supports it comes from one event.' },
	contradicted: {
		label: 'Contradicted',
		colour: 'orange',
		hint: 'Some evidence speaks against it. Answer it in the paper.'
	}
} as const;

export type EvidenceWarning = keyof typeof evidenceWarnings;

/** `supportingEvents` is null where it was not counted: then nothing is said to be thin. */
export function warningsFor(evidence: {
	supports: number;
	contradicts: number;
	supportingEvents: number | null;
}): EvidenceWarning[] {
	const warnings: EvidenceWarning[] = [];
	if (evidence.supports === 0) warnings.push('none');
	else if (evidence.supportingEvents !== null && evidence.supportingEvents < 2) warnings.push('thin');
	if (evidence.contradicts > 0) warnings.push('contradicted');
	return warnings;
}

/** How long an office has to say that a drafting change did change the meaning. */
export const workingDaysToReopen = 2;

export function isWithMinisters(recommendation: { state: RecommendationState }): boolean {
	return recommendation.state === 'proposed' || recommendation.state === 'recommended';
}
