import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import { NotFound } from '#lib/errors.ts';
import type { Grade, Stance } from '#lib/positions/position.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { LedgerFilters } from './forms.ts';
import { listPeriods, nationOf } from '../calendar/queries.server.ts';
import type { RoundRules } from '../rules.ts';
import { type ConditionState, type LedgerView, ledgerViews } from './ledger.ts';
import { type LedgerDays, type NeededBy, neededBy } from './needed-by.ts';

export type LedgerEntry = {
	id: number;
	reviewId: number;
	number: number;
	/** C9 */
	name: string;
	grade: Grade;
	text: string;
	state: ConditionState;
	/** It came with a reply after the day. */
	late: boolean;
	/** The department that asks. */
	teamId: number;
	departmentName: string;
	shortName: string;
	/** The post that asked and its answer; null for a reader who knows the condition as its owner alone. */
	askerPostId: number | null;
	askerTitle: string | null;
	stance: Stance | null;
	/** The round that it came in; null for a condition of a member's position. */
	roundId: number | null;
	roundNumber: number | null;
	sponsorPostId: number | null;
	recommendation: { id: number; number: number; title: string; text: string; version: number; materialVersion: number };
	ownerPostId: number | null;
	ownerTitle: string | null;
	proposedWords: string | null;
	wordsByTitle: string | null;
	metVersion: number | null;
	tickedAt: Date | null;
	tickedByName: string | null;
	tickedByTitle: string | null;
	handled: string | null;
	handledAt: Date | null;
	handledByTitle: string | null;
	/** The date of the reply or position that it came with. */
	askedOn: string;
	/** The day that the secretariat has named. */
	namedDay: string | null;
	neededBy: NeededBy | null;
	revision: number;
};

export const entriesPerPage = 30;

/** What the ledger of a review, or of one round of it, is about. */
export type LedgerOf = { reviewId: number; roundId?: number };

/** One page of the conditions that the signed-in person may know of, in the order of their numbers. */
export async function listLedger(
	trx: Trx,
	of: LedgerOf,
	filters: LedgerFilters,
	from: { after: number | null; before: number | null } = { after: null, before: null },
	limit = entriesPerPage
): Promise<KeysetPage<LedgerEntry, number>> {
	const backwards = from.before !== null;
	const rows = await matching(trx, of, filters)
		.$if(from.after !== null, (query) => query.where('conditions.number', '>', from.after ?? 0))
		.$if(backwards, (query) => query.where('conditions.number', '<', from.before ?? 0))
		.orderBy('conditions.number', backwards ? 'desc' : 'asc')
		.limit(limit + 1)
		.execute();
	return keysetPage(await asEntries(trx, of.reviewId, rows), limit, from, ({ number }) => number);
}

/** How many conditions stand in each list, with the other filters kept. */
export async function countLedger(trx: Trx, of: LedgerOf, filters: LedgerFilters): Promise<Record<LedgerView, number>> {
	const rows = await trx
		.selectFrom(matching(trx, of, { ...filters, view: 'all' }).as('entries'))
		.select((eb) => ['entries.state', 'entries.late', eb.fn.countAll<number>().as('count')])
		.groupBy(['entries.state', 'entries.late'])
		.execute();
	const sum = (counts: (row: (typeof rows)[number]) => boolean) =>
		rows.filter(counts).reduce((total, { count }) => total + count, 0);
	const inStates = (view: 'open' | 'tick' | 'met') =>
		sum(({ state }) => ledgerViews[view].states.some((each) => each === state));
	return {
		open: inStates('open'),
		tick: inStates('tick'),
		met: inStates('met'),
		late: sum(({ late }) => late),
		all: sum(() => true)
	};
}

/** @throws NotFound, also for what this person may not know of */
export async function getCondition(trx: Trx, reviewId: number, number: number | null): Promise<LedgerEntry> {
	const row = await entries(trx)
		.where('conditions.reviewId', '=', reviewId)
		.where('conditions.number', '=', number ?? 0)
		.executeTakeFirst();
	if (!row) throw new NotFound('This condition was not found');
	const [entry] = await asEntries(trx, reviewId, [row]);
	if (!entry) throw new NotFound('This condition was not found');
	return entry;
}

