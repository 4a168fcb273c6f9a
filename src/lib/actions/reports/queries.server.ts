import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { ReportFilters } from './forms.ts';
import { type ReportState, reportState, type ReportView } from './report.ts';

export type ReportRow = {
	id: number;
	number: number;
	text: string;
	ownerPostId: number;
	ownerTitle: string;
	shortName: string;
	reportBackTo: string;
	reportBackOn: string;
	doneOn: string | null;
	outcome: string | null;
	reportedOn: string | null;
	words: string | null;
	state: ReportState;
};

export const reportsPerPage = 30;

type Cursor = { dueOn: string; number: number };

/** What is to be reported back, and what was, in the order of its days. An action that reports again has a row for each day. */
export async function listReports(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	filters: ReportFilters,
	from: { after: Cursor | null; before: Cursor | null },
	size = reportsPerPage
): Promise<KeysetPage<ReportRow, Cursor>> {
	const today = londonDate(actor.now);
	const order = from.before === null ? sql`asc` : sql`desc`;
	const { after, before } = from;
	const { rows } = await sql<Omit<ReportRow, 'state'>>`
		select * from (${reports(reviewId)}) r
		where ${inView(filters.view, today)} and ${of(filters)}
			and (${after?.dueOn ?? null}::date is null or (r.report_back_on, r.number) > (${after?.dueOn ?? null}::date, ${after?.number ?? null}::integer))
			and (${before?.dueOn ?? null}::date is null or (r.report_back_on, r.number) < (${before?.dueOn ?? null}::date, ${before?.number ?? null}::integer))
		order by r.report_back_on ${order}, r.number ${order}
		limit ${size + 1}`.execute(trx);
	const found = rows.map((row) => ({ ...row, state: reportState(row, today) }));
	return keysetPage(found, size, from, ({ reportBackOn, number }) => ({ dueOn: reportBackOn, number }));
}

/** How many are in each list. */
export async function countReports(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	filters: ReportFilters
): Promise<Record<ReportView, number>> {
	const today = londonDate(actor.now);
	const { rows } = await sql<Record<ReportView, number>>`
		select count(*) filter (where ${inView('due', today)}) as due, count(*) filter (where ${inView('overdue', today)}) as overdue,
			count(*) filter (where ${inView('reported', today)}) as reported, count(*) as "all"
		from (${reports(reviewId)}) r where ${of(filters)}`.execute(trx);
	return rows[0] ?? { due: 0, overdue: 0, reported: 0, all: 0 };
}

export type ReportOwner = {
	departmentId: number;
	shortName: string;
	ownerPostId: number;
	ownerTitle: string;
	due: number;
	overdue: number;
	reported: number;
};

/** Each post that reports back, by department, with how much of it waits; most overdue first. */
export async function listReportOwners(trx: Trx, actor: Actor, reviewId: number): Promise<ReportOwner[]> {
	const today = londonDate(actor.now);
	const { rows } = await sql<ReportOwner>`
		select r.department_id, r.short_name, r.owner_post_id, r.owner_title,
			count(*) filter (where ${inView('due', today)}) as due, count(*) filter (where ${inView('overdue', today)}) as overdue,
			count(*) filter (where ${inView('reported', today)}) as reported
		from (${reports(reviewId)}) r group by r.department_id, r.short_name, r.owner_post_id, r.owner_title
		order by overdue desc, due desc, r.short_name, r.owner_title limit 100`.execute(trx);
	return rows;
}

/** Work list: what this person’s posts, or those their office serves, report back within a week or should have. */
export async function listReportsDueFrom(trx: Trx, actor: Actor, reviewId: number): Promise<ReportRow[]> {
	const posts = actor.memberships
		.filter((membership) => membership.reviewId === reviewId && membership.role !== 'observer')
		.flatMap(({ postId, servesPostId }) => (servesPostId === null ? [postId] : [postId, servesPostId]));
	if (posts.length === 0) return [];
	const today = londonDate(actor.now);
	const soon = londonDate(new Date(actor.now.getTime() + 7 * 86_400_000));
	const { rows } = await sql<Omit<ReportRow, 'state'>>`
		select * from (${reports(reviewId)}) r
		where r.reported_on is null and r.report_back_on <= ${soon}::date and r.owner_post_id = any (${posts}::bigint[])
		order by r.report_back_on, r.number limit 100`.execute(trx);
	return rows.map((row) => ({ ...row, state: reportState(row, today) }));
}

export type Report = {
	id: number;
	dueOn: string;
	reportedOn: string;
	reportedTo: string;
	words: string;
	by: string;
};

/** What was reported on an action, the latest first. */
export async function listReportsOn(trx: Trx, actionId: number): Promise<Report[]> {
	return trx
		.selectFrom('actionReports')
		.innerJoin('posts', 'posts.id', 'actionReports.recordedByPostId')
		.select([
			'actionReports.id',
			'actionReports.dueOn',
			'actionReports.reportedOn',
			'actionReports.reportedTo',
			'actionReports.words',
			'posts.title as by'
		])
		.where('actionReports.actionId', '=', actionId)
		.orderBy('actionReports.id', 'desc')
		.limit(50)
		.execute();
}

/** Every day of report: those that wait, of actions that were not dropped, and those for which something was said. */
function reports(reviewId: number) {
	return sql`
		select a.id, a.number, a.text, a.owner_post_id, p.title as owner_title, p.department_id, d.short_name, said.reported_to as report_back_to,
			said.due_on as report_back_on, a.done_on, a.outcome, said.reported_on, said.words
		from (
			select r.action_id, r.due_on, r.reported_to, r.reported_on, r.words from action_reports r where r.review_id = ${reviewId}
			union all
			select w.id, w.report_back_on, w.report_back_to, null, null from actions w
				where w.review_id = ${reviewId} and w.report_back_on is not null and w.dropped_because is null
				and not exists (select from action_reports r where r.action_id = w.id and r.due_on = w.report_back_on)
		) said join actions a on a.id = said.action_id
		join posts p on p.id = a.owner_post_id join departments_today d on d.id = p.department_id`;
}

function of({ departmentId, ownerPostId }: ReportFilters) {
	return sql`(${departmentId}::bigint is null or r.department_id = ${departmentId}::bigint)
		and (${ownerPostId}::bigint is null or r.owner_post_id = ${ownerPostId}::bigint)`;
}

function inView(view: ReportView, today: string) {
	switch (view) {
		case 'due':
			return sql`r.reported_on is null`;
		case 'overdue':
			return sql`(r.reported_on is null and r.report_back_on < ${today}::date)`;
		case 'reported':
			return sql`r.reported_on is not null`;
		case 'all':
			return sql`true`;
	}
}
