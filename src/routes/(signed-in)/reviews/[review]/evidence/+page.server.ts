import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { addressWith } from '#lib/evidence/address.ts';
import { canLogEvent, eventKinds, eventStates, eventStatuses } from '#lib/evidence/event.ts';
import { eventCursorText, readEventCursor, readEventFilters, type EventFilters } from '#lib/evidence/filters.ts';
import { countedUpTo, listEvents } from '#lib/evidence/queries.server.ts';
import { countFindingsOfEvents } from '#lib/findings/queries.server.ts';
import { listQuestions, listTeams } from '#lib/reviews/queries.server.ts';
import { plainDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const filters = readEventFilters(url.searchParams);
	const after = readEventCursor(url.searchParams, 'after');
	const before = readEventCursor(url.searchParams, 'before');
	const found = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const list = await listEvents(trx, reviewId, filters, { after, before });
		const counts = await countFindingsOfEvents(
			trx,
			list.events.map((event) => event.id)
		);
		return {
			list: {
				...list,
				events: list.events.map((event) => ({ ...event, findingCount: counts.get(event.id) ?? 0 }))
			},
			teams: await listTeams(trx, reviewId),
			questions: await listQuestions(trx, reviewId),
			may: { log: canLogEvent(actor, reviewId) }
		};
	});

	const { events, count, previous, next } = found.list;
	const page = (name: 'after' | 'before', cursor: typeof next) =>
		cursor && addressWith(url, { after: null, before: null, [name]: eventCursorText(cursor) });
	return {
		events,
		count,
		countedUpTo,
		previousHref: page('before', previous),
		nextHref: page('after', next),
		filters,
		active: chips(url, filters, found.teams, found.questions),
		teams: found.teams.map((team) => ({ value: String(team.id), text: team.name })),
		questions: found.questions.map((question) => ({
			value: String(question.id),
			text: `${question.number}. ${question.text}`
		})),
		may: found.may
	};
};

function chips(
	url: URL,
	filters: EventFilters,
	teams: { id: number; name: string }[],
	questions: { id: number; number: number }[]
) {
	const { kind, status, state, team, question, place, from, to, words } = filters;
	const wanted = [
		['words', words, `Words: ${words}`],
		['kind', kind, `Kind: ${kind && eventKinds[kind].label}`],
		['status', status, `Status: ${status && eventStatuses[status].label}`],
		['state', state, `State: ${state && eventStates[state].label}`],
		['team', team, `Department: ${teams.find(({ id }) => id === team)?.name ?? 'another'}`],
		['question', question, `Question ${questions.find(({ id }) => id === question)?.number ?? ''}`],
		['place', place, `Place: ${place}`],
		['from', from, `From ${from && plainDate(from)}`],
		['to', to, `To ${to && plainDate(to)}`]
	] as const;
	return wanted
		.filter(([, value]) => value !== null)
		.map(([name, , text]) => ({
			text,
			removeHref: addressWith(url, { [name]: null, after: null, before: null })
		}));
}
