import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { mayStillReopen, reopenableUntil } from '#lib/recommendations/commands.server.ts';
import type { CostStatus, RecommendationState, Verb } from '#lib/recommendations/recommendation.ts';
import { answeringPosts, type Conveyed, type Grade, isLapsed, type Stance } from './position.ts';

/** A post that answers for its department. A vacant one cannot answer. */
export type AnsweringPost = {
	postId: number;
	title: string;
	teamId: number;
	departmentName: string;
	shortName: string;
	holderPersonId: number | null;
	holderName: string | null;
};

export type Condition = {
	number: number;
	grade: Grade;
	text: string;
	metVersion: number | null;
	tickedAt: Date | null;
	tickedByName: string | null;
};

export type Answer = {
	id: number;
	postId: number;
	postTitle: string;
	departmentName: string;
	stance: Stance;
	version: number;
	reason: string | null;
	proposedText: string | null;
	conveyed: Conveyed;
	givenAt: Date;
	holderName: string | null;
	recordedByName: string;
	recordedByPostTitle: string;
	conditions: Condition[];
};

export type Position = { post: Omit<AnsweringPost, 'holderPersonId'>; answer: Answer | null; lapsed: boolean };

export type GroupAgreement = {
	version: number;
	decidedOn: string;
	source: string;
	postTitle: string;
	recordedByName: string;
	recordedByPostTitle: string;
	recordedAt: Date;
	lapsed: boolean;
};

/** A post that has yet to answer the words as they mean now: never answered, or on words that have changed since. */
export type OwedAnswer = {
	postId: number;
	postTitle: string;
	departmentName: string;
	shortName: string;
	recommendationId: number;
	recommendationNumber: number;
	recommendationTitle: string;
	version: number;
	/** Since when these words have been waiting. */
	since: Date;
	lapsed: { version: number; stance: Stance } | null;
};

/** One of the things open to a post, with the words and what they were when the post last answered. */
export type OpenItem = OwedAnswer & {
	verb: Verb;
	text: string;
	titleAnswered: string | null;
	textAnswered: string | null;
	costStatus: CostStatus;
	leadShortName: string;
	state: RecommendationState;
};

export type Cell = { postId: number; stance: Stance; lapsed: boolean; version: number };

export type GridRow = {
	id: number;
	number: number;
	title: string;
	state: RecommendationState;
	leadTeamId: number;
	cells: Map<number, Cell>;
};

export type DraftingChange = {
	recommendationNumber: number;
	recommendationTitle: string;
	version: number;
	because: string;
	savedAt: Date;
	/** The last day on which it may be reopened, as an ISO date. */
	until: string;
};

/** The departments of a review that have a minister, with who holds the post now. */
export async function listAnsweringPosts(trx: Trx, actor: Actor, reviewId: number): Promise<AnsweringPost[]> {
	return trx
		.selectFrom('memberships')
		.innerJoin('posts', 'posts.id', 'memberships.postId')
		.innerJoin('teams', 'teams.id', 'memberships.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('holdings')
					.innerJoin('people', 'people.id', 'holdings.personId')
					.select(['holdings.personId', 'people.name'])
					.whereRef('holdings.postId', '=', 'memberships.postId')
					.where('holdings.since', '<=', actor.now)
					.where((inner) => inner.or([inner('holdings.until', 'is', null), inner('holdings.until', '>', actor.now)]))
					.orderBy('holdings.since', 'desc')
					.orderBy('holdings.id', 'desc')
					.limit(1)
					.as('holder'),
			(join) => join.onTrue()
		)
		.select([
			'memberships.postId',
			'posts.title',
			'memberships.teamId',
			'departmentsToday.name as departmentName',
			'departmentsToday.shortName',
			'holder.personId as holderPersonId',
			'holder.name as holderName'
		])
		.where('memberships.reviewId', '=', reviewId)
		.where('memberships.role', '=', 'minister')
		.where('memberships.endedAt', 'is', null)
		.orderBy('departmentsToday.name')
		.execute();
}

