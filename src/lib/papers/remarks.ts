/** What members say of a paper, suggestions and comments alike: the lists of them, and which part is shown. */
export const remarkTabs = {
	open: 'Open',
	late: 'Late',
	settled: 'Settled',
	mine: 'Mine',
	all: 'All'
} as const;

export type RemarkTab = keyof typeof remarkTabs;

export const remarkTabNames = Object.keys(remarkTabs).filter((name): name is RemarkTab => name in remarkTabs);

export type RemarkFilters = {
	tab: RemarkTab;
	section: number | null;
	team: number | null;
	/** The last one of the page before. */
	after: number | null;
};

export type RemarkCounts = Record<RemarkTab, number>;

/** How many a page lists. */
export const remarksListed = 50;

export function remarkFiltersFrom(params: URLSearchParams): RemarkFilters {
	const tab = params.get('show');
	return {
		tab: remarkTabNames.find((name) => name === tab) ?? 'open',
		section: idIn(params, 'section'),
		team: idIn(params, 'department'),
		after: idIn(params, 'after')
	};
}

/** The address of a list with these filters. */
export function remarkHref(list: string, { tab, section, team, after }: RemarkFilters): string {
	const params = new URLSearchParams();
	if (tab !== 'open') params.set('show', tab);
	if (section !== null) params.set('section', String(section));
	if (team !== null) params.set('department', String(team));
	if (after !== null) params.set('after', String(after));
	const query = params.toString();
	return query === '' ? list : `${list}?${query}`;
}

/** What stands beside the sections of a paper: how many of each are open, late ones included. */
export type RemarksOfSection = { suggestions: number; comments: number };

function idIn(params: URLSearchParams, name: string): number | null {
	const text = params.get(name) ?? '';
	return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
