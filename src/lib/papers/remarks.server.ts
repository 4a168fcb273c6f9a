import { type RawBuilder, sql } from 'kysely';
import { type Actor, hasRole } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { canComment } from './comments/comment.ts';
import type { Paper } from './manuscript.ts';
import type { RemarksOfSection } from './remarks.ts';
import { canDecideSuggestions, canSuggest } from './suggestions/suggestion.ts';
import { deadlineWords } from './windows/deadline.ts';
import { isAsked, windowAt } from './windows/queries.server.ts';
import { canManageWindows, windowStateAt } from './windows/window.ts';

/** Of a row of suggestions or comments joined with its comment window: whether it came after the window had closed. */
export function lateRow(table: 'suggestions' | 'comments'): RawBuilder<boolean> {
	return sql<boolean>`coalesce(${sql.ref(`${table}.madeAt`)} > ${sql.ref('commentWindows.closesAt')}, false)`;
}

/** What members have said of a paper, by section, with what the person may add and until when it is asked for. */
export async function readRemarks(trx: Trx, actor: Actor, paper: Paper) {
	const suggestions = await openOf(trx, 'suggestions', paper.id);
	const comments = await openOf(trx, 'comments', paper.id);
	const sections: Record<number, RemarksOfSection> = {};
	for (const { sectionId, count } of suggestions) sections[sectionId] = { suggestions: count, comments: 0 };
	for (const { sectionId, count } of comments) {
		sections[sectionId] = { suggestions: sections[sectionId]?.suggestions ?? 0, comments: count };
	}
	return {
		sections,
		suggestions: total(suggestions),
		comments: total(comments),
		late: [...suggestions, ...comments].reduce((sum, { late }) => sum + late, 0),
		window: await readDeadline(trx, actor, paper),
		may: await speakingRights(trx, actor, paper)
	};
}

/** What a person may say of a paper, and settle. */
export async function speakingRights(trx: Trx, actor: Actor, paper: Paper) {
	const asked = await isAsked(trx, actor, paper);
	return {
		suggest: canSuggest(actor, paper, asked),
		comment: canComment(actor, paper.reviewId, asked),
		decide: canDecideSuggestions(actor, paper),
		manageWindows: canManageWindows(actor, paper)
	};
}

/** The comment window that what is said now counts for, in words; null where there is none, or none runs for the person. */
export async function readDeadline(trx: Trx, actor: Actor, paper: { id: number; reviewId: number }) {
	const window = await windowAt(trx, paper.id, actor.now);
	if (!window) return null;
	return {
		id: window.id,
		state: windowStateAt(window, actor.now),
		words: deadlineWords(window.closesAt, actor.now),
		asked: await isAsked(trx, actor, paper),
		/** The secretariat and the chair work on the paper: nothing that they say comes late. */
		counts: !hasRole(actor, paper.reviewId, 'secretariat', 'chair')
	};
}

/** Work list: papers that are not lodged yet on which something said waits to be settled. */
export async function listPapersWithRemarks(
	trx: Trx,
	reviewId: number
): Promise<{ number: number; title: string; suggestions: number; comments: number }[]> {
	const { rows } = await sql<{ number: number; title: string; suggestions: number; comments: number }>`
		select p.number, p.title, s.count as suggestions, c.count as comments from papers p,
			lateral (select count(*)::integer as count from suggestions where paper_id = p.id and state = 'open') s,
			lateral (select count(*)::integer as count from comments where paper_id = p.id and state = 'open') c
		where p.review_id = ${reviewId} and p.gate not in ('lodged', 'decided', 'published') and s.count + c.count > 0
		order by p.number`.execute(trx);
	return rows;
}

type OpenCount = { sectionId: number; count: number; late: number };

async function openOf(trx: Trx, table: 'suggestions' | 'comments', paperId: number): Promise<OpenCount[]> {
	const { rows } = await sql<OpenCount>`
		select said.section_id as "sectionId", count(*)::integer as count,
			(count(*) filter (where said.made_at > w.closes_at))::integer as late
		from ${sql.table(table)} said left join comment_windows w on w.id = said.window_id
		where said.paper_id = ${paperId} and said.state = 'open' group by said.section_id`.execute(trx);
	return rows;
}

function total(counts: readonly { count: number }[]): number {
	return counts.reduce((sum, { count }) => sum + count, 0);
}
