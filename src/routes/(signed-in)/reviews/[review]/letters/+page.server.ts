import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { letterFilters } from '#lib/letters/address.ts';
import { canWriteLetters, stageOf, stages } from '#lib/letters/letter.ts';
import { countLetters, listLetters } from '#lib/letters/queries.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { filters, from } = letterFilters(url.searchParams);
		const page = await listLetters(trx, reviewId, filters, from);
		const teams = await listTeams(trx, reviewId);
		const team = teams.find(({ id }) => id === filters.teamId);
		const active = [
			filters.stage && { name: 'stage', text: `State: ${stages[filters.stage].label}` },
			team && { name: 'department', text: `From: ${team.shortName}` },
			filters.batch && { name: 'batch', text: 'Written together' }
		].filter((filter) => typeof filter === 'object' && filter !== null);
		return {
			letters: page.rows.map((letter) => ({
				number: letter.number,
				kind: letter.kind,
				subject: letter.subject,
				shortName: letter.shortName,
				senderTitle: letter.senderTitle,
				addressee: letter.addressee,
				stage: stageOf(letter),
				replyBy: letter.replyBy,
				issuedOn: letter.issuedAt && londonDate(letter.issuedAt)
			})),
			count: await countLetters(trx, reviewId, filters),
			filters,
			active: active.map(({ name, text }) => ({ text, removeHref: without(url, name) })),
			teams: teams.map(({ id, shortName }) => ({ value: String(id), text: shortName })),
			previousHref: page.previous === null ? null : withCursor(url, 'before', page.previous),
			nextHref: page.next === null ? null : withCursor(url, 'after', page.next),
			may: { write: canWriteLetters(actor, reviewId), settings: may(actor, 'review_settings.edit', { reviewId }) }
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