/** The posts in whose name this person may answer. */
export async function listMyAnsweringPosts(trx: Trx, actor: Actor, reviewId: number): Promise<AnsweringPost[]> {
	const mine = answeringPosts(actor, reviewId);
	if (mine.length === 0) return [];
	return (await listAnsweringPosts(trx, actor, reviewId)).filter((post) => mine.includes(post.postId));
}

/** Where every department stands on a recommendation; those that have left the group but answered come last. */
export async function listPositions(
	trx: Trx,
	actor: Actor,
	recommendation: { id: number; reviewId: number; materialVersion: number }
): Promise<Position[]> {
	const posts = await listAnsweringPosts(trx, actor, recommendation.reviewId);
	const latest = new Map<number, Answer>();
	for (const answer of await listAnswers(trx, recommendation.id)) {
		if (!latest.has(answer.postId)) latest.set(answer.postId, answer);
	}
	const positionOf = (post: Position['post'], answer: Answer | null) => ({
		post,
		answer,
		lapsed: answer !== null && isLapsed({ subjectVersion: answer.version }, recommendation)
	});
	const left = [...latest.values()].filter((answer) => !posts.some((post) => post.postId === answer.postId));
	return [
		...posts.map((post) => positionOf(post, latest.get(post.postId) ?? null)),
		...left.map((answer) =>
			positionOf(
				{
					postId: answer.postId,
					title: answer.postTitle,
					teamId: 0,
					departmentName: answer.departmentName,
					shortName: answer.departmentName,
					holderName: null
				},
				answer
			)
		)
	];
}

