import type { ExpressionBuilder } from 'kysely';
import { type Actor, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import type { Database } from '#lib/db/schema.ts';
import { NotFound } from '#lib/errors.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { type ActionState, actionState } from './action.ts';
import type { ActionFilters } from './forms.ts';

export type ActionRow = {
	id: number;
	number: number;
	text: string;
	ownerPostId: number;
	ownerTitle: string;
	departmentName: string;
	shortName: string;
	dueOn: string;
	reportBackTo: string | null;
	reportBackOn: string | null;
	doneOn: string | null;
	outcome: string | null;
	droppedBecause: string | null;
	recommendationNumber: number | null;
	recommendationTitle: string | null;
	meetingNumber: number | null;
	meetingTitle: string | null;
	state: ActionState;
};

export type Action = ActionRow & {
	reviewId: number;
	revision: number;
	ownerTeamIds: number[];
	holders: string[];
	createdByTitle: string;
	createdAt: Date;
};

/** Somebody who may be given an action. */
export type ActionOwner = { postId: number; title: string; departmentName: string; teamId: number; holders: string[] };

export const actionsPerPage = 30;

type Cursor = { dueOn: string; number: number };

/** The actions that match, in the order of the days they are due: what is overdue comes first. */
export async function listActions(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	filters: ActionFilters,
	from: { after: Cursor | null; before: Cursor | null }
): Promise<KeysetPage<ActionRow, Cursor>> {
	const today = londonDate(actor.now);
	const backwards = from.before !== null;
	const { after, before } = from;
	const found = await actions(trx)
		.where('actions.reviewId', '=', reviewId)
		.where((eb) => matches(eb, filters, today))
		.$if(after !== null, (query) =>
			query.where(({ eb, refTuple, tuple }) =>
				eb(refTuple('actions.dueOn', 'actions.number'), '>', tuple(after?.dueOn ?? '', after?.number ?? 0))
			)
		)
		.$if(backwards, (query) =>
			query.where(({ eb, refTuple, tuple }) =>
				eb(refTuple('actions.dueOn', 'actions.number'), '<', tuple(before?.dueOn ?? '', before?.number ?? 0))
			)
		)
		.orderBy('actions.dueOn', backwards ? 'desc' : 'asc')
		.orderBy('actions.number', backwards ? 'desc' : 'asc')
		.limit(actionsPerPage + 1)
		.execute();
	const rows = found.map((row) => ({ ...row, state: actionState(row, today) }));
	return keysetPage(rows, actionsPerPage, from, ({ dueOn, number }) => ({ dueOn, number }));
}

/** Every action that matches, for a file; `limit` keeps it bounded. */
export async function listActionsForExport(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	filters: ActionFilters,
	limit: number
): Promise<ActionRow[]> {
	const today = londonDate(actor.now);
	const found = await actions(trx)
		.where('actions.reviewId', '=', reviewId)
		.where((eb) => matches(eb, filters, today))
		.orderBy('actions.dueOn')
		.orderBy('actions.number')
		.limit(limit)
		.execute();
	return found.map((row) => ({ ...row, state: actionState(row, today) }));
}

export async function countActions(trx: Trx, actor: Actor, reviewId: number, filters: ActionFilters): Promise<number> {
	const { count } = await trx
		.selectFrom('actions')
		.innerJoin('posts', 'posts.id', 'actions.ownerPostId')
		.leftJoin('meetings', 'meetings.id', 'actions.meetingId')
		.leftJoin('recommendations', 'recommendations.id', 'actions.recommendationId')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('actions.reviewId', '=', reviewId)
		.where((eb) => matches(eb, filters, londonDate(actor.now)))
		.executeTakeFirstOrThrow();
	return count;
}

/** Everything to do with one meeting or one recommendation, in the order of their numbers. */
export async function listActionsOf(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	of: { meetingId: number } | { recommendationId: number }
): Promise<ActionRow[]> {
	const today = londonDate(actor.now);
	const found = await actions(trx)
		.where('actions.reviewId', '=', reviewId)
		.where((eb) =>
			'meetingId' in of
				? eb('actions.meetingId', '=', of.meetingId)
				: eb('actions.recommendationId', '=', of.recommendationId)
		)
		.orderBy('actions.number')
		.limit(200)
		.execute();
	return found.map((row) => ({ ...row, state: actionState(row, today) }));
}

/** @throws NotFound */
export async function getAction(trx: Trx, actor: Actor, reviewId: number, number: number | null): Promise<Action> {
	const found = await actions(trx)
		.innerJoin('posts as maker', 'maker.id', 'actions.createdByPostId')
		.select(['actions.reviewId', 'actions.revision', 'actions.createdAt', 'maker.title as createdByTitle'])
		.where('actions.reviewId', '=', reviewId)
		.where('actions.number', '=', number ?? 0)
		.executeTakeFirst();
	if (!found) throw new NotFound('This action was not found');
	const owners = (await listActionOwners(trx, actor, reviewId)).filter(({ postId }) => postId === found.ownerPostId);
	return {
		...found,
		state: actionState(found, londonDate(actor.now)),
		ownerTeamIds: owners.map(({ teamId }) => teamId),
		holders: owners[0]?.holders ?? []
	};
}

export async function lockAction(trx: Trx, reviewId: number, number: number) {
	return trx
		.selectFrom('actions')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
}

/** The posts of the review that do things: everybody but observers, by department. */
export async function listActionOwners(trx: Trx, actor: Actor, reviewId: number): Promise<ActionOwner[]> {
	const posts = await trx
		.selectFrom('memberships')
		.innerJoin('posts', 'posts.id', 'memberships.postId')
		.innerJoin('teams', 'teams.id', 'memberships.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select(['memberships.postId', 'memberships.teamId', 'posts.title', 'departmentsToday.name as departmentName'])
		.distinct()
		.where('memberships.reviewId', '=', reviewId)
		.where('memberships.endedAt', 'is', null)
		.where('memberships.role', '<>', 'observer')
		.orderBy('departmentsToday.name')
		.orderBy('posts.title')
		.execute();
	const holders = await trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.select(['holdings.postId', 'people.name'])
		.where('holdings.postId', 'in', posts.length === 0 ? [0] : posts.map(({ postId }) => postId))
		.where('holdings.since', '<=', actor.now)
		.where((eb) => eb.or([eb('holdings.until', 'is', null), eb('holdings.until', '>', actor.now)]))
		.orderBy('people.name')
		.execute();
	return posts.map((post) => ({
		...post,
		holders: holders.filter(({ postId }) => postId === post.postId).map(({ name }) => name)
	}));
}

/** Work list: what is open and owned by a post of this person's, or by one that their office serves; soonest first. */
export async function listActionsDueFrom(trx: Trx, actor: Actor, reviewId: number) {
	const posts = actor.memberships
		.filter((membership) => membership.reviewId === reviewId && membership.role !== 'observer')
		.flatMap(({ postId, servesPostId }) => (servesPostId === null ? [postId] : [postId, servesPostId]));
	if (posts.length === 0 || teamsOf(actor, reviewId).length === 0) return [];
	return trx
		.selectFrom('actions')
		.innerJoin('posts', 'posts.id', 'actions.ownerPostId')
		.select([
			'actions.number',
			'actions.text',
			'actions.dueOn',
			'actions.reportBackTo',
			'actions.reportBackOn',
			'posts.title as ownerTitle'
		])
		.where('actions.reviewId', '=', reviewId)
		.where('actions.ownerPostId', 'in', posts)
		.where('actions.doneOn', 'is', null)
		.where('actions.droppedBecause', 'is', null)
		.orderBy('actions.dueOn')
		.orderBy('actions.number')
		.limit(100)
		.execute();
}

/** Work list of a review: what is open, whoever owns it; soonest first. */
export async function listOpenActions(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('actions')
		.select(['number', 'text', 'ownerPostId', 'dueOn', 'reportBackTo', 'reportBackOn', 'createdAt'])
		.where('reviewId', '=', reviewId)
		.where('doneOn', 'is', null)
		.where('droppedBecause', 'is', null)
		.orderBy('dueOn')
		.orderBy('number')
		.limit(300)
		.execute();
}

function actions(trx: Trx) {
	return trx
		.selectFrom('actions')
		.innerJoin('posts', 'posts.id', 'actions.ownerPostId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.leftJoin('recommendations', 'recommendations.id', 'actions.recommendationId')
		.leftJoin('meetings', 'meetings.id', 'actions.meetingId')
		.select([
			'actions.id',
			'actions.number',
			'actions.text',
			'actions.ownerPostId',
			'posts.title as ownerTitle',
			'departmentsToday.name as departmentName',
			'departmentsToday.shortName',
			'actions.dueOn',
			'actions.reportBackTo',
			'actions.reportBackOn',
			'actions.doneOn',
			'actions.outcome',
			'actions.droppedBecause',
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'meetings.number as meetingNumber',
			'meetings.title as meetingTitle'
		]);
}

function matches(
	eb: ExpressionBuilder<Database, 'actions' | 'posts' | 'meetings' | 'recommendations'>,
	filters: ActionFilters,
	today: string
) {
	const { view } = filters;
	const open = [eb('actions.doneOn', 'is', null), eb('actions.droppedBecause', 'is', null)];
	return eb.and([
		...(view === 'open' || view === 'overdue' ? open : []),
		...(view === 'overdue' ? [eb('actions.dueOn', '<', today)] : []),
		...(view === 'done' ? [eb('actions.doneOn', 'is not', null)] : []),
		...(view === 'dropped' ? [eb('actions.droppedBecause', 'is not', null)] : []),
		...(filters.departmentId === null ? [] : [eb('posts.departmentId', '=', filters.departmentId)]),
		...(filters.meeting === null ? [] : [eb('meetings.number', '=', filters.meeting)]),
		...(filters.recommendation === null ? [] : [eb('recommendations.number', '=', filters.recommendation)])
	]);
}
