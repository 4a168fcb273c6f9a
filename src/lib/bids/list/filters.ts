import { numberFrom } from '#lib/recommendations/forms.ts';

/** What the list of bids is narrowed to, as its address says. */
export type BidFilters = { fiscalEventId: number | null; teamId: number | null };

export function bidFiltersFrom(query: URLSearchParams): BidFilters {
	return { fiscalEventId: numberFrom(query.get('event')), teamId: numberFrom(query.get('department')) };
}
