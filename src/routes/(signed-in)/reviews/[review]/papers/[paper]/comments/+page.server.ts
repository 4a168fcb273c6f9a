import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { placeInSection } from '#lib/papers/comments/place.ts';
import { countComments, listComments } from '#lib/papers/comments/queries.server.ts';
import { getPaper, listSections } from '#lib/papers/queries.server.ts';
import { remarkFiltersFrom, remarkHref } from '#lib/papers/remarks.ts';
import { readDeadline, speakingRights } from '#lib/papers/remarks.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const filters = remarkFiltersFrom(url.searchParams);
	const found = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		return {
			paper,
			may: await speakingRights(trx, actor, paper),
			sections: (await listSections(trx, paper.id)).sections,
			...(await listComments(trx, paper.id, actor.person.id, filters)),
			counts: await countComments(trx, paper.id, actor.person.id),
			teams: await listTeams(trx, paper.reviewId),
			deadline: await readDeadline(trx, actor, paper)
		};
	});
	const { paper, may, sections, rows, next, counts, teams, deadline } = found;
	const list = url.pathname;
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		may,
		filters,
		counts,
		deadline,
		sections: sections.map(({ id, heading }) => ({ id, heading })),
		departments: teams.map(({ id, name }) => ({ teamId: id, name })),
		comments: rows.map(({ sectionBody, ...row }) => ({ ...row, place: placeInSection({ ...row, sectionBody }) })),
		firstHref: filters.after === null ? null : remarkHref(list, { ...filters, after: null }),
		nextHref: next === null ? null : remarkHref(list, { ...filters, after: next })
	};
};
