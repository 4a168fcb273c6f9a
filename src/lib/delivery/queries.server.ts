import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import type { OutcomeKind, Progress, Stage, StageView } from './delivery.ts';
import { stageOf } from './delivery.ts';
import type { ProgressFilters } from './forms.ts';

export type ProgressRow = Progress & {
	id: number;
	number: number;
	title: string;
	leadName: string;
	leadShortName: string;
	agreedSource: string | null;
	announcedSource: string | null;
	announcedLink: string | null;
	deliveredSource: string | null;
	deliveredLink: string | null;
	deliveredBy: string | null;
	stage: Stage;
};

export const progressPerPage = 30;

/** Every recommendation that is agreed, announced or delivered in the words of today, in the order of numbers. */
export async function listProgress(
	trx: Trx,
	reviewId: number,
	filters: ProgressFilters,
	from: { after: number | null; before: number | null },
	size = progressPerPage
): Promise<KeysetPage<ProgressRow, number>> {
	const order = from.before === null ? sql`asc` : sql`desc`;
	const { rows } = await sql<Omit<ProgressRow, 'stage'>>`
		select * from (${progress(reviewId)}) p
		where ${inView(filters.view)}
			and (${filters.teamId}::bigint is null or p.lead_team_id = ${filters.teamId}::bigint)
			and (${from.after}::integer is null or p.number > ${from.after}::integer)
			and (${from.before}::integer is null or p.number < ${from.before}::integer)
		order by p.number ${order} limit ${size + 1}`.execute(trx);
	const staged = rows.flatMap((row) => {
		const stage = stageOf(row);
		return stage === null ? [] : [{ ...row, stage }];
	});
	return keysetPage(staged, size, from, ({ number }) => number);
}

/** How many are at each stage. */
export async function countProgress(
	trx: Trx,
	reviewId: number,
	teamId: number | null
): Promise<Record<StageView, number>> {
	const { rows } = await sql<{ toAnnounce: number; toDeliver: number; delivered: number }>`
		select count(*) filter (where ${inView('to_announce')}) as to_announce,
			count(*) filter (where ${inView('to_deliver')}) as to_deliver,
			count(*) filter (where ${inView('delivered')}) as delivered
		from (${progress(reviewId)}) p where ${teamId}::bigint is null or p.lead_team_id = ${teamId}::bigint`.execute(trx);
	const { toAnnounce = 0, toDeliver = 0, delivered = 0 } = rows[0] ?? {};
	return { all: toAnnounce + toDeliver + delivered, to_announce: toAnnounce, to_deliver: toDeliver, delivered };
}

/** How far one recommendation has come in the words of today. */
export async function readProgress(trx: Trx, reviewId: number, id: number): Promise<Progress | undefined> {
	const { rows } = await sql<Progress>`select * from (${progress(reviewId)}) p where p.id = ${id}`.execute(trx);
	return rows[0];
}

export type Outcome = {
	id: number;
	kind: OutcomeKind;
	version: number;
	decidedOn: string;
	source: string;
	link: string | null;
	departmentName: string | null;
	teamId: number | null;
	recordedByName: string;
	recordedByPostTitle: string;
	recordedAt: Date;
	/** Why it puts an earlier record right. */
	because: string | null;
	/** A later record puts this one right. */
	corrected: boolean;
	/** The words have changed in meaning since. */
	lapsed: boolean;
};

/** Everything that was recorded of a recommendation after agreement, the latest first. */
export async function listOutcomes(
	trx: Trx,
	recommendation: { id: number; materialVersion: number }
): Promise<Outcome[]> {
	const rows = await trx
		.selectFrom('decisions')
		.innerJoin('people', 'people.id', 'decisions.recordedByPersonId')
		.innerJoin('posts', 'posts.id', 'decisions.recordedByPostId')
		.leftJoin('teams', 'teams.id', 'decisions.teamId')
		.leftJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'decisions.id',
			'decisions.kind',
			'decisions.version',
			'decisions.decidedOn',
			'decisions.source',
			'decisions.link',
			'decisions.teamId',
			'decisions.correctsId',
			'decisions.because',
			'decisions.recordedAt',
			'departmentsToday.name as departmentName',
			'people.name as recordedByName',
			'posts.title as recordedByPostTitle'
		])
		.where('decisions.recommendationId', '=', recommendation.id)
		.where('decisions.kind', 'in', ['publication', 'delivery'])
		.orderBy('decisions.id', 'desc')
		.limit(100)
		.execute();
	const corrected = new Set(rows.map(({ correctsId }) => correctsId));
	return rows.flatMap(({ kind, correctsId: _, ...row }) =>
		kind === 'publication' || kind === 'delivery'
			? [{ ...row, kind, corrected: corrected.has(row.id), lapsed: row.version < recommendation.materialVersion }]
			: []
	);
}

/** The record that stands now, of one kind. */
export function standing(outcomes: readonly Outcome[], kind: OutcomeKind): Outcome | null {
	return outcomes.find((one) => one.kind === kind && !one.corrected && !one.lapsed) ?? null;
}

/** What is its lead department’s own business is agreed by that department’s Cabinet minister. */
function progress(reviewId: number) {
	return sql`
		select r.id, r.number, r.title, r.state, r.route, r.lead_team_id, d.name as lead_name, d.short_name as lead_short_name,
			agreed.decided_on as agreed_on, agreed.source as agreed_source,
			announced.decided_on as announced_on, announced.source as announced_source, announced.link as announced_link,
			delivered.decided_on as delivered_on, delivered.source as delivered_source, delivered.link as delivered_link,
			by_department.name as delivered_by
		from recommendations r
		join teams t on t.id = r.lead_team_id join departments_today d on d.id = t.department_id
		left join lateral (select a.decided_on, a.source from decisions a where a.recommendation_id = r.id
			and a.version >= r.material_version and (a.kind = 'collective' or (a.kind = 'cabinet_minister' and r.route = 'own_department'
				and a.post_id in (select m.post_id from memberships m where m.team_id = r.lead_team_id and m.role = 'cabinet_minister')))
			order by a.decided_on, a.id limit 1) agreed on true
		left join lateral (select * from decisions a where a.recommendation_id = r.id and a.kind = 'publication'
			and a.version >= r.material_version order by a.id desc limit 1) announced on true
		left join lateral (select * from decisions a where a.recommendation_id = r.id and a.kind = 'delivery'
			and a.version >= r.material_version order by a.id desc limit 1) delivered on true
		left join teams by_team on by_team.id = delivered.team_id
		left join departments_today by_department on by_department.id = by_team.department_id
		where r.review_id = ${reviewId}`;
}

function inView(view: StageView) {
	switch (view) {
		case 'to_announce':
			return sql`p.agreed_on is not null and p.announced_on is null and p.delivered_on is null and p.state <> 'not_taken_forward'`;
		case 'to_deliver':
			return sql`p.announced_on is not null and p.delivered_on is null`;
		case 'delivered':
			return sql`p.delivered_on is not null`;
		case 'all':
			return sql`((p.agreed_on is not null and p.state <> 'not_taken_forward') or p.announced_on is not null or p.delivered_on is not null)`;
	}
}