/** Everything ever answered on a recommendation, newest first: the latest of each post counts. */
export async function listAnswers(trx: Trx, recommendationId: number): Promise<Answer[]> {
	const answers = await trx
		.selectFrom('answers')
		.innerJoin('posts', 'posts.id', 'answers.postId')
		.innerJoin('teams', 'teams.id', 'answers.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('people as holder', 'holder.id', 'answers.holderPersonId')
		.innerJoin('people as recorder', 'recorder.id', 'answers.recordedByPersonId')
		.innerJoin('posts as recorderPost', 'recorderPost.id', 'answers.recordedByPostId')
		.select([
			'answers.id',
			'answers.postId',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName',
			'answers.stance',
			'answers.subjectVersion as version',
			'answers.reason',
			'answers.proposedText',
			'answers.conveyed',
			'answers.givenAt',
			'holder.name as holderName',
			'recorder.name as recordedByName',
			'recorderPost.title as recordedByPostTitle'
		])
		.where('answers.recommendationId', '=', recommendationId)
		.where('answers.kind', '=', 'position')
		.orderBy('answers.id', 'desc')
		.execute();
	const conditions = await trx
		.selectFrom('conditions')
		.innerJoin('answers', 'answers.id', 'conditions.answerId')
		.leftJoin('people', 'people.id', 'conditions.tickedByPersonId')
		.select([
			'conditions.answerId',
			'conditions.number',
			'conditions.grade',
			'conditions.text',
			'conditions.metVersion',
			'conditions.tickedAt',
			'people.name as tickedByName'
		])
		.where('answers.recommendationId', '=', recommendationId)
		.orderBy('conditions.number')
		.execute();
	return answers.map((answer) => ({
		...answer,
		conditions: conditions
			.filter((condition) => condition.answerId === answer.id)
			.map(({ answerId: _, ...condition }) => condition)
	}));
}

/** The acts by which the chair recorded the agreement of the group, newest first. */
export async function listGroupAgreements(
	trx: Trx,
	recommendation: { id: number; materialVersion: number }
): Promise<GroupAgreement[]> {
	const decisions = await trx
		.selectFrom('decisions')
		.innerJoin('posts', 'posts.id', 'decisions.postId')
		.innerJoin('people', 'people.id', 'decisions.recordedByPersonId')
		.innerJoin('posts as recorderPost', 'recorderPost.id', 'decisions.recordedByPostId')
		.select([
			'decisions.version',
			'decisions.decidedOn',
			'decisions.source',
			'posts.title as postTitle',
			'people.name as recordedByName',
			'recorderPost.title as recordedByPostTitle',
			'decisions.recordedAt'
		])
		.where('decisions.recommendationId', '=', recommendation.id)
		.where('decisions.kind', '=', 'group')
		.orderBy('decisions.id', 'desc')
		.execute();
	return decisions.map((decision) => ({
		...decision,
		lapsed: isLapsed({ subjectVersion: decision.version }, recommendation)
	}));
}

/** Departments down one side, recommendations that ministers have down the other, and the latest answer where they meet. */
export async function positionsGrid(
	trx: Trx,
	actor: Actor,
	reviewId: number
): Promise<{ posts: AnsweringPost[]; rows: GridRow[] }> {
	const posts = await listAnsweringPosts(trx, actor, reviewId);
	const recommendations = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title', 'state', 'leadTeamId', 'materialVersion'])
		.where('reviewId', '=', reviewId)
		.where('state', 'in', ['proposed', 'recommended'])
		.orderBy('number')
		.execute();
	const answers = await trx
		.selectFrom('answers')
		.distinctOn(['recommendationId', 'postId'])
		.select(['recommendationId', 'postId', 'stance', 'subjectVersion'])
		.where('reviewId', '=', reviewId)
		.where('kind', '=', 'position')
		.orderBy('recommendationId')
		.orderBy('postId')
		.orderBy('id', 'desc')
		.execute();
	const byRecommendation = Map.groupBy(answers, (answer) => answer.recommendationId);
	return {
		posts,
		rows: recommendations.map(({ materialVersion, ...recommendation }) => ({
			...recommendation,
			cells: new Map(
				(byRecommendation.get(recommendation.id) ?? []).map((answer) => [
					answer.postId,
					{
						postId: answer.postId,
						stance: answer.stance,
						lapsed: isLapsed(answer, { materialVersion }),
						version: answer.subjectVersion
					}
				])
			)
		}))
	};
}

/** Who owes an answer on what, and since when: longest waiting first. */
export async function listOwedAnswers(trx: Trx, reviewId: number): Promise<OwedAnswer[]> {
	const owed = await owedAnswers(trx, reviewId).orderBy('since').orderBy('recommendations.number').execute();
	return owed.map(asOwed);
}

/** What the posts that this person answers for owe. */
export async function listAnswersDueFrom(trx: Trx, actor: Actor, reviewId: number): Promise<OwedAnswer[]> {
	const mine = answeringPosts(actor, reviewId);
	if (mine.length === 0) return [];
	const owed = await owedAnswers(trx, reviewId)
		.where('memberships.postId', 'in', mine)
		.orderBy('since')
		.orderBy('recommendations.number')
		.execute();
	return owed.map(asOwed);
}

/** The same for one post, with the words to read before answering. */
export async function listOpenItems(trx: Trx, reviewId: number, postId: number, limit: number): Promise<OpenItem[]> {
	const items = await owedAnswers(trx, reviewId)
		.innerJoin('teams as leadTeam', 'leadTeam.id', 'recommendations.leadTeamId')
		.innerJoin('departmentsToday as leadDepartment', 'leadDepartment.id', 'leadTeam.departmentId')
		.leftJoin('recommendationVersions as answered', (join) =>
			join
				.onRef('answered.recommendationId', '=', 'recommendations.id')
				.onRef('answered.version', '=', 'latest.subjectVersion')
		)
		.select([
			'recommendations.verb',
			'recommendations.text',
			'recommendations.costStatus',
			'recommendations.state',
			'leadDepartment.shortName as leadShortName',
			'answered.title as titleAnswered',
			'answered.text as textAnswered'
		])
		.where('memberships.postId', '=', postId)
		.orderBy('recommendations.number')
		.limit(limit)
		.execute();
	return items.map((item) => ({
		...asOwed(item),
		verb: item.verb,
		text: item.text,
		titleAnswered: item.titleAnswered,
		textAnswered: item.textAnswered,
		costStatus: item.costStatus,
		leadShortName: item.leadShortName,
		state: item.state
	}));
}

/** Drafting changes that an office of this person's may still reopen, because it has answered the words before them. */
export async function listDraftingChanges(trx: Trx, actor: Actor, reviewId: number): Promise<DraftingChange[]> {
	const mine = answeringPosts(actor, reviewId);
	if (mine.length === 0) return [];
	// Two working days are never longer than this, whatever holidays stand between.
	const recent = new Date(actor.now.getTime() - 14 * 86_400_000);
	const changes = await trx
		.selectFrom('recommendationVersions as versions')
		.innerJoin('recommendations', 'recommendations.id', 'versions.recommendationId')
		.select([
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'versions.version',
			'versions.draftingBecause as because',
			'versions.savedAt'
		])
		.where('versions.reviewId', '=', reviewId)
		.where('versions.draftingBecause', 'is not', null)
		.where('versions.savedAt', '>', recent)
		.whereRef('versions.version', '>', 'recommendations.materialVersion')
		.where('recommendations.state', 'in', ['proposed', 'recommended'])
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('answers')
					.select('answers.id')
					.whereRef('answers.recommendationId', '=', 'recommendations.id')
					.where('answers.kind', '=', 'position')
					.where('answers.postId', 'in', mine)
					.whereRef('answers.subjectVersion', '>=', 'recommendations.materialVersion')
					.whereRef('answers.subjectVersion', '<', 'versions.version')
			)
		)
		.orderBy('versions.savedAt', 'desc')
		.execute();
	return changes
		.filter((change) => mayStillReopen(change.savedAt, actor.now))
		.map((change) => ({ ...change, because: change.because ?? '', until: reopenableUntil(change.savedAt) }));
}

