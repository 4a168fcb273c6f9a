import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { PositionStance } from '#lib/positions/position.ts';
import type { CostStatus, RecommendationState, Verb } from '#lib/recommendations/recommendation.ts';
import { type AdvicePart, isOnOlderWords, mostCards } from '../box.ts';

export type Advice = {
	id: number;
	recommendationId: number;
	/** The words advised on, and whether they have changed since. */
	version: number;
	onOlderWords: boolean;
	stance: PositionStance;
	reason: string;
	proposedText: string | null;
	wording: number;
	revision: number;
	writtenBy: string;
	writtenAt: Date;
	/** Of the present wording alone. */
	cleared: { part: AdvicePart; by: string; at: Date }[];
};

/** What a department advises on these recommendations, by recommendation. */
export async function listAdvice(
	trx: Trx,
	teamId: number,
	recommendationIds: readonly number[]
): Promise<Map<number, Advice>> {
	if (recommendationIds.length === 0) return new Map();
	const rows = await trx
		.selectFrom('advice')
		.innerJoin('recommendations', 'recommendations.id', 'advice.recommendationId')
		.innerJoin('people', 'people.id', 'advice.writtenByPersonId')
		.innerJoin('posts', 'posts.id', 'advice.writtenByPostId')
		.select([
			'advice.id',
			'advice.recommendationId',
			'advice.version',
			'advice.stance',
			'advice.reason',
			'advice.proposedText',
			'advice.wording',
			'advice.revision',
			'advice.writtenAt',
			'people.name as personName',
			'posts.title as postTitle',
			'recommendations.version as versionNow'
		])
		.where('advice.teamId', '=', teamId)
		.where('advice.recommendationId', 'in', recommendationIds)
		.execute();
	const cleared = await trx
		.selectFrom('adviceClearances')
		.innerJoin('advice', (join) =>
			join.onRef('advice.id', '=', 'adviceClearances.adviceId').onRef('advice.wording', '=', 'adviceClearances.wording')
		)
		.select([
			'adviceClearances.adviceId',
			'adviceClearances.part',
			'adviceClearances.clearedBy as by',
			'adviceClearances.clearedAt as at'
		])
		.where('advice.teamId', '=', teamId)
		.where('advice.recommendationId', 'in', recommendationIds)
		.orderBy('adviceClearances.id')
		.execute();
	return new Map(
		rows.map(({ personName, postTitle, versionNow, ...row }) => [
			row.recommendationId,
			{
				...row,
				onOlderWords: isOnOlderWords(row, { version: versionNow }),
				writtenBy: `${personName}, ${postTitle}`,
				cleared: cleared.filter(({ adviceId }) => adviceId === row.id).map(({ adviceId: _, ...rest }) => rest)
			}
		])
	);
}

/** A recommendation that a department may advise on, with what its minister has said so far. */
export type ToAdvise = {
	recommendationId: number;
	number: number;
	title: string;
	verb: Verb;
	text: string;
	version: number;
	leadShortName: string;
	costStatus: CostStatus;
	state: RecommendationState;
	/** Waits for the minister: never answered, or on words that have changed in meaning. */
	waits: boolean;
	advice: Advice | null;
};

/** What waits for a minister, those without advice on the present words first; then what is advised on and answered. */
export async function listToAdvise(
	trx: Trx,
	reviewId: number,
	post: { postId: number; teamId: number },
	limit = mostCards
): Promise<ToAdvise[]> {
	const rows = await trx
		.selectFrom('recommendations')
		.innerJoin('teams', 'teams.id', 'recommendations.leadTeamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('advice', (join) =>
			join.onRef('advice.recommendationId', '=', 'recommendations.id').on('advice.teamId', '=', post.teamId)
		)
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('answers')
					.select('answers.subjectVersion')
					.whereRef('answers.recommendationId', '=', 'recommendations.id')
					.where('answers.postId', '=', post.postId)
					.where('answers.kind', '=', 'position')
					.orderBy('answers.id', 'desc')
					.limit(1)
					.as('latest'),
			(join) => join.onTrue()
		)
		.select([
			'recommendations.id as recommendationId',
			'recommendations.number',
			'recommendations.title',
			'recommendations.verb',
			'recommendations.text',
			'recommendations.version',
			'recommendations.costStatus',
			'recommendations.state',
			'departmentsToday.shortName as leadShortName',
			sql<boolean>`coalesce(latest.subject_version < recommendations.material_version, true)`.as('waits')
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.state', 'in', ['proposed', 'recommended'])
		.orderBy('waits', 'desc')
		.orderBy(sql`advice.version is not null and advice.version >= recommendations.version`)
		.orderBy('recommendations.number')
		.limit(limit)
		.execute();
	const advice = await listAdvice(
		trx,
		post.teamId,
		rows.map(({ recommendationId }) => recommendationId)
	);
	return rows.map((row) => ({ ...row, advice: advice.get(row.recommendationId) ?? null }));
}

export function needsAdvice(row: ToAdvise): boolean {
	return row.waits && (row.advice === null || row.advice.onOlderWords);
}
