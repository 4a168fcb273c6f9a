import { type Actor, may } from '#lib/access/actor.ts';

export const reviewStates = {
	open: { label: 'Open', colour: 'green' },
	closed: { label: 'Closed, read only', colour: 'grey' },
	archived: { label: 'Archived', colour: 'grey' }
} as const;

export type ReviewState = keyof typeof reviewStates;

/** The short name in a review's address. */
export const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The highest marking a review may hold. Nothing above OFFICIAL is ever recorded here. */
export const markingCeilings = {
	official: { label: 'OFFICIAL' },
	official_sensitive: { label: 'OFFICIAL-SENSITIVE' }
} as const;

export type MarkingCeiling = keyof typeof markingCeilings;

/** What the finding kinds of a new review are; each review may change its own. */
export const firstFindingKinds = [
	'Best practice',
	'Missing',
	'Differs by place',
	'Could expand',
	'Should be universal',
	'Do differently',
	'Co-ordination',
	'Ask'
] as const;

export type ReviewSummary = {
	id: number;
	slug: string;
	title: string;
	banner: string | null;
	state: ReviewState;
	markingCeiling: MarkingCeiling;
};

/** The marking line of a page or document: the tier, its flag and the handling text. */
export function markingText(sensitive: boolean, handling: string | null): string {
	const tier = sensitive ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL';
	return handling ? `${tier}: ${handling}` : tier;
}

/** A marking above what the system may hold, wherever somebody writes one. */
export function marksAboveCeiling(text: string): boolean {
	return /\b(TOP\s+SECRET|SECRET)\b/.test(text);
}

export function canEditReview(actor: Actor, reviewId: number): boolean {
	return may(actor, 'review.edit', { reviewId });
}

export function canManageMembers(actor: Actor, reviewId: number): boolean {
	return may(actor, 'member.manage', { reviewId });
}

export function canEditVocabulary(actor: Actor, reviewId: number): boolean {
	return may(actor, 'vocabulary.edit', { reviewId });
}
