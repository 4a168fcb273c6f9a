import { type Actor, may, postsActingFor } from '#lib/access/actor.ts';
import type { TagColour } from '#lib/ui/tag.ts';
import { isWithMinisters, type RecommendationRights } from '#lib/recommendations/recommendation.ts';

/** One set of answers everywhere; the last two belong to write-rounds. */
export const stances = {
	content: { label: 'Content', colour: 'green', shape: '●' },
	content_subject_to: { label: 'Content subject to', colour: 'yellow', shape: '◐' },
	content_if_reworded: { label: 'Content if reworded', colour: 'orange', shape: '✎' },
	not_content: { label: 'Not content', colour: 'red', shape: '✕' },
	not_yet: { label: 'Not yet', colour: 'grey', shape: '○' },
	nil_return: { label: 'Nil return', colour: 'green', shape: '–' },
	reserved: { label: 'Reserved', colour: 'purple', shape: '◇' }
} as const;

export type Stance = keyof typeof stances;

/** The answers a member of the group may give. */
export const positionStances = [
	'content',
	'content_subject_to',
	'content_if_reworded',
	'not_content',
	'not_yet'
] as const satisfies Stance[];

export type PositionStance = (typeof positionStances)[number];

/** The answer as a tag shows it: word, colour and shape. */
export function stanceTag(stance: Stance): { label: string; colour: TagColour; symbol: string } {
	const { label, colour, shape } = stances[stance];
	return { label, colour, symbol: shape };
}

export const conveyances = {
	self: { label: 'Given here by the minister' },
	box_note: { label: 'Box note' },
	meeting: { label: 'Meeting' },
	call: { label: 'Call' },
	letter: { label: 'Letter' },
	email: { label: 'Email' }
} as const;

export type Conveyed = keyof typeof conveyances;

/** The three grades that United Kingdom guidance tells apart. */
export const grades = {
	condition: { label: 'Condition', hint: 'Agreement depends on it' },
	should_address: { label: 'Should be addressed', hint: 'Asked for, not insisted on' },
	observation: { label: 'Observation', hint: 'A remark only' }
} as const;

export type Grade = keyof typeof grades;

export const decisionKinds = {
	group: { label: 'Agreed by the group' },
	cabinet_minister: { label: 'Agreed by the Cabinet minister' },
	collective: { label: 'Collectively agreed' },
	publication: { label: 'Announced' },
	delivery: { label: 'Delivered' }
} as const;

export type DecisionKind = keyof typeof decisionKinds;

/** The posts in whose name the actor may answer in a review: their own, or the minister's whom their office serves. */
export function answeringPosts(actor: Actor, reviewId: number): number[] {
	return postsActingFor(actor, 'position.record', reviewId);
}

export function canRecordPosition(actor: Actor, recommendation: RecommendationRights, postId?: number): boolean {
	return (
		isWithMinisters(recommendation) &&
		may(actor, 'position.record', { reviewId: recommendation.reviewId, ...(postId === undefined ? {} : { postId }) })
	);
}

export function canRecordAgreement(
	actor: Actor,
	recommendation: RecommendationRights,
	chairPostId: number | null
): boolean {
	return (
		chairPostId !== null &&
		recommendation.state === 'proposed' &&
		may(actor, 'agreement.record', { reviewId: recommendation.reviewId, postId: chairPostId })
	);
}

/** A position was given on a wording; it lapses when the wording changes in meaning. Never stored: always compared. */
export function isLapsed(position: { subjectVersion: number }, recommendation: { materialVersion: number }): boolean {
	return position.subjectVersion < recommendation.materialVersion;
}

/** Whether a condition is met on its asker's word; that word lapses when the wording changes in meaning. */
export function isMet(
	condition: { tickedAt: Date | null; metVersion: number | null },
	recommendation: { materialVersion: number }
): boolean {
	return (
		condition.tickedAt !== null &&
		condition.metVersion !== null &&
		condition.metVersion >= recommendation.materialVersion
	);
}
