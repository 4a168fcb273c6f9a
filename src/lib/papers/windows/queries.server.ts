import { sql } from 'kysely';
import { type Actor, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { Gate } from '../paper.ts';

export type CommentWindow = {
	id: number;
	snapshotNumber: number;
	gate: Gate;
	opensAt: Date;
	closesAt: Date;
	asks: string | null;
	revision: number;
	personName: string;
	postTitle: string | null;
	/** The departments that are asked. */
	asked: { teamId: number; name: string; shortName: string }[];
};

/** The comment windows of a paper, the one that opens last first. */
export async function listWindows(trx: Trx, paperId: number): Promise<CommentWindow[]> {
	const windows = await windowQuery(trx, paperId).orderBy('opensAt', 'desc').orderBy('id', 'desc').execute();
	if (windows.length === 0) return [];
	const asked = await trx
		.selectFrom('commentWindowTeams')
		.innerJoin('teams', 'teams.id', 'commentWindowTeams.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'commentWindowTeams.windowId',
			'teams.id as teamId',
			'departmentsToday.name',
			'departmentsToday.shortName'
		])
		.where(
			'commentWindowTeams.windowId',
			'in',
			windows.map(({ id }) => id)
		)
		.orderBy('departmentsToday.name')
		.execute();
	return windows.map((window) => ({
		...window,
		asked: asked.filter(({ windowId }) => windowId === window.id).map(({ windowId: _, ...team }) => team)
	}));
}

/** @throws NotFound */
export async function getWindow(trx: Trx, paperId: number, id: number): Promise<CommentWindow> {
	const window = (await listWindows(trx, paperId)).find((each) => each.id === id);
	if (!window) throw new NotFound('This comment window was not found');
	return window;
}

/** The window that a paper is in, or was in last: what is said now counts for it, in time or late. */
export async function windowAt(
	trx: Trx,
	paperId: number,
	now: Date
): Promise<{ id: number; opensAt: Date; closesAt: Date } | null> {
	const window = await trx
		.selectFrom('commentWindows')
		.select(['id', 'opensAt', 'closesAt'])
		.where('paperId', '=', paperId)
		.where('opensAt', '<=', now)
		.orderBy('opensAt', 'desc')
		.orderBy('id', 'desc')
		.executeTakeFirst();
	return window ?? null;
}

/** Whether a window of the paper, open now or before, asks one of the actor's departments. */
export async function isAsked(trx: Trx, actor: Actor, paper: { id: number; reviewId: number }): Promise<boolean> {
	const teams = teamsOf(actor, paper.reviewId);
	if (teams.length === 0) return false;
	const asked = await trx
		.selectFrom('commentWindowTeams')
		.innerJoin('commentWindows', 'commentWindows.id', 'commentWindowTeams.windowId')
		.select('commentWindows.id')
		.where('commentWindows.paperId', '=', paper.id)
		.where('commentWindows.opensAt', '<=', actor.now)
		.where('commentWindowTeams.teamId', 'in', teams)
		.limit(1)
		.executeTakeFirst();
	return asked !== undefined;
}

/** Work list: papers whose open window asks one of the actor's departments, the most pressing first. */
export async function listAskedOf(trx: Trx, actor: Actor, reviewId: number) {
	return trx
		.selectFrom('commentWindows')
		.innerJoin('papers', 'papers.id', 'commentWindows.paperId')
		.select(['papers.number', 'papers.title', 'commentWindows.closesAt'])
		.where('commentWindows.reviewId', '=', reviewId)
		.where('commentWindows.opensAt', '<=', actor.now)
		.where('commentWindows.closesAt', '>', actor.now)
		.where('commentWindows.id', 'in', (eb) =>
			eb
				.selectFrom('commentWindowTeams')
				.select('windowId')
				.where('teamId', 'in', [0, ...teamsOf(actor, reviewId)])
		)
		.orderBy('commentWindows.closesAt')
		.execute();
}

function windowQuery(trx: Trx, paperId: number) {
	return trx
		.selectFrom('commentWindows')
		.innerJoin('snapshots', (join) =>
			join
				.onRef('snapshots.paperId', '=', 'commentWindows.paperId')
				.onRef('snapshots.number', '=', 'commentWindows.snapshotNumber')
		)
		.innerJoin('people', 'people.id', 'commentWindows.personId')
		.leftJoin('posts', 'posts.id', 'commentWindows.postId')
		.select([
			'commentWindows.id',
			'commentWindows.snapshotNumber',
			'snapshots.gate',
			'commentWindows.opensAt',
			'commentWindows.closesAt',
			'commentWindows.asks',
			'commentWindows.revision',
			'people.name as personName',
			'posts.title as postTitle'
		])
		.where('commentWindows.paperId', '=', paperId);
}

/** How much each department has said that counts for a window, in time and late. */
export async function countInWindow(
	trx: Trx,
	paperId: number,
	windowId: number
): Promise<{ teamId: number; inTime: number; late: number }[]> {
	const { rows } = await sql<{ teamId: number; inTime: number; late: number }>`
		select said.team_id as "teamId", (count(*) filter (where said.made_at <= w.closes_at))::integer as "inTime",
			(count(*) filter (where said.made_at > w.closes_at))::integer as late
		from comment_windows w join (
			select window_id, team_id, made_at from suggestions where paper_id = ${paperId}
			union all select window_id, team_id, made_at from comments where paper_id = ${paperId}
			union all select window_id, team_id, made_at from comment_entries where paper_id = ${paperId} and kind = 'reply'
		) said on said.window_id = w.id
		where w.id = ${windowId} group by said.team_id`.execute(trx);
	return rows;
}