/** Locks a condition's row until the transaction ends. */
export async function lockCondition(trx: Trx, reviewId: number, number: number): Promise<LedgerEntry | undefined> {
	const locked = await trx
		.selectFrom('conditions')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
	return locked && getCondition(trx, reviewId, number);
}

/** Work list: conditions of these posts that the secretariat thinks are met, for their word on it. */
export async function listConditionsToTick(
	trx: Trx,
	posts: readonly number[],
	reviewId: number
): Promise<LedgerEntry[]> {
	if (posts.length === 0) return [];
	const rows = await entries(trx)
		.where('conditions.reviewId', '=', reviewId)
		.where('answers.postId', 'in', posts)
		.where(state, '=', 'to_tick')
		.orderBy('conditions.number')
		.limit(200)
		.execute();
	return asEntries(trx, reviewId, rows);
}

/** Work list: conditions that these posts own and that are open. */
export async function listConditionsOwned(
	trx: Trx,
	posts: readonly number[],
	reviewId: number
): Promise<LedgerEntry[]> {
	if (posts.length === 0) return [];
	const rows = await entries(trx)
		.where('conditions.reviewId', '=', reviewId)
		.where('conditions.ownerPostId', 'in', posts)
		.where(state, 'in', ['open', 'reopened'])
		.orderBy('conditions.number')
		.limit(200)
		.execute();
	return asEntries(trx, reviewId, rows);
}

/** Work list of a review: what is open or waits for its tick, but for observations, on which nobody insists. */
export async function listConditionsWaiting(trx: Trx, reviewId: number): Promise<LedgerEntry[]> {
	const rows = await entries(trx)
		.where('conditions.reviewId', '=', reviewId)
		.where('conditions.grade', '<>', 'observation')
		.where(state, 'in', ['open', 'reopened', 'to_tick'])
		.orderBy('conditions.number')
		.limit(300)
		.execute();
	return asEntries(trx, reviewId, rows);
}

