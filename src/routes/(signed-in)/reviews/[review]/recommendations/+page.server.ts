import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { filtersFrom, numberFrom } from '#lib/recommendations/forms.ts';
import { countLinksToRecheck } from '#lib/recommendations/link-queries.server.ts';
import { countRecommendations, listRecommendations } from '#lib/recommendations/queries.server.ts';
import {
	canDraftRecommendation,
	costStatuses,
	levers,
	recommendationStates,
	routes
} from '#lib/recommendations/recommendation.ts';
import { listQuestions, listTeams } from '#lib/reviews/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const filters = filtersFrom(url.searchParams);
		const page = await listRecommendations(trx, reviewId, filters, {
			after: numberFrom(url.searchParams.get('after')),
			before: numberFrom(url.searchParams.get('before'))
		});
		const teams = await listTeams(trx, reviewId);
		const questions = await listQuestions(trx, reviewId);
		const lead = teams.find((team) => team.id === filters.leadTeamId);
		const question = questions.find((one) => one.id === filters.questionId);
		const active = [
			filters.words && { name: 'words', text: `Words: ${filters.words}` },
			filters.state && { name: 'state', text: `State: ${recommendationStates[filters.state].label}` },
			lead && { name: 'lead', text: `Lead: ${lead.shortName}` },
			filters.route && { name: 'route', text: `Route: ${routes[filters.route].label}` },
			filters.lever && { name: 'lever', text: `Lever: ${levers[filters.lever].label}` },
			question && { name: 'question', text: `Question ${question.number}` },
			filters.costStatus && { name: 'cost', text: `Cost: ${costStatuses[filters.costStatus].label}` },
			filters.recheck && { name: 'recheck', text: 'Needs re-check' }
		].filter((filter) => typeof filter === 'object' && filter !== null);
		return {
			...page,
			filters,
			active: active.map(({ name, text }) => ({ text, removeHref: without(url, name) })),
			count: await countRecommendations(trx, reviewId, filters),
			toRecheck: await countLinksToRecheck(trx, actor, reviewId),
			teams: teams.map(({ id, shortName }) => ({ id, shortName })),
			questions,
			previousHref: page.previous === null ? null : withCursor(url, 'before', page.previous),
			nextHref: page.next === null ? null : withCursor(url, 'after', page.next),
			may: { draft: canDraftRecommendation(actor, reviewId) }
		};
	});

function without(url: URL, name: string): string {
	const query = new URLSearchParams(url.searchParams);
	for (const gone of [name, 'after', 'before']) query.delete(gone);
	return query.size === 0 ? url.pathname : `${url.pathname}?${query}`;
}

function withCursor(url: URL, name: 'after' | 'before', number: number): string {
	const query = new URLSearchParams(url.searchParams);
	query.delete('after');
	query.delete('before');
	query.set(name, String(number));
	return `${url.pathname}?${query}`;
}
