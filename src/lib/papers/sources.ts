import {
	type EventBasis,
	type EventKind,
	eventKinds,
	type EventState,
	type Attribution,
	strictestAttribution
} from '#lib/evidence/event.ts';
import type { Consent } from '#lib/findings/finding.ts';
import { dateRange, plainDate } from '#lib/ui/dates.ts';

/** One passage that a finding rests on, with the event it was heard at. */
export type Source = {
	findingId: number;
	attribution: Attribution;
	consent: Consent;
	speakerRole: string | null;
	speakerAttribution: Attribution | null;
	eventId: number;
	eventNumber: number;
	title: string;
	kind: EventKind;
	startsOn: string;
	endsOn: string | null;
	dateNote: string | null;
	placeName: string | null;
	publisher: string | null;
	publishedOn: string | null;
	basis: EventBasis;
	sensitive: boolean;
	handling: string | null;
	state: EventState;
};

/**
 * Where a finding was heard, in words that may leave: "visit to a family hub, Lambeth, 14 March 2019".
 * Nobody is ever named. What was said under the Chatham House Rule, or is not to be attributed, keeps the kind of event
 * and its date and nothing else.
 */
export function sourceNote(sources: readonly Source[]): string {
	if (sources.length === 0) return 'where it was heard is not recorded';
	return eventsOf(sources).map(eventNote).join('; ');
}

/** The same for one event, from the passages that a finding takes from it. */
export function eventNote(passages: readonly Source[]): string {
	const [event] = passages;
	if (!event) return '';
	const kind = eventKinds[event.kind].label.toLowerCase();
	if (event.state === 'withdrawn') return `${kind}, ${dated(event)} (evidence withdrawn)`;
	if (event.basis === 'chatham_house') return `${kind} under the Chatham House Rule, ${dated(event)}`;
	if (passages.some(isUnattributed)) return `${kind}, ${dated(event)}`;
	if (event.kind === 'published_source') {
		return [event.title, event.publisher, dated(event)].filter(Boolean).join(', ');
	}
	const name = named(event, kind);
	const place = (event.placeName ?? '').split(/,\s*/).filter((part) => part !== '' && !contains(name, part));
	const roles = rolesOf(passages);
	return `${[name, ...place, dated(event)].join(', ')}${roles ? ` (${roles})` : ''}`;
}

/** The passages by event, in the order in which they were recorded. */
export function eventsOf(sources: readonly Source[]): Source[][] {
	const byEvent = new Map<number, Source[]>();
	for (const source of sources) byEvent.set(source.eventId, [...(byEvent.get(source.eventId) ?? []), source]);
	return [...byEvent.values()];
}

function dated(event: Source): string {
	if (event.kind === 'published_source' && event.publishedOn) return plainDate(event.publishedOn);
	const date = dateRange(event.startsOn, event.endsOn);
	if (!event.dateNote) return date;
	// "early 2019; day not reported" stands for the date; "open for four weeks" adds to it.
	return /\b(?:19|20)\d\d\b/.test(event.dateNote) ? event.dateNote : `${date}, ${event.dateNote}`;
}

/** The title, which often says the kind already: "Visit to a family hub" is not "visit: visit to a family hub". */
function named(event: Source, kind: string): string {
	const [word = kind] = kind.split(' ');
	if (event.title.toLowerCase().startsWith(word)) return event.title.charAt(0).toLowerCase() + event.title.slice(1);
	return contains(event.title, word) ? event.title : `${kind}: ${event.title}`;
}

function rolesOf(passages: readonly Source[]): string {
	const roles = passages.flatMap((passage) =>
		passage.speakerRole && passage.consent !== 'withdrawn' ? [passage.speakerRole] : []
	);
	return [...new Set(roles.map((role) => role.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())))].join(
		', '
	);
}

/** Whichever is stricter holds: what the person agreed to, or what was chosen for the passage. */
function isUnattributed({ attribution, speakerAttribution }: Source): boolean {
	return strictestAttribution(attribution, speakerAttribution ?? attribution) === 'unattributed';
}

function contains(text: string, part: string): boolean {
	return text.toLowerCase().includes(part.toLowerCase());
}
