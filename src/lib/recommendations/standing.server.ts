import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { Database } from '#lib/db/schema.ts';
import { plainDate } from '#lib/ui/dates.ts';

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

/** An agreement beyond the group that rests on the present words: a reply, a Cabinet minister's answer, a clearance. */
export type StandingAgreement = {
	/** Tells it from every other, so that an editor can be held to what they were shown. */
	key: string;
	/** "Department of Care: Content, in reply to W1" */
	words: string;
};

/** What of a write-round and of departmental letters rests on the words of a recommendation, as far as this person knows of it. */
export async function listStandingAgreements(
	trx: Trx,
	recommendation: { id: number; materialVersion: number }
): Promise<StandingAgreement[]> {
	const { rows: replies } = await sql<{ id: number; name: string; stance: Stance; number: number }>`
		select a.id, d.name, a.stance, w.number from counting_replies c
			join answers a on a.reply_id = c.id and a.recommendation_id = ${recommendation.id}
			join write_rounds w on w.id = c.round_id and w.withdrawn_at is null
			join teams t on t.id = c.team_id join departments_today d on d.id = t.department_id
		where c.round_id in (select round_id from round_recommendations where recommendation_id = ${recommendation.id})
			and a.subject_version >= ${recommendation.materialVersion}
			and a.stance in ('content', 'nil_return', 'content_subject_to', 'content_if_reworded')
		order by w.number, d.name collate "english"`.execute(trx);
	const letters = await trx
		.selectFrom('letterAnswers')
		.innerJoin('letters', 'letters.id', 'letterAnswers.letterId')
		.distinctOn('letterAnswers.letterId')
		.select([
			'letterAnswers.id',
			'letterAnswers.outcome',
			'letterAnswers.version',
			'letters.number',
			'letters.addressee'
		])
		.where('letterAnswers.recommendationId', '=', recommendation.id)
		.where('letters.withdrawnAt', 'is', null)
		.orderBy('letterAnswers.letterId')
		.orderBy('letterAnswers.id', 'desc')
		.execute();
	const clearances = await trx
		.selectFrom('decisions')
		.select(['id', 'source', 'decidedOn'])
		.where('recommendationId', '=', recommendation.id)
		.where('kind', '=', 'collective')
		.where('version', '>=', recommendation.materialVersion)
		.orderBy('id')
		.execute();
	return [
		...replies.map(({ id, name, stance, number }) => ({
			key: `reply-${id}`,
			words: `${name}: ${replyWords[stance]}, in reply to W${number}`
		})),
		...letters
			.filter(({ outcome, version }) => outcome !== 'refused' && version >= recommendation.materialVersion)
			.map(({ id, outcome, number, addressee }) => ({
				key: `letter-${id}`,
				words: `${firstLine(addressee)}: ${outcome === 'agreed' ? 'agreed' : 'agreed in part'}, in answer to L${number}`
			})),
		...clearances.map(({ id, source, decidedOn }) => ({
			key: `clearance-${id}`,
			words: `Collective agreement of ${plainDate(decidedOn)}: ${source}`
		}))
	];
}

type Stance = Database['answers']['stance'];

const replyWords: Partial<Record<Stance, string>> = {
	content: 'content',
	nil_return: 'nil return',
	content_subject_to: 'content subject to conditions',
	content_if_reworded: 'content if reworded'
};

function firstLine(text: string): string {
	return text.split('\n')[0] ?? '';
}
