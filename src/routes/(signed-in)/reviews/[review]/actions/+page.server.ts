import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { type ActionView, actionViews, canAddAction } from '#lib/actions/action.ts';
import { actionCursor, actionFiltersFrom } from '#lib/actions/forms.ts';
import { countActions, listActions } from '#lib/actions/queries.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const filters = actionFiltersFrom(url.searchParams);
		const page = await listActions(trx, actor, reviewId, filters, {
			after: actionCursor(url.searchParams.get('after')),
			before: actionCursor(url.searchParams.get('before'))
		});
		const teams = await listTeams(trx, reviewId);
		const department = teams.find((team) => team.departmentId === filters.departmentId);
		const active = [
			...(department ? [{ name: 'department', text: `Department: ${department.shortName}` }] : []),
			...(filters.meeting === null ? [] : [{ name: 'meeting', text: `Meeting: M${filters.meeting}` }]),
			...(filters.recommendation === null
				? []
				: [{ name: 'recommendation', text: `Recommendation: R${filters.recommendation}` }])
		];
		const counts: Partial<Record<ActionView, number>> = {};
		for (const view of ['open', 'overdue', 'done', 'dropped', 'all'] as const) {
			counts[view] = await countActions(trx, actor, reviewId, { ...filters, view });
		}
		return {
			rows: page.rows,
			view: filters.view,
			views: Object.entries(actionViews).map(([view, { label }]) => ({
				view,
				text: label,
				count: counts[view as ActionView] ?? 0,
				href: withQuery(url, { show: view === 'open' ? null : view })
			})),
			active: active.map(({ name, text }) => ({ text, removeHref: withQuery(url, { [name]: null }) })),
			department: filters.departmentId,
			departments: teams.map((team) => ({ value: String(team.departmentId), text: team.shortName })),
			keep: { show: filters.view },
			previousHref: page.previous && withQuery(url, { before: `${page.previous.dueOn}.${page.previous.number}` }),
			nextHref: page.next && withQuery(url, { after: `${page.next.dueOn}.${page.next.number}` }),
			fileHref: withQuery(new URL(`${url.pathname}/file${url.search}`, url), {}),
			may: { add: canAddAction(actor, reviewId) }
		};
	});

/** The same list with other filters, from its beginning unless a cursor is named. */
function withQuery(url: URL, changed: Record<string, string | null>): string {
	const query = new URLSearchParams(url.searchParams);
	query.delete('after');
	query.delete('before');
	for (const [name, value] of Object.entries(changed)) {
		if (value === null) query.delete(name);
		else query.set(name, value);
	}
	return query.size === 0 ? url.pathname : `${url.pathname}?${query}`;
}
