import { stringify } from 'csv-stringify/sync';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { getLastSubmitted } from '../submitted/queries.server.ts';
import { type BidQuestion, listQuestions } from './queries.server.ts';

/**
 * The question log of a bid as a table for a spreadsheet; that it was taken is recorded.
 * @throws NotFound, Forbidden
 */
export async function exportQuestions(trx: Trx, actor: Actor, reviewId: number, number: number): Promise<string> {
	const { bidId, content } = await getLastSubmitted(trx, reviewId, number);
	const grant = grantFor(actor, 'bid.export', { reviewId });
	if (!grant) throw new Forbidden();
	const csv = questionsCsv(await listQuestions(trx, bidId));
	const on = { reviewId, kind: 'bid', id: bidId, reference: reference('B', number) };
	await record(
		trx,
		grant,
		'bid.exported',
		{ ...on, audience: 'team', teamId: content.lead.id },
		{ of: 'questions', format: 'csv', bytesSha256: sha256(csv) }
	);
	return csv;
}

/** One row a question, in the order of their numbers; what a spreadsheet would take for a formula begins with an apostrophe. */
export function questionsCsv(questions: readonly BidQuestion[]): string {
	const rows = questions
		.toSorted((a, b) => a.number - b.number)
		.map((each) => ({
			question_number: each.number,
			version: each.version,
			asked_on: londonDate(each.askedAt),
			asked_by: each.askedBy,
			due_on: each.dueOn ?? '',
			question: each.question,
			answered_on: each.answeredAt ? londonDate(each.answeredAt) : '',
			answered_by: each.answeredBy ?? '',
			answered_from: each.answeredFrom ?? '',
			answer: each.answer ?? ''
		}));
	return stringify(rows, { header: true, bom: true, escape_formulas: true, record_delimiter: '\r\n' });
}
