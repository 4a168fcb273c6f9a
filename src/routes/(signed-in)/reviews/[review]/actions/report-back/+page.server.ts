import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { actionCursor } from '#lib/actions/forms.ts';
import { reportFiltersFrom } from '#lib/actions/reports/forms.ts';
import { countReports, listReportOwners, listReports } from '#lib/actions/reports/queries.server.ts';
import { reportViews, type ReportView } from '#lib/actions/reports/report.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const filters = reportFiltersFrom(url.searchParams);
		const { rows, previous, next } = await listReports(trx, actor, reviewId, filters, {
			after: actionCursor(url.searchParams.get('after')),
			before: actionCursor(url.searchParams.get('before'))
		});
		const counts = await countReports(trx, actor, reviewId, filters);
		const owners = await listReportOwners(trx, actor, reviewId);
		const departments = new Map(owners.map(({ departmentId, shortName }) => [departmentId, shortName]));
		const owner = owners.find(({ ownerPostId }) => ownerPostId === filters.ownerPostId);
		const department = departments.get(filters.departmentId ?? 0);
		return {
			rows,
			view: filters.view,
			views: Object.entries(reportViews).map(([view, { label }]) => ({
				view,
				text: label,
				count: counts[view as ReportView],
				href: withQuery(url, { show: view === 'due' ? null : view })
			})),
			active: [
				...(department
					? [{ text: `Department: ${department}`, removeHref: withQuery(url, { department: null }) }]
					: []),
				...(owner ? [{ text: `Owner: ${owner.ownerTitle}`, removeHref: withQuery(url, { owner: null }) }] : [])
			],
			owners: owners.map((each) => ({
				...each,
				href: withQuery(url, { owner: String(each.ownerPostId), department: null, show: 'all' })
			})),
			ownerPostId: filters.ownerPostId,
			departmentId: filters.departmentId,
			departments: [...departments].map(([id, text]) => ({ value: String(id), text })),
			previousHref: previous && withQuery(url, { before: `${previous.dueOn}.${previous.number}` }),
			nextHref: next && withQuery(url, { after: `${next.dueOn}.${next.number}` })
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
