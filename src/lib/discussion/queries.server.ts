import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import { teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { oneLine, placeInWords } from '#lib/documents/anchor.ts';
import { NotFound } from '#lib/errors.ts';
import type { ThreadState } from './thread.ts';

export const threadsListed = 30;

export type Thread = Awaited<ReturnType<typeof getThread>>;

/** The threads on a recommendation, oldest first, a page at a time. */
export async function listThreads(
	trx: Trx,
	recommendationId: number,
	{ state, after, limit = threadsListed }: { state: ThreadState | null; after: number | null; limit?: number }
): Promise<{ rows: Thread[]; next: number | null }> {
	let query = threadQuery(trx, recommendationId)
		.orderBy('threads.id')
		.limit(limit + 1);
	if (state !== null) query = query.where('threads.state', '=', state);
	if (after !== null) query = query.where('threads.id', '>', after);
	const rows = await query.execute();
	const shown = rows.slice(0, limit);
	return { rows: shown.map(withPlace), next: rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null };
}

/** @throws NotFound */
export async function getThread(trx: Trx, recommendationId: number, id: number) {
	const thread = await threadQuery(trx, recommendationId).where('threads.id', '=', id).executeTakeFirst();
	if (!thread) throw new NotFound('This comment was not found');
	return withPlace(thread);
}

/** What followed in a thread, in order. */
export async function listThreadEntries(trx: Trx, threadId: number) {
	return trx
		.selectFrom('threadEntries')
		.innerJoin('people', 'people.id', 'threadEntries.personId')
		.innerJoin('posts', 'posts.id', 'threadEntries.postId')
		.innerJoin('teams', 'teams.id', 'threadEntries.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'threadEntries.id',
			'threadEntries.kind',
			'threadEntries.body',
			'threadEntries.version',
			'threadEntries.madeAt',
			'people.name as personName',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName'
		])
		.where('threadEntries.threadId', '=', threadId)
		.orderBy('threadEntries.id')
		.limit(500)
		.execute();
}

export async function countThreads(trx: Trx, recommendationId: number): Promise<Record<ThreadState, number>> {
	const rows = await trx
		.selectFrom('threads')
		.select((eb) => ['state', eb.fn.countAll<number>().as('count')])
		.where('recommendationId', '=', recommendationId)
		.groupBy('state')
		.execute();
	const count = (state: ThreadState) => rows.find((row) => row.state === state)?.count ?? 0;
	return { open: count('open'), resolved: count('resolved') };
}

export type WaitingThread = {
	threadId: number;
	recommendationNumber: number;
	recommendationTitle: string;
	body: string;
	lastSaidBy: string;
	lastSaidAt: Date;
	kept: boolean;
};

/**
 * Open threads that the person's department began, or that are on what it leads, in which another department had the last
 * word; of those that it keeps to itself, the ones in which another person had it.
 */
export async function listThreadsWaiting(trx: Trx, actor: Actor, reviewId: number): Promise<WaitingThread[]> {
	const mine = teamsOf(actor, reviewId, 'official', 'minister', 'private_office', 'special_adviser', 'secretariat');
	if (mine.length === 0) return [];
	return trx
		.selectFrom('threads')
		.innerJoin('recommendations', 'recommendations.id', 'threads.recommendationId')
		.innerJoinLateral(
			(eb) =>
				eb
					.selectFrom(lastSaid.as('said'))
					.select(['said.personId', 'said.teamId', 'said.madeAt'])
					.orderBy('said.place', 'desc')
					.limit(1)
					.as('last'),
			(join) => join.onTrue()
		)
		.innerJoin('posts', 'posts.id', 'threads.postId')
		.innerJoin('teams', 'teams.id', 'last.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'threads.id as threadId',
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'threads.body',
			'departmentsToday.shortName as lastSaidBy',
			'last.madeAt as lastSaidAt',
			sql<boolean>`threads.visibility = 'department'`.as('kept')
		])
		.where('threads.reviewId', '=', reviewId)
		.where('threads.state', '=', 'open')
		.where('recommendations.state', '<>', 'not_taken_forward')
		.where((eb) =>
			eb.or([
				eb.and([
					eb('threads.visibility', '=', 'department'),
					eb('threads.teamId', 'in', mine),
					eb('last.personId', '<>', actor.person.id)
				]),
				eb.and([
					eb('threads.visibility', '=', 'members'),
					eb.or([eb('threads.teamId', 'in', mine), eb('recommendations.leadTeamId', 'in', mine)]),
					eb('last.teamId', 'not in', mine)
				])
			])
		)
		.orderBy('last.madeAt')
		.limit(200)
		.execute();
}

export type Proposal = {
	answerId: number;
	recommendationId: number;
	postId: number;
	postTitle: string;
	departmentName: string;
	/** The version answered, and its words. */
	version: number;
	textThen: string;
	proposedText: string;
	reason: string | null;
	givenAt: Date;
	/** Whether the post has answered again since. */
	overtaken: boolean;
	decided: Decided | null;
};

export type Decided = {
	outcome: 'accepted' | 'declined';
	acceptedVersion: number | null;
	unchanged: boolean | null;
	because: string | null;
	decidedAt: Date;
	personName: string;
	postTitle: string;
};