/** The departments that have asked for something, for the filter. */
export async function listAskingTeams(trx: Trx, of: LedgerOf): Promise<{ teamId: number; name: string }[]> {
	return trx
		.selectFrom('conditions')
		.innerJoin('teams', 'teams.id', 'conditions.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select(['conditions.teamId', 'departmentsToday.name'])
		.distinct()
		.where('conditions.reviewId', '=', of.reviewId)
		.$if(of.roundId !== undefined, (query) => query.where('conditions.roundId', '=', of.roundId ?? 0))
		.orderBy('departmentsToday.name')
		.execute();
}

/**
 * The state of a condition in one expression, so that lists are cut and counted by it. What was said of a wording holds
 * until the wording changes in meaning: a tick, and a version that was thought to meet it. What was met stays met when its
 * department answers once more, so that the trail of what agreement rests on is not lost.
 */
const state = sql<ConditionState>`case
	when write_rounds.withdrawn_at is not null then 'superseded'
	when conditions.ticked_at is not null and conditions.met_version >= recommendations.material_version then 'met'
	when not coalesce(answer_stands(conditions.answer_id), true) then 'superseded'
	when conditions.ticked_at is not null then 'reopened'
	when conditions.grade <> 'condition' and (conditions.handled is not null
		or conditions.met_version >= recommendations.material_version) then 'handled'
	when conditions.met_version >= recommendations.material_version then 'to_tick'
	else 'open' end`;

const late = sql<boolean>`coalesce(replies.dated_on > write_rounds.reply_by, false)`;

function matching(trx: Trx, of: LedgerOf, { view, teamId, grade }: LedgerFilters) {
	const { states } = ledgerViews[view];
	return entries(trx)
		.where('conditions.reviewId', '=', of.reviewId)
		.$if(of.roundId !== undefined, (query) => query.where('conditions.roundId', '=', of.roundId ?? 0))
		.$if(teamId !== null, (query) => query.where('conditions.teamId', '=', teamId ?? 0))
		.$if(grade !== null, (query) => query.where('conditions.grade', '=', grade ?? 'condition'))
		.$if(states !== null, (query) => query.where(state, 'in', states ?? []))
		.$if(view === 'late', (query) => query.where(late, '=', true));
}

function entries(trx: Trx) {
	return trx
		.selectFrom('conditions')
		.innerJoin('recommendations', 'recommendations.id', 'conditions.recommendationId')
		.innerJoin('teams', 'teams.id', 'conditions.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('answers', 'answers.id', 'conditions.answerId')
		.leftJoin('replies', 'replies.id', 'answers.replyId')
		.leftJoin('posts as asker', 'asker.id', 'answers.postId')
		.leftJoin('writeRounds', 'writeRounds.id', 'conditions.roundId')
		.leftJoin('posts as owner', 'owner.id', 'conditions.ownerPostId')
		.leftJoin('posts as writer', 'writer.id', 'conditions.wordsByPostId')
		.leftJoin('posts as handler', 'handler.id', 'conditions.handledByPostId')
		.leftJoin('people as ticker', 'ticker.id', 'conditions.tickedByPersonId')
		.leftJoin('posts as tickerPost', 'tickerPost.id', 'conditions.tickedByPostId')
		.select([
			'conditions.id',
			'conditions.reviewId',
			'conditions.number',
			'conditions.grade',
			'conditions.text',
			state.as('state'),
			late.as('late'),
			'conditions.teamId',
			'departmentsToday.name as departmentName',
			'departmentsToday.shortName',
			'answers.postId as askerPostId',
			'asker.title as askerTitle',
			'answers.stance',
			'conditions.roundId',
			'writeRounds.number as roundNumber',
			'writeRounds.sponsorPostId',
			'writeRounds.replyBy',
			sql<RoundRules['calendar'] | null>`write_rounds.rules::jsonb -> 'calendar'`.as('calendar'),
			'conditions.askedOn',
			'conditions.neededBy as namedDay',
			'recommendations.id as recommendationId',
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'recommendations.text as recommendationText',
			'recommendations.version',
			'recommendations.materialVersion',
			'conditions.ownerPostId',
			'owner.title as ownerTitle',
			'conditions.proposedWords',
			'writer.title as wordsByTitle',
			'conditions.metVersion',
			'conditions.tickedAt',
			'ticker.name as tickedByName',
			'tickerPost.title as tickedByTitle',
			'conditions.handled',
			'conditions.handledAt',
			'handler.title as handledByTitle',
			'conditions.revision'
		]);
}

type Row = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

async function asEntries(trx: Trx, reviewId: number, rows: readonly Row[]): Promise<LedgerEntry[]> {
	if (rows.length === 0) return [];
	const days = await readLedgerDays(trx, reviewId);
	return rows.map((row) => asEntry(row, days));
}

/** What decides by when the conditions of a review are needed. */
export async function readLedgerDays(trx: Trx, reviewId: number): Promise<LedgerDays> {
	const cabinet = await trx
		.selectFrom('milestones')
		.select('dueOn')
		.where('reviewId', '=', reviewId)
		.where('kind', '=', 'cabinet')
		.executeTakeFirst();
	return {
		nation: await nationOf(trx, reviewId),
		periods: await listPeriods(trx, reviewId),
		cabinetOn: cabinet?.dueOn ?? null
	};
}

function asEntry(row: Row, days: LedgerDays): LedgerEntry {
	const {
		calendar,
		replyBy,
		recommendationId,
		recommendationNumber,
		recommendationTitle,
		recommendationText,
		version,
		materialVersion,
		...rest
	} = row;
	return {
		...rest,
		name: reference('C', row.number),
		neededBy: neededBy({ ...row, round: calendar && { replyBy, calendar } }, days),
		recommendation: {
			id: recommendationId,
			number: recommendationNumber,
			title: recommendationTitle,
			text: recommendationText,
			version,
			materialVersion
		}
	};
}
