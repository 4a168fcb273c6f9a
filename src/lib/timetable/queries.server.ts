import { type Actor, hasRole } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { Role } from '#lib/access/roles.ts';
import { NotFound } from '#lib/errors.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { type MilestoneKind, soonDays } from './milestone.ts';
import { type PlanCalendar, type PlanItem, planDayBefore } from './plan.ts';
import { type Nation } from './working-days.ts';

export type Milestone = { id: number; title: string; dueOn: string };

/** How many milestones a review may have: a plan that people can read. */
export const mostMilestones = 100;

export async function listMilestones(trx: Trx, reviewId: number): Promise<Milestone[]> {
	return trx
		.selectFrom('milestones')
		.select(['id', 'title', 'dueOn'])
		.where('reviewId', '=', reviewId)
		.orderBy('dueOn')
		.orderBy('id')
		.limit(mostMilestones)
		.execute();
}

export type PlannedMilestone = Milestone & {
	reviewId: number;
	kind: MilestoneKind;
	step: string | null;
	ownerPostId: number | null;
	owner: string | null;
	ownerTeamIds: number[];
	daysBefore: number | null;
	afterId: number | null;
	afterDays: number | null;
	afterClear: boolean;
	doneOn: string | null;
	sensitive: boolean;
	uid: string;
	revision: number;
};

/** Every milestone with its owner, the earliest first. */
export async function listTimetable(trx: Trx, reviewId: number): Promise<PlannedMilestone[]> {
	const rows = await planned(trx)
		.where('milestones.reviewId', '=', reviewId)
		.orderBy('milestones.dueOn')
		.orderBy('milestones.id')
		.limit(mostMilestones)
		.execute();
	return withTeams(trx, reviewId, rows);
}

/** @throws NotFound */
export async function getMilestone(trx: Trx, reviewId: number, id: number): Promise<PlannedMilestone> {
	const found = await planned(trx)
		.where('milestones.reviewId', '=', reviewId)
		.where('milestones.id', '=', id)
		.executeTakeFirst();
	const [milestone] = found ? await withTeams(trx, reviewId, [found]) : [];
	if (!milestone) throw new NotFound('This milestone was not found');
	return milestone;
}

/** How the days of a review's timetable are counted. */
export type TimetableSettings = {
	template: string | null;
	edition: string | null;
	nations: Nation[];
	avoidsRecess: boolean;
	avoidsPreElection: boolean;
	revision: number;
};

/** What was chosen, or what holds until somebody chooses: everything is avoided. */
export async function getTimetableSettings(trx: Trx, reviewId: number): Promise<TimetableSettings> {
	const row = await trx.selectFrom('timetables').selectAll().where('reviewId', '=', reviewId).executeTakeFirst();
	return settingsOf(row);
}

/** Whoever changes a day of a review's timetable holds this, so that consequences are those of the days that stand. */
export async function lockTimetable(trx: Trx, reviewId: number): Promise<TimetableSettings> {
	await trx
		.insertInto('timetables')
		.values({ reviewId })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	const row = await trx
		.selectFrom('timetables')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.forUpdate()
		.executeTakeFirstOrThrow();
	return settingsOf(row);
}

/** The days that a timetable plans for: the periods are those that the secretariat has entered for write-rounds. */
export async function readPlanCalendar(
	trx: Trx,
	reviewId: number,
	{
		nations,
		avoidsRecess,
		avoidsPreElection
	}: Pick<TimetableSettings, 'nations' | 'avoidsRecess' | 'avoidsPreElection'>
): Promise<PlanCalendar> {
	const periods = await listAvoidedPeriods(trx, reviewId);
	return {
		nations,
		pauses: periods.filter(({ kind }) => (kind === 'recess' ? avoidsRecess : avoidsPreElection))
	};
}

/** Recess and pre-election periods, the earliest first. */
export async function listAvoidedPeriods(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('calendarPeriods')
		.select(['kind', 'name', 'startsOn', 'endsOn'])
		.where('reviewId', '=', reviewId)
		.orderBy('startsOn')
		.limit(200)
		.execute();
}

/** Somebody whose milestone it may be. */
export type TimetableOwner = { postId: number; title: string; departmentName: string; role: Role };

