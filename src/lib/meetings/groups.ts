import type { MeetingContent } from './minute.ts';
import { type RouteThrough, routesThrough } from './passing.ts';

export type AgendaGroup = {
	route: RouteThrough;
	label: string;
	hint: string;
	items: MeetingContent['recommendations'];
};

/** The recommendations by how they come before the meeting: what passes without debate first. Empty groups are left out. */
export function agendaGroups(content: MeetingContent): AgendaGroup[] {
	return (['passes', 'owed', 'debate'] as const)
		.map((route) => ({
			route,
			...routesThrough[route],
			items: content.recommendations.filter((item) => item.route === route)
		}))
		.filter(({ items }) => items.length > 0);
}
