import { type Actor, may } from '#lib/access/actor.ts';
import type { Audience } from '#lib/audit/catalogue.ts';
import type { Profile } from './profile.ts';

/** Each gate freezes a snapshot; who sees the paper widens with the gate. */
export const gates = {
	working: { label: 'Working draft', colour: 'grey', seen: 'The secretariat and the chair' },
	exposure: { label: 'Exposure draft', colour: 'blue', seen: 'Every member of the review' },
	coordination: { label: 'Coordination draft', colour: 'turquoise', seen: 'Every member of the review' },
	final: { label: 'Final', colour: 'yellow', seen: 'Every member of the review' },
	lodged: { label: 'Lodged', colour: 'green', seen: 'Every member of the review' },
	decided: { label: 'Decided', colour: 'green', seen: 'Every member of the review' },
	published: { label: 'Published', colour: 'purple', seen: 'Everybody' }
} as const;

export type Gate = keyof typeof gates;

export const gateNames = Object.keys(gates).filter((name): name is Gate => name in gates);

/** How a wording of a section came about. */
export const wordingReasons = {
	saved: 'Saved',
	suggestions: 'Suggestions accepted',
	restored: 'Brought back'
} as const;

export type WordingReason = keyof typeof wordingReasons;

/** From lodging on, a document carries no working references. */
export function isLodged(gate: Gate): boolean {
	return gate === 'lodged' || gate === 'decided' || gate === 'published';
}

/** The gates that the next snapshot may be frozen at: those of the profile, never an earlier one. */
export function gatesAhead(paper: { gate: Gate; profile: Pick<Profile, 'gates'> }): Gate[] {
	if (isLodged(paper.gate)) return [];
	return gateNames
		.slice(gateNames.indexOf(paper.gate), gateNames.indexOf('lodged') + 1)
		.filter((gate) => paper.profile.gates.some((named) => named === gate));
}

/** Who reads the history of a paper: those who may see the paper itself. */
export function paperAudience(gate: Gate): Audience {
	return gate === 'working' ? 'secretariat' : 'members';
}

export function canStartPaper(actor: Actor, reviewId: number): boolean {
	return may(actor, 'paper.start', { reviewId });
}

/** After the final gate the words stand, until somebody reopens them with a reason. */
export function isTextLocked(paper: { gate: Gate; reopenedAt: Date | null }): boolean {
	return isLodged(paper.gate) || (paper.gate === 'final' && paper.reopenedAt === null);
}

/** From the final gate until the decision, words are changed only with a reason and somebody's leave. */
export function canReopenPaper(
	actor: Actor,
	paper: { reviewId: number; gate: Gate; reopenedAt: Date | null }
): boolean {
	const standing = paper.gate === 'lodged' || (paper.gate === 'final' && paper.reopenedAt === null);
	return standing && may(actor, 'paper.freeze', { reviewId: paper.reviewId });
}

/** A decision is recorded on a lodged paper whose profile is decided on. */
export function canDecidePaper(
	actor: Actor,
	paper: { reviewId: number; gate: Gate; profile: Pick<Profile, 'gates' | 'committee'> }
): boolean {
	const decided = paper.profile.committee || paper.profile.gates.includes('decided');
	return decided && paper.gate === 'lodged' && may(actor, 'paper.freeze', { reviewId: paper.reviewId });
}

/** References and dates come in after lodging too; they touch no word of the text. */
export function canRecordFacts(actor: Actor, paper: { reviewId: number; gate: Gate }): boolean {
	return isLodged(paper.gate) && may(actor, 'paper.freeze', { reviewId: paper.reviewId });
}

export function canEditProfiles(actor: Actor, reviewId: number): boolean {
	return may(actor, 'profile.edit', { reviewId });
}

export function canEditPaper(actor: Actor, paper: { reviewId: number; gate: Gate; reopenedAt: Date | null }): boolean {
	return !isTextLocked(paper) && may(actor, 'paper.edit', { reviewId: paper.reviewId });
}

export function canFreezePaper(actor: Actor, paper: { reviewId: number; gate: Gate }): boolean {
	return !isLodged(paper.gate) && may(actor, 'paper.freeze', { reviewId: paper.reviewId });
}

export function canExportPaper(actor: Actor, reviewId: number): boolean {
	return may(actor, 'paper.export', { reviewId });
}

export function canUseWord(actor: Actor, paper: { reviewId: number; gate: Gate }): boolean {
	return !isLodged(paper.gate) && may(actor, 'paper.bring_back', { reviewId: paper.reviewId });
}

export function canExportAnnex(actor: Actor, reviewId: number): boolean {
	return may(actor, 'paper.export_annex', { reviewId });
}

export function canSeeReaders(actor: Actor, reviewId: number): boolean {
	return may(actor, 'paper.see_readers', { reviewId });
}
