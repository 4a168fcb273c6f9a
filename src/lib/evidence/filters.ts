import { readChoice, readDate, readId, readWords } from './address.ts';
import { eventKinds, eventStates, eventStatuses, type EventKind, type EventState, type EventStatus } from './event.ts';

/** What the list of evidence is narrowed to, as its address says. */
export type EventFilters = {
	kind: EventKind | null;
	status: EventStatus | null;
	state: EventState | null;
	team: number | null;
	question: number | null;
	place: string | null;
	/** ISO dates. */
	from: string | null;
	to: string | null;
	words: string | null;
};

export function readEventFilters(params: URLSearchParams): EventFilters {
	return {
		kind: readChoice(params, 'kind', eventKinds),
		status: readChoice(params, 'status', eventStatuses),
		state: readChoice(params, 'state', eventStates),
		team: readId(params, 'team'),
		question: readId(params, 'question'),
		place: readWords(params, 'place', 100),
		from: readDate(params, 'from'),
		to: readDate(params, 'to'),
		words: readWords(params, 'words')
	};
}

/** A place in the list of evidence: the day and the id of the event there. */
export type EventCursor = { startsOn: string; id: number };

/** Reads `2019-06-14.52`. */
export function readEventCursor(params: URLSearchParams, name: 'after' | 'before'): EventCursor | null {
	const [startsOn = '', id = '', ...rest] = (params.get(name) ?? '').split('.');
	if (rest.length > 0) return null;
	const parts = new URLSearchParams({ startsOn, id });
	const read = { startsOn: readDate(parts, 'startsOn'), id: readId(parts, 'id') };
	return read.startsOn !== null && read.id !== null ? { startsOn: read.startsOn, id: read.id } : null;
}

export function eventCursorText(cursor: EventCursor): string {
	return `${cursor.startsOn}.${cursor.id}`;
}