/** The words that posts proposed with their answers, newest first. */
export async function listProposals(trx: Trx, recommendationId: number): Promise<Proposal[]> {
	const rows = await proposals(trx)
		.where('answers.recommendationId', '=', recommendationId)
		.orderBy('answers.id', 'desc')
		.execute();
	return rows.map(asProposal);
}

export async function findProposal(
	trx: Trx,
	recommendationId: number,
	answerId: number
): Promise<Proposal | undefined> {
	const row = await proposals(trx)
		.where('answers.recommendationId', '=', recommendationId)
		.where('answers.id', '=', answerId)
		.executeTakeFirst();
	return row && asProposal(row);
}

export type ProposalToDecide = {
	answerId: number;
	recommendationNumber: number;
	recommendationTitle: string;
	departmentName: string;
	givenAt: Date;
};

/** Proposed words of a review that nobody has decided on, oldest first. */
export async function listProposalsToDecide(trx: Trx, reviewId: number): Promise<ProposalToDecide[]> {
	return proposals(trx)
		.innerJoin('recommendations', 'recommendations.id', 'answers.recommendationId')
		.select(['recommendations.number as recommendationNumber', 'recommendations.title as recommendationTitle'])
		.where('answers.reviewId', '=', reviewId)
		.where('recommendations.state', 'in', ['proposed', 'recommended'])
		.where('decided.id', 'is', null)
		.where((eb) => eb.not(overtaken))
		.orderBy('answers.id')
		.limit(200)
		.execute();
}

const lastSaid = sql<{ personId: number; teamId: number; madeAt: Date; place: number }>`(
	select threads.person_id, threads.team_id, threads.made_at, 0::bigint as place
	union all
	select entry.person_id, entry.team_id, entry.made_at, entry.id from thread_entries entry where entry.thread_id = threads.id
)`;

const overtaken = sql<boolean>`exists (select from answers newer where newer.recommendation_id = answers.recommendation_id
	and newer.post_id = answers.post_id and newer.kind = 'position' and newer.id > answers.id)`;

function threadQuery(trx: Trx, recommendationId: number) {
	return trx
		.selectFrom('threads')
		.innerJoin('recommendations', 'recommendations.id', 'threads.recommendationId')
		.innerJoin('people', 'people.id', 'threads.personId')
		.innerJoin('posts', 'posts.id', 'threads.postId')
		.innerJoin('teams', 'teams.id', 'threads.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'threads.id',
			'threads.reviewId',
			'threads.version',
			'threads.quote',
			'threads.prefix',
			'threads.suffix',
			'threads.body',
			'threads.visibility',
			'threads.state',
			'threads.madeAt',
			'threads.personId',
			'threads.postId',
			'threads.teamId',
			'recommendations.text as textNow',
			'recommendations.version as versionNow',
			'people.name as personName',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName',
			sql<number>`(select count(*)::integer from thread_entries entry where entry.thread_id = threads.id and entry.kind = 'reply')`.as(
				'replies'
			)
		])
		.where('threads.recommendationId', '=', recommendationId);
}

function withPlace<Row extends { textNow: string; quote: string | null; prefix: string; suffix: string }>(row: Row) {
	const { textNow, ...thread } = row;
	return { ...thread, place: placeInWords(oneLine(textNow), thread) };
}

function proposals(trx: Trx) {
	return trx
		.selectFrom('answers')
		.innerJoin('posts', 'posts.id', 'answers.postId')
		.innerJoin('teams', 'teams.id', 'answers.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.innerJoin('recommendationVersions as answered', (join) =>
			join
				.onRef('answered.recommendationId', '=', 'answers.recommendationId')
				.onRef('answered.version', '=', 'answers.subjectVersion')
		)
		.leftJoin('proposedWords as decided', 'decided.answerId', 'answers.id')
		.leftJoin('people as decider', 'decider.id', 'decided.personId')
		.leftJoin('posts as deciderPost', 'deciderPost.id', 'decided.postId')
		.select([
			'answers.id as answerId',
			'answers.recommendationId',
			'answers.postId',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName',
			'answers.subjectVersion as version',
			'answered.text as textThen',
			sql<string>`answers.proposed_text`.as('proposedText'),
			'answers.reason',
			'answers.givenAt',
			overtaken.as('overtaken'),
			'decided.outcome',
			'decided.acceptedVersion',
			'decided.unchanged',
			'decided.because',
			'decided.decidedAt',
			'decider.name as deciderName',
			'deciderPost.title as deciderPostTitle'
		])
		.where('answers.kind', '=', 'position')
		.where('answers.proposedText', 'is not', null);
}

type ProposalRow = Awaited<ReturnType<ReturnType<typeof proposals>['execute']>>[number];

function asProposal(row: ProposalRow): Proposal {
	const { outcome, acceptedVersion, unchanged, because, decidedAt, deciderName, deciderPostTitle, ...proposal } = row;
	if (outcome === null || decidedAt === null) return { ...proposal, decided: null };
	const by = { personName: deciderName ?? '', postTitle: deciderPostTitle ?? '' };
	return { ...proposal, decided: { outcome, acceptedVersion, unchanged, because, decidedAt, ...by } };
}
