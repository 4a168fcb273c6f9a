import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { compareParagraphs } from '#lib/papers/compare.ts';
import { paragraphsOf } from '#lib/papers/paragraphs.ts';
import { getPaper, listSections } from '#lib/papers/queries.server.ts';
import { remarkFiltersFrom, remarkHref } from '#lib/papers/remarks.ts';
import { readDeadline, speakingRights } from '#lib/papers/remarks.server.ts';
import { acceptSuggestions, declineSuggestions } from '#lib/papers/suggestions/commands.server.ts';
import { acceptForm, declineForm } from '#lib/papers/suggestions/forms.ts';
import { countSuggestions, listSuggestions, trySuggestion } from '#lib/papers/suggestions/queries.server.ts';
import { acceptedNotice } from '#lib/papers/suggestions/suggestion.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const filters = remarkFiltersFrom(url.searchParams);
	const found = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const may = await speakingRights(trx, actor, paper);
		const { sections } = await listSections(trx, paper.id);
		const { rows, next } = await listSuggestions(trx, paper.id, actor.person.id, filters);
		const fits = new Set<number>();
		// Only whoever decides needs to know whether it still fits, and only of what is open.
		for (const row of may.decide ? rows.filter(({ state }) => state === 'open') : []) {
			const section = sections.find(({ id }) => id === row.sectionId);
			if (section && (await trySuggestion(trx, section.body, row))) fits.add(row.id);
		}
		return {
			paper,
			may,
			sections,
			rows,
			next,
			fits,
			counts: await countSuggestions(trx, paper.id, actor.person.id),
			teams: await listTeams(trx, paper.reviewId),
			deadline: await readDeadline(trx, actor, paper)
		};
	});
	const { paper, may, sections, rows, next, fits, counts, teams, deadline } = found;
	const list = url.pathname;
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		may,
		filters,
		counts,
		deadline,
		sections: sections.map(({ id, heading }) => ({ id, heading })),
		departments: teams.map(({ id, name }) => ({ teamId: id, name })),
		suggestions: rows.map((row) => ({
			...row,
			fits: fits.has(row.id),
			paragraphs: compareParagraphs(paragraphsOf(row.before), paragraphsOf(row.after))
		})),
		firstHref: filters.after === null ? null : remarkHref(list, { ...filters, after: null }),
		nextHref: next === null ? null : remarkHref(list, { ...filters, after: next })
	};
};

export const actions: Actions = {
	accept: (event) =>
		act(event, acceptForm, async (trx, actor, { ids }) => {
			const { review, paper } = event.params;
			const { accepted, left } = await acceptSuggestions(trx, actor, reviewIdOf(actor, review), paper, ids);
			return { to: here(event.url), notice: acceptedNotice(accepted, left) };
		}),
	decline: (event) =>
		act(event, declineForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await declineSuggestions(trx, actor, reviewIdOf(actor, review), paper, input);
			const { length } = input.ids;
			return {
				to: here(event.url),
				notice: `${length === 1 ? 'One suggestion is' : `${length} suggestions are`} declined.`
			};
		})
};

/** The list as it was filtered, without the name of the act. */
function here(url: URL): string {
	return remarkHref(url.pathname, remarkFiltersFrom(url.searchParams));
}
