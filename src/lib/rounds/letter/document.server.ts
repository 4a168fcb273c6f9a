import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { DocumentModel } from '#lib/documents/document.ts';
import { NotFound } from '#lib/errors.ts';
import { letterDocument } from '#lib/letters/letter-document.ts';
import { getLetter, readLetterToPrint } from '#lib/letters/queries.server.ts';
import { getRound } from '../queries.server.ts';
import { coveredLetter, coverSheet } from './cover-sheet.ts';
import { findRoundLetter } from './letter.server.ts';

/** The cover sheet of a round, or its letter with the cover sheet on top. @throws NotFound, also for a letter that this person may not see */
export async function readRoundDocument(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	part: 'cover' | 'letter'
): Promise<DocumentModel> {
	const round = await getRound(trx, actor, reviewId, name);
	const review = await trx.selectFrom('reviews').select('banner').where('id', '=', reviewId).executeTakeFirstOrThrow();
	if (part === 'cover') return coverSheet(round, review);
	const found = await findRoundLetter(trx, round.id);
	if (!found) throw new NotFound('This letter was not found');
	const printed = await readLetterToPrint(trx, await getLetter(trx, reviewId, found.number));
	const enclosures = [`“${round.paper.title}”, copy ${round.snapshot.number}`];
	const letter = letterDocument({ ...printed, enclosures }, { marking: round.snapshot.marking, banner: review.banner });
	return coveredLetter(round, letter);
}
