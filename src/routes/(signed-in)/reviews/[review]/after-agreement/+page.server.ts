import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { stageViews, type StageView } from '#lib/delivery/delivery.ts';
import { progressFiltersFrom } from '#lib/delivery/forms.ts';
import { countProgress, listProgress } from '#lib/delivery/queries.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const filters = progressFiltersFrom(url.searchParams);
		const { rows, previous, next } = await listProgress(trx, reviewId, filters, {
			after: cursor(url, 'after'),
			before: cursor(url, 'before')
		});
		const counts = await countProgress(trx, reviewId, filters.teamId);
		const teams = await listTeams(trx, reviewId);
		const team = teams.find(({ id }) => id === filters.teamId);
		return {
			rows,
			view: filters.view,
			total: (await countProgress(trx, reviewId, null)).all,
			views: Object.entries(stageViews).map(([view, { label }]) => ({
				view,
				text: label,
				count: counts[view as StageView],
				href: withQuery(url, { show: view === 'all' ? null : view })
			})),
			active: team ? [{ text: `Lead: ${team.shortName}`, removeHref: withQuery(url, { department: null }) }] : [],
			team: filters.teamId,
			teams: teams.map(({ id, shortName }) => ({ value: String(id), text: shortName })),
			previousHref: previous === null ? null : withQuery(url, { before: String(previous) }),
			nextHref: next === null ? null : withQuery(url, { after: String(next) })
		};
	});

function cursor(url: URL, name: string): number | null {
	const text = url.searchParams.get(name);
	return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

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
