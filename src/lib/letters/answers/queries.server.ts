import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { Ask, LetterOutcome } from '../table.ts';

export type LetterAnswer = {
	recommendationId: number;
	version: number;
	outcome: LetterOutcome;
	words: string | null;
	answeredOn: string;
	source: string;
	recordedByName: string;
	recordedByPostTitle: string;
};

/** The answer that counts to each ask of a letter. */
export async function listLatestAnswers(trx: Trx, letterId: number): Promise<LetterAnswer[]> {
	return trx
		.selectFrom('letterAnswers')
		.innerJoin('people', 'people.id', 'letterAnswers.recordedByPersonId')
		.innerJoin('posts', 'posts.id', 'letterAnswers.recordedByPostId')
		.select([
			'letterAnswers.recommendationId',
			'letterAnswers.version',
			'letterAnswers.outcome',
			'letterAnswers.words',
			'letterAnswers.answeredOn',
			'letterAnswers.source',
			'people.name as recordedByName',
			'posts.title as recordedByPostTitle'
		])
		.distinctOn('letterAnswers.recommendationId')
		.where('letterAnswers.letterId', '=', letterId)
		.orderBy('letterAnswers.recommendationId')
		.orderBy('letterAnswers.id', 'desc')
		.execute();
}

/** What every member may know of a departmental letter that asks for agreement: dates and answers, never words. */
export type CabinetFact = {
	letter: number;
	departmentName: string;
	postTitle: string | null;
	ask: Ask;
	version: number;
	askedOn: string;
	replyBy: string | null;
	outcome: LetterOutcome | null;
	answeredOn: string | null;
	source: string | null;
	/** Whether the reader may open the letter itself. */
	mayRead: boolean;
};

/** The dated facts of a recommendation: which Cabinet minister was asked what when, and what was answered. */
export async function listCabinetFacts(trx: Trx, recommendationId: number): Promise<CabinetFact[]> {
	const { rows } = await sql<CabinetFact>`
		select f.letter_number as "letter", d.name as "departmentName", p.title as "postTitle", f.ask, f.version,
			f.asked_on as "askedOn", f.reply_by as "replyBy", f.outcome, f.answered_on as "answeredOn", f.source,
			exists (select from letters l where l.review_id = t.review_id and l.number = f.letter_number) as "mayRead"
		from cabinet_answers(${recommendationId}) f join teams t on t.id = f.team_id
		join departments_today d on d.id = t.department_id left join posts p on p.id = f.post_id
		where f.ask <> 'note' order by f.asked_on, f.letter_number`.execute(trx);
	return rows;
}
