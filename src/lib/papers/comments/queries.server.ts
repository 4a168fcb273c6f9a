import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { type RemarkCounts, type RemarkFilters, remarksListed } from '../remarks.ts';
import { lateRow } from '../remarks.server.ts';

export type Comment = Awaited<ReturnType<typeof getComment>>;

/** The comments on a paper, oldest first, a page at a time. */
export async function listComments(trx: Trx, paperId: number, personId: number, filters: RemarkFilters) {
	const { tab, section, team, after } = filters;
	let query = commentQuery(trx, paperId)
		.orderBy('comments.id')
		.limit(remarksListed + 1);
	if (tab === 'open') query = query.where('comments.state', '=', 'open').where((eb) => eb.not(lateRow('comments')));
	if (tab === 'late') query = query.where((eb) => eb.or([lateRow('comments'), lateReply]));
	if (tab === 'settled') query = query.where('comments.state', '=', 'resolved');
	if (tab === 'mine') query = query.where('comments.personId', '=', personId);
	if (section !== null) query = query.where('comments.sectionId', '=', section);
	if (team !== null) query = query.where('comments.teamId', '=', team);
	if (after !== null) query = query.where('comments.id', '>', after);
	const rows = await query.execute();
	const shown = rows.slice(0, remarksListed);
	return { rows: shown, next: rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null };
}

/** @throws NotFound */
export async function getComment(trx: Trx, paperId: number, id: number) {
	const comment = await commentQuery(trx, paperId).where('comments.id', '=', id).executeTakeFirst();
	if (!comment) throw new NotFound('This comment was not found');
	return comment;
}

export type CommentEntry = Awaited<ReturnType<typeof listEntries>>[number];

/** What followed in a thread, in order. */
export async function listEntries(trx: Trx, commentId: number) {
	return trx
		.selectFrom('commentEntries')
		.leftJoin('commentWindows', 'commentWindows.id', 'commentEntries.windowId')
		.innerJoin('people', 'people.id', 'commentEntries.personId')
		.innerJoin('posts', 'posts.id', 'commentEntries.postId')
		.innerJoin('teams', 'teams.id', 'commentEntries.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'commentEntries.id',
			'commentEntries.kind',
			'commentEntries.body',
			'commentEntries.outcome',
			'commentEntries.madeAt',
			sql<boolean>`coalesce(comment_entries.made_at > comment_windows.closes_at, false)`.as('late'),
			'people.name as personName',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName',
			'commentEntries.originAuthor',
			'commentEntries.originAt'
		])
		.where('commentEntries.commentId', '=', commentId)
		.orderBy('commentEntries.id')
		.limit(500)
		.execute();
}

export async function countComments(trx: Trx, paperId: number, personId: number): Promise<RemarkCounts> {
	const { rows } = await sql<RemarkCounts>`
		select count(*)::integer as "all",
			(count(*) filter (where comments.state = 'open' and not coalesce(comments.made_at > w.closes_at, false)))::integer as "open",
			(count(*) filter (where comments.made_at > w.closes_at or ${lateReply}))::integer as late,
			(count(*) filter (where comments.state = 'resolved'))::integer as settled,
			(count(*) filter (where comments.person_id = ${personId}))::integer as mine
		from comments left join comment_windows w on w.id = comments.window_id where comments.paper_id = ${paperId}`.execute(
		trx
	);
	return rows[0] ?? { open: 0, late: 0, settled: 0, mine: 0, all: 0 };
}

const lateReply = sql<boolean>`exists (select from comment_entries reply join comment_windows late on late.id = reply.window_id
	where reply.comment_id = comments.id and reply.made_at > late.closes_at)`;

function commentQuery(trx: Trx, paperId: number) {
	return (
		trx
			.selectFrom('comments')
			.leftJoin('commentWindows', 'commentWindows.id', 'comments.windowId')
			// A section that was taken out is hidden from members; what they said of it is not.
			.leftJoin('sections', 'sections.id', 'comments.sectionId')
			.innerJoin('people', 'people.id', 'comments.personId')
			.innerJoin('posts', 'posts.id', 'comments.postId')
			.innerJoin('teams', 'teams.id', 'comments.teamId')
			.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
			.select([
				'comments.id',
				'comments.reviewId',
				'comments.sectionId',
				'sections.heading',
				'sections.body as sectionBody',
				'sections.version as sectionNow',
				'sections.removedAt as sectionRemovedAt',
				'comments.sectionVersion',
				'comments.quote',
				'comments.prefix',
				'comments.suffix',
				'comments.body',
				'comments.state',
				'comments.madeAt',
				lateRow('comments').as('late'),
				'comments.personId',
				'comments.postId',
				'people.name as personName',
				'posts.title as postTitle',
				'departmentsToday.name as departmentName',
				'comments.originAuthor',
				'comments.originAt',
				sql<number>`(select count(*)::integer from comment_entries entry where entry.comment_id = comments.id and entry.kind = 'reply')`.as(
					'replies'
				)
			])
			.where('comments.paperId', '=', paperId)
	);
}