/** The posts of the review but observers', by department. */
export async function listTimetableOwners(trx: Trx, reviewId: number): Promise<TimetableOwner[]> {
	return trx
		.selectFrom('memberships')
		.innerJoin('posts', 'posts.id', 'memberships.postId')
		.innerJoin('teams', 'teams.id', 'memberships.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select(['memberships.postId', 'memberships.role', 'posts.title', 'departmentsToday.name as departmentName'])
		.where('memberships.reviewId', '=', reviewId)
		.where('memberships.endedAt', 'is', null)
		.where('memberships.role', '<>', 'observer')
		.orderBy('departmentsToday.name')
		.orderBy('posts.title')
		.execute();
}

export type MilestoneMove = {
	id: number;
	milestoneId: number;
	title: string;
	fromOn: string | null;
	toOn: string;
	because: string | null;
	act: string;
	person: string;
	post: string;
	movedAt: Date;
};

/** What was moved, the latest first; of one milestone where it is named. */
export async function listMoves(trx: Trx, reviewId: number, milestoneId: number | null, limit: number) {
	return trx
		.selectFrom('milestoneMoves')
		.innerJoin('people', 'people.id', 'milestoneMoves.personId')
		.innerJoin('posts', 'posts.id', 'milestoneMoves.postId')
		.select([
			'milestoneMoves.id',
			'milestoneMoves.milestoneId',
			'milestoneMoves.title',
			'milestoneMoves.fromOn',
			'milestoneMoves.toOn',
			'milestoneMoves.because',
			'milestoneMoves.act',
			'milestoneMoves.movedAt',
			'people.name as person',
			'posts.title as post'
		])
		.where('milestoneMoves.reviewId', '=', reviewId)
		.$if(milestoneId !== null, (query) => query.where('milestoneMoves.milestoneId', '=', milestoneId ?? 0))
		.orderBy('milestoneMoves.id', 'desc')
		.limit(limit)
		.execute();
}

/** A milestone as far as its day goes. */
export function planItem(milestone: PlannedMilestone): PlanItem {
	const { id, title, kind, dueOn, doneOn, daysBefore, afterId, afterDays, afterClear } = milestone;
	return { id, title, isCabinet: kind === 'cabinet', dueOn, doneOn, daysBefore, afterId, afterDays, afterClear };
}

/** The last day that counts as soon. */
export function soonUntil(today: string, calendar: PlanCalendar): string {
	return planDayBefore(today, -soonDays, calendar);
}

/**
 * Milestones that are late or due soon and wait for the actor: for the secretariat and the chair every one, for others
 * those that their own post, or the one they serve, owns.
 */
export async function listMilestonesWaiting(trx: Trx, actor: Actor, reviewId: number): Promise<PlannedMilestone[]> {
	const today = londonDate(actor.now);
	const calendar = await readPlanCalendar(trx, reviewId, await getTimetableSettings(trx, reviewId));
	const posts = actor.memberships
		.filter((membership) => membership.reviewId === reviewId && membership.role !== 'observer')
		.flatMap(({ postId, servesPostId }) => (servesPostId === null ? [postId] : [postId, servesPostId]));
	const all = hasRole(actor, reviewId, 'secretariat', 'chair');
	if (!all && posts.length === 0) return [];
	const rows = await planned(trx)
		.where('milestones.reviewId', '=', reviewId)
		.where('milestones.doneOn', 'is', null)
		// A key date that nobody owns is a day to know of, not something to do.
		.where((eb) => eb.or([eb('milestones.ownerPostId', 'is not', null), eb('milestones.kind', '<>', 'key_date')]))
		.where('milestones.dueOn', '<=', soonUntil(today, calendar))
		.$if(!all, (query) => query.where('milestones.ownerPostId', 'in', posts))
		.orderBy('milestones.dueOn')
		.orderBy('milestones.id')
		.limit(mostMilestones)
		.execute();
	return rows.map((row) => ({ ...row, ownerTeamIds: [] }));
}

function planned(trx: Trx) {
	return trx
		.selectFrom('milestones')
		.leftJoin('posts', 'posts.id', 'milestones.ownerPostId')
		.select([
			'milestones.id',
			'milestones.reviewId',
			'milestones.title',
			'milestones.dueOn',
			'milestones.kind',
			'milestones.step',
			'milestones.ownerPostId',
			'posts.title as owner',
			'milestones.daysBefore',
			'milestones.afterId',
			'milestones.afterDays',
			'milestones.afterClear',
			'milestones.doneOn',
			'milestones.sensitive',
			'milestones.uid',
			'milestones.revision'
		]);
}

async function withTeams<Row extends { ownerPostId: number | null }>(
	trx: Trx,
	reviewId: number,
	rows: Row[]
): Promise<(Row & { ownerTeamIds: number[] })[]> {
	const teams = await trx
		.selectFrom('memberships')
		.select(['postId', 'teamId'])
		.where('reviewId', '=', reviewId)
		.where('endedAt', 'is', null)
		.execute();
	return rows.map((row) => ({
		...row,
		ownerTeamIds: [...new Set(teams.filter(({ postId }) => postId === row.ownerPostId).map(({ teamId }) => teamId))]
	}));
}

type Row = {
	template: string | null;
	edition: string | null;
	avoidsRecess: boolean;
	avoidsPreElection: boolean;
	england: boolean;
	wales: boolean;
	scotland: boolean;
	northernIreland: boolean;
	revision: number;
};

function settingsOf(row: Row | undefined): TimetableSettings {
	const chosen: [Nation, boolean][] = [
		['england', row?.england ?? true],
		['wales', row?.wales ?? true],
		['scotland', row?.scotland ?? true],
		['northern_ireland', row?.northernIreland ?? true]
	];
	return {
		template: row?.template ?? null,
		edition: row?.edition ?? null,
		nations: chosen.filter(([, kept]) => kept).map(([nation]) => nation),
		avoidsRecess: row?.avoidsRecess ?? true,
		avoidsPreElection: row?.avoidsPreElection ?? true,
		revision: row?.revision ?? 1
	};
}
