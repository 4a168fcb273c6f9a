import type { BoardCursor, BoardQuery } from './answers/board.server.ts';
import { type BoardFilter, boardFilterNames } from './answers/board.ts';
import { type Stage, stageNames } from './letter.ts';
import type { LetterFilters } from './queries.server.ts';

/** What the address of the list asks for; anything else in it is left aside. */
export function letterFilters(query: URLSearchParams): {
	filters: LetterFilters;
	from: { after: number | null; before: number | null };
} {
	const stage = query.get('stage');
	const batch = query.get('batch');
	return {
		filters: {
			stage: stageNames.find((name): name is Stage => name === stage) ?? null,
			teamId: numberIn(query.get('department')),
			batch: batch !== null && uuid.test(batch) ? batch : null
		},
		from: { after: numberIn(query.get('after')), before: numberIn(query.get('before')) }
	};
}

/** What the address of the board asks for: what is owed, unless it says otherwise. */
export function boardAddress(query: URLSearchParams): {
	query: BoardQuery;
	from: { after: BoardCursor | null; before: BoardCursor | null };
} {
	const show = query.get('show');
	return {
		query: {
			show: boardFilterNames.find((name): name is BoardFilter => name === show) ?? 'owed',
			teamId: numberIn(query.get('department'))
		},
		from: { after: cursorIn(query.get('after')), before: cursorIn(query.get('before')) }
	};
}

/** The identifier that an address ends in; 0 is nobody's. */
export function idInAddress(text: string): number {
	return numberIn(text) ?? 0;
}

function cursorIn(text: string | null): BoardCursor | null {
	const [, letter, recommendation] = /^(\d{1,9})\.(\d{1,9})$/.exec(text ?? '') ?? [];
	return letter === undefined || recommendation === undefined
		? null
		: { letter: Number(letter), recommendation: Number(recommendation) };
}

function numberIn(text: string | null): number | null {
	return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
