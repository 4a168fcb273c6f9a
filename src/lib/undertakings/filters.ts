import { type Place, places, type UndertakingView, undertakingViews } from './undertaking.ts';

/** The filters of the list, as the address carries them; what makes no sense is left out. */
export type UndertakingFilters = {
	view: UndertakingView;
	departmentId: number | null;
	place: Place | null;
	recommendation: number | null;
};

export function undertakingFiltersFrom(query: URLSearchParams): UndertakingFilters {
	const view = query.get('show');
	const place = query.get('place');
	return {
		view: view !== null && isView(view) ? view : 'open',
		departmentId: numberFrom(query.get('department')),
		place: place !== null && isPlace(place) ? place : null,
		recommendation: numberFrom(query.get('recommendation')?.replace(/^R/i, '') ?? null)
	};
}

/** Where a page of the list begins or ends: the day that something is due, and its number. */
export type UndertakingCursor = { dueOn: string; number: number };

/** What has no day comes last. */
export const noDay = '9999-12-31';

export function undertakingCursor(text: string | null): UndertakingCursor | null {
	const match = /^(\d{4}-\d{2}-\d{2})\.(\d{1,9})$/.exec(text ?? '');
	const [, dueOn = '', number = ''] = match ?? [];
	return match && !Number.isNaN(Date.parse(dueOn)) ? { dueOn, number: Number(number) } : null;
}

function isView(text: string): text is UndertakingView {
	return text in undertakingViews;
}

function isPlace(text: string): text is Place {
	return text in places;
}

function numberFrom(text: string | null): number | null {
	return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
