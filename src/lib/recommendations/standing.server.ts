import type { Trx } from '#lib/db/asActor.server.ts';
import type { Database } from '#lib/db/schema.ts';

/** An answer that still counts: the latest of its post, given on these words or on words of the same meaning. */
export type StandingAnswer = {
	id: number;
	postId: number;
	postTitle: string;
	departmentName: string;
	stance: Database['answers']['stance'];
	version: number;
	givenAt: Date;
};

/** Whose answers stand on a recommendation now, so that an editor can be told what changed words would lapse. */
export async function listStandingAnswers(
	trx: Trx,
	recommendation: { id: number; materialVersion: number }
): Promise<StandingAnswer[]> {
	const latest = await trx
		.selectFrom('answers')
		.innerJoin('posts', 'posts.id', 'answers.postId')
		.innerJoin('teams', 'teams.id', 'answers.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.distinctOn('answers.postId')
		.select([
			'answers.id',
			'answers.postId',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName',
			'answers.stance',
			'answers.subjectVersion as version',
			'answers.givenAt'
		])
		.where('answers.recommendationId', '=', recommendation.id)
		.where('answers.kind', '=', 'position')
		.orderBy('answers.postId')
		.orderBy('answers.id', 'desc')
		.execute();
	return latest
		.filter((answer) => answer.version >= recommendation.materialVersion)
		.sort((one, other) => one.departmentName.localeCompare(other.departmentName, 'en-GB'));
}
