import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { auditEvents } from '#lib/audit/catalogue.ts';
import { shortDate } from '#lib/ui/dates.ts';
import { countOwed, type OwedPost } from './owed.ts';
import { recommendationStates, type RecommendationState } from '#lib/recommendations/recommendation.ts';

/** The changes of the last days that the page reports. */
export const changesOfDays = 7;

/** The chair's one page: who owes what, since when, what is contested, what changed. Dates are ISO. */
export type StateOfPlay = {
	review: { title: string; banner: string | null; marking: string };
	madeOn: string;
	states: { state: RecommendationState; count: number }[];
	owed: OwedPost[];
	contested: { reference: string; title: string; notContent: string[]; notYet: string[]; conditions: number }[];
	/** Promised in public for a day that has passed. */
	undertakings: { reference: string; words: string; owner: string; dueOn: string }[];
	thin: { reference: string; title: string; why: string }[];
	toRecheck: number;
	untagged: number;
	/** With where each stands: done, late by so many working days, passed. */
	dates: { title: string; dueOn: string; standing: string | null }[];
	changes: { on: string; who: string; event: AuditEvent; reference: string | null }[];
};

export function changeText({ who, event, reference }: StateOfPlay['changes'][number]): string {
	const act = auditEvents[event];
	if (!reference) return `${who} ${act}`;
	return act.includes(' this ')
		? `${who} ${act.replace(/ this (\w+)/, ` ${reference}`)}`
		: `${who} ${act} on ${reference}`;
}

export function contestedText({ notContent, notYet, conditions }: StateOfPlay['contested'][number]): string {
	const parts: string[] = [];
	if (notContent.length > 0) parts.push(`not content: ${notContent.join(', ')}`);
	if (notYet.length > 0) parts.push(`not yet: ${notYet.join(', ')}`);
	if (conditions > 0) parts.push(conditions === 1 ? 'one condition open' : `${conditions} conditions open`);
	return parts.join('; ');
}

/** "We will publish the plan by Easter (due on 14 Nov 2026 from the Minister for Families)" */
export function undertakingText({ words, owner, dueOn }: StateOfPlay['undertakings'][number]): string {
	return `${words} (due on ${shortDate(dueOn)} from the ${owner})`;
}

export function summary(state: StateOfPlay): string {
	const counts = state.states.map(
		({ state: name, count }) => `${count} ${recommendationStates[name].label.toLowerCase()}`
	);
	const { things, overdue } = countOwed(state.owed);
	const parts = [
		counts.length === 0 ? 'No recommendation yet.' : `Recommendations: ${counts.join(', ')}.`,
		things === 0
			? 'Nothing is owed.'
			: `${things} ${things === 1 ? 'thing is' : 'things are'} owed, ${overdue === 0 ? 'none' : overdue} overdue.`,
		state.toRecheck === 0 ? '' : `${state.toRecheck} ${state.toRecheck === 1 ? 'tag needs' : 'tags need'} a re-check.`,
		state.untagged === 0 ? '' : `${state.untagged} ${state.untagged === 1 ? 'finding has' : 'findings have'} no tag.`
	];
	return parts.filter((part) => part !== '').join(' ');
}