function owedAnswers(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('recommendations')
		.innerJoin('memberships', 'memberships.reviewId', 'recommendations.reviewId')
		.innerJoin('posts', 'posts.id', 'memberships.postId')
		.innerJoin('teams', 'teams.id', 'memberships.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.innerJoin('recommendationVersions as asked', (join) =>
			join
				.onRef('asked.recommendationId', '=', 'recommendations.id')
				.onRef('asked.version', '=', 'recommendations.materialVersion')
		)
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('answers')
					.select(['answers.subjectVersion', 'answers.stance'])
					.whereRef('answers.recommendationId', '=', 'recommendations.id')
					.whereRef('answers.postId', '=', 'memberships.postId')
					.where('answers.kind', '=', 'position')
					.orderBy('answers.id', 'desc')
					.limit(1)
					.as('latest'),
			(join) => join.onTrue()
		)
		.select([
			'memberships.postId',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName',
			'departmentsToday.shortName',
			'recommendations.id as recommendationId',
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'recommendations.version',
			sql<Date>`greatest(recommendations.proposed_at, asked.saved_at, asked.reopened_at)`.as('since'),
			'latest.subjectVersion',
			'latest.stance'
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.state', 'in', ['proposed', 'recommended'])
		.where('memberships.role', '=', 'minister')
		.where('memberships.endedAt', 'is', null)
		.where((eb) =>
			eb.or([
				eb('latest.subjectVersion', 'is', null),
				eb('latest.subjectVersion', '<', eb.ref('recommendations.materialVersion'))
			])
		);
}

type OwedRow = Awaited<ReturnType<ReturnType<typeof owedAnswers>['execute']>>[number];

function asOwed(row: OwedRow): OwedAnswer {
	return {
		postId: row.postId,
		postTitle: row.postTitle,
		departmentName: row.departmentName,
		shortName: row.shortName,
		recommendationId: row.recommendationId,
		recommendationNumber: row.recommendationNumber,
		recommendationTitle: row.recommendationTitle,
		version: row.version,
		since: row.since,
		lapsed:
			row.subjectVersion === null || row.stance === null ? null : { version: row.subjectVersion, stance: row.stance }
	};
}
