import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { undertakingCursor, undertakingFiltersFrom } from '#lib/undertakings/filters.ts';
import { countUndertakings, listUndertakings } from '#lib/undertakings/queries.server.ts';
import { canRecordUndertaking, places, type UndertakingView, undertakingViews } from '#lib/undertakings/undertaking.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const filters = undertakingFiltersFrom(url.searchParams);
		const { rows, previous, next } = await listUndertakings(trx, actor, reviewId, filters, {
			after: undertakingCursor(url.searchParams.get('after')),
			before: undertakingCursor(url.searchParams.get('before'))
		});
		const teams = await listTeams(trx, reviewId);
		const department = teams.find((team) => team.departmentId === filters.departmentId);
		const active = [
			...(department ? [{ name: 'department', text: `Department: ${department.shortName}` }] : []),
			...(filters.place === null ? [] : [{ name: 'place', text: `Said in: ${places[filters.place].label}` }]),
			...(filters.recommendation === null
				? []
				: [{ name: 'recommendation', text: `Recommendation: R${filters.recommendation}` }])
		];
		const views: { view: UndertakingView; text: string; count: number; href: string }[] = [];
		for (const view of ['open', 'overdue', 'met', 'withdrawn', 'all'] as const) {
			views.push({
				view,
				text: undertakingViews[view].label,
				count: await countUndertakings(trx, actor, reviewId, { ...filters, view }),
				href: withQuery(url, { show: view === 'open' ? null : view })
			});
		}
		return {
			rows,
			view: filters.view,
			views,
			active: active.map(({ name, text }) => ({ text, removeHref: withQuery(url, { [name]: null }) })),
			department: filters.departmentId,
			departments: teams.map((team) => ({ value: String(team.departmentId), text: team.shortName })),
			place: filters.place,
			places: Object.entries(places).map(([value, { label }]) => ({ value, text: label })),
			keep: { show: filters.view },
			previousHref: previous && withQuery(url, { before: `${previous.dueOn}.${previous.number}` }),
			nextHref: next && withQuery(url, { after: `${next.dueOn}.${next.number}` }),
			fileHref: withQuery(new URL(`${url.pathname}/file${url.search}`, url), {}),
			may: { record: canRecordUndertaking(actor, reviewId) }
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
