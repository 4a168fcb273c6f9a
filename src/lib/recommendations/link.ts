import { type Actor, may } from '#lib/access/actor.ts';
import { type EventKind, eventKinds } from '#lib/evidence/event.ts';
import { plainDate } from '#lib/ui/dates.ts';

/** What a finding does for a recommendation. Each has a shape as well as a colour. */
export const linkStances = {
	supports: { label: 'Supports', shape: '▲', colour: 'green' },
	qualifies: { label: 'Qualifies', shape: '◆', colour: 'yellow' },
	contradicts: { label: 'Contradicts', shape: '▼', colour: 'red' }
} as const;

export type LinkStance = keyof typeof linkStances;

/** The teams at both ends decide together who may touch a link: either may. */
export type LinkRights = { reviewId: number; findingTeamId: number; recommendationLeadTeamId: number };

export function canMakeLink(actor: Actor, link: LinkRights): boolean {
	return may(actor, 'link.make', eitherEnd(link));
}

export function canConfirmLink(actor: Actor, link: LinkRights): boolean {
	return may(actor, 'link.confirm', eitherEnd(link));
}

export function canRemoveLink(actor: Actor, link: LinkRights): boolean {
	return may(actor, 'link.remove', eitherEnd(link));
}

export function eitherEnd(link: LinkRights): { reviewId: number; teamIds: number[] } {
	return { reviewId: link.reviewId, teamIds: [link.findingTeamId, link.recommendationLeadTeamId] };
}

/** "Visit, Islington, 14 June 2019, and 2 more events": where a finding was heard first, and how many more it rests on. */
export function whereFrom(finding: {
	sourceKind: EventKind | null;
	placeName: string | null;
	eventOn: string | null;
	eventCount: number;
}): string {
	const more = finding.eventCount - 1;
	const parts = [
		finding.sourceKind && eventKinds[finding.sourceKind].label,
		finding.placeName,
		finding.eventOn && plainDate(finding.eventOn),
		more > 0 && `and ${more} more ${more === 1 ? 'event' : 'events'}`
	].filter((part) => typeof part === 'string' && part !== '');
	return parts.length === 0 ? 'No event recorded yet' : parts.join(', ');
}
