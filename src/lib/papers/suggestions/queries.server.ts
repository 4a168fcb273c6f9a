import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { paragraphsOf } from '../paragraphs.ts';
import { type RemarkCounts, type RemarkFilters, remarksListed } from '../remarks.ts';
import { lateRow } from '../remarks.server.ts';
import { applyChange } from './changes.ts';

/** The text of a section in one version, where the person has seen it or could have; else null. */
export async function wordingOf(trx: Trx, sectionId: number, version: number): Promise<string | null> {
	const { rows } = await sql<{ body: string }>`select body from section_wording(${sectionId}, ${version})`.execute(trx);
	return rows[0]?.body ?? null;
}

export type Suggestion = Awaited<ReturnType<typeof getSuggestion>>;

/** The suggestions for a paper, oldest first, a page at a time. */
export async function listSuggestions(trx: Trx, paperId: number, personId: number, filters: RemarkFilters) {
	const { tab, section, team, after } = filters;
	let query = suggestionQuery(trx, paperId)
		.orderBy('suggestions.id')
		.limit(remarksListed + 1);
	if (tab === 'open')
		query = query.where('suggestions.state', '=', 'open').where((eb) => eb.not(lateRow('suggestions')));
	if (tab === 'late') query = query.where(lateRow('suggestions'));
	if (tab === 'settled') query = query.where('suggestions.state', '<>', 'open');
	if (tab === 'mine') query = query.where('suggestions.personId', '=', personId);
	if (section !== null) query = query.where('suggestions.sectionId', '=', section);
	if (team !== null) query = query.where('suggestions.teamId', '=', team);
	if (after !== null) query = query.where('suggestions.id', '>', after);
	const rows = await query.execute();
	const shown = rows.slice(0, remarksListed);
	return { rows: shown, next: rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null };
}

/** @throws NotFound */
export async function getSuggestion(trx: Trx, paperId: number, id: number) {
	const suggestion = await suggestionQuery(trx, paperId).where('suggestions.id', '=', id).executeTakeFirst();
	if (!suggestion) throw new NotFound('This suggestion was not found');
	return suggestion;
}

export async function countSuggestions(trx: Trx, paperId: number, personId: number): Promise<RemarkCounts> {
	const { rows } = await sql<RemarkCounts>`
		select count(*)::integer as "all",
			(count(*) filter (where said.state = 'open' and not coalesce(said.made_at > w.closes_at, false)))::integer as "open",
			(count(*) filter (where said.made_at > w.closes_at))::integer as late,
			(count(*) filter (where said.state <> 'open'))::integer as settled,
			(count(*) filter (where said.person_id = ${personId}))::integer as mine
		from suggestions said left join comment_windows w on w.id = said.window_id where said.paper_id = ${paperId}`.execute(
		trx
	);
	return rows[0] ?? { open: 0, late: 0, settled: 0, mine: 0, all: 0 };
}

/** A section as it stands, with a suggestion made in it; null for the text where nothing says where it belongs. */
export async function trySuggestion(
	trx: Trx,
	body: string,
	suggestion: { sectionId: number; baseVersion: number; index: number; before: string; after: string }
): Promise<string[] | null> {
	const base = await wordingOf(trx, suggestion.sectionId, suggestion.baseVersion);
	return base === null ? null : applyChange(paragraphsOf(body), paragraphsOf(base), suggestion);
}

/** Who suggested what became part of each version of a section. */
export async function listCredits(
	trx: Trx,
	sectionId: number
): Promise<{ version: number; id: number; author: string }[]> {
	const rows = await trx
		.selectFrom('suggestions')
		.innerJoin('people', 'people.id', 'suggestions.personId')
		.innerJoin('posts', 'posts.id', 'suggestions.postId')
		.select([
			'suggestions.acceptedVersion as version',
			'suggestions.id',
			'suggestions.originAuthor',
			'people.name',
			'posts.title'
		])
		.where('suggestions.sectionId', '=', sectionId)
		.where('suggestions.acceptedVersion', 'is not', null)
		.orderBy('suggestions.id')
		.execute();
	return rows.flatMap(({ version, id, originAuthor, name, title }) =>
		version === null ? [] : [{ version, id, author: originAuthor ?? `${name}, ${title}` }]
	);
}

function suggestionQuery(trx: Trx, paperId: number) {
	return (
		trx
			.selectFrom('suggestions')
			.leftJoin('commentWindows', 'commentWindows.id', 'suggestions.windowId')
			// A section that was taken out is hidden from members; what they said of it is not.
			.leftJoin('sections', 'sections.id', 'suggestions.sectionId')
			.innerJoin('people', 'people.id', 'suggestions.personId')
			.innerJoin('posts', 'posts.id', 'suggestions.postId')
			.innerJoin('teams', 'teams.id', 'suggestions.teamId')
			.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
			.leftJoin('people as decider', 'decider.id', 'suggestions.decidedByPersonId')
			.leftJoin('posts as deciderPost', 'deciderPost.id', 'suggestions.decidedByPostId')
			.select([
				'suggestions.id',
				'suggestions.reviewId',
				'suggestions.sectionId',
				'sections.heading',
				'sections.version as sectionVersion',
				'sections.removedAt as sectionRemovedAt',
				'suggestions.baseVersion',
				'suggestions.paragraphIndex as index',
				'suggestions.before',
				'suggestions.after',
				'suggestions.because',
				'suggestions.state',
				'suggestions.madeAt',
				lateRow('suggestions').as('late'),
				'suggestions.personId',
				'suggestions.postId',
				'people.name as personName',
				'posts.title as postTitle',
				'departmentsToday.name as departmentName',
				'suggestions.originAuthor',
				'suggestions.originAt',
				'suggestions.decidedAt',
				'suggestions.decidedBecause',
				'suggestions.acceptedVersion',
				'suggestions.acceptedByHand',
				'decider.name as deciderName',
				'deciderPost.title as deciderPostTitle'
			])
			.where('suggestions.paperId', '=', paperId)
	);
}
