import { error } from '@sveltejs/kit';
import type { Actor } from '#lib/access/actor.ts';
import { throwAsHttp } from '#lib/access/guards.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { contentTypes, documentFilename, type DocumentFormat } from '#lib/documents/filename.ts';
import { Refused } from '#lib/documents/refusal.ts';
import { Busy, DocumentTooLarge, renderDocument, RenderFailed } from '#lib/documents/render.server.ts';
import { markingText } from '#lib/reviews/review.ts';
import { reference } from '#lib/reviews/reference.ts';
import { type Letter, getLetter, readLetterToPrint } from '../queries.server.ts';
import { letterDocument, type LetterToPrint } from '../letter-document.ts';
import { lockToSend, recordCopy, sendLetter } from './commands.server.ts';
import { composeDraft } from './eml.server.ts';
import { listPeople } from './queries.server.ts';

export type LetterFile = { name: string; bytes: Uint8Array };

/** The letter as a document of its own; that a copy was taken is recorded. @throws NotFound, Busy, RenderFailed, Refused */
export async function makeLetterFile(
	actor: Actor,
	reviewId: number,
	number: number | null,
	format: DocumentFormat
): Promise<LetterFile> {
	const read = await asActor(actor, async (trx) => {
		const found = await readForFile(trx, reviewId, number);
		await recordCopy(trx, reviewId, number, format);
		return found;
	});
	return render(read, format);
}

/** A message in draft with the letter enclosed, for the office's own mail program. @throws NotFound, Busy, RenderFailed, Refused */
export async function makeDraftMessage(
	actor: Actor,
	reviewId: number,
	number: number | null,
	enclose: 'pdf' | 'docx'
): Promise<LetterFile> {
	const { people, ...read } = await asActor(actor, async (trx) => {
		const found = await readForFile(trx, reviewId, number);
		const to = (await listPeople(trx, found.letter.id)).filter(({ side }) => side === 'addressee');
		await recordCopy(trx, reviewId, number, `eml with ${enclose}`);
		return { ...found, people: to };
	});
	const file = await render(read, enclose);
	const bytes = await composeDraft({
		to: people.slice(0, 1).map(({ name, address }) => ({ name, address })),
		subject: subjectOf(read.letter),
		text: coveringWords(read.letter),
		attachment: { ...file, type: contentTypes[enclose].type }
	});
	return { name: documentFilename([reference('L', read.letter.number), read.letter.shortName], 'eml'), bytes };
}

/**
 * Makes the letter as a PDF and puts it into the outbox. Whoever may not send it has nothing made. The document is made
 * before the act, since nothing but queries is awaited inside a transaction; the act refuses words that have moved meanwhile.
 * @throws NotFound, Forbidden, Conflict, Busy, RenderFailed, Refused
 */
export async function sendNow(actor: Actor, reviewId: number, number: number, version: number): Promise<void> {
	const read = await asActor(actor, async (trx) => {
		await lockToSend(trx, actor, reviewId, number, version);
		return readForFile(trx, reviewId, number);
	});
	const attachment = await render(read, 'pdf');
	const body = coveringWords(read.letter);
	await asActor(actor, (trx) => sendLetter(trx, actor, reviewId, number, { version, attachment, body }));
}

/** What a request for a file that could not be made shows. @throws HTTP errors, or the cause itself */
export function throwFileError(cause: unknown): never {
	if (cause instanceof Busy || cause instanceof RenderFailed) error(503, cause.message);
	if (cause instanceof Refused || cause instanceof DocumentTooLarge) error(422, cause.message);
	throwAsHttp(cause);
}

type ForFile = { letter: Letter; printed: LetterToPrint; review: { marking: string; banner: string | null } };

async function readForFile(trx: Trx, reviewId: number, number: number | null): Promise<ForFile> {
	const letter = await getLetter(trx, reviewId, number);
	const { markingCeiling, banner } = await trx
		.selectFrom('reviews')
		.select(['markingCeiling', 'banner'])
		.where('id', '=', reviewId)
		.executeTakeFirstOrThrow();
	return {
		letter,
		printed: await readLetterToPrint(trx, letter),
		review: { marking: markingText(markingCeiling === 'official_sensitive', null), banner }
	};
}

async function render({ letter, printed, review }: ForFile, format: DocumentFormat): Promise<LetterFile> {
	const bytes = await renderDocument(letterDocument(printed, review), format);
	const name = documentFilename(
		[reference('L', letter.number), letter.shortName, letter.addressee],
		contentTypes[format].extension
	);
	return { name, bytes };
}

function subjectOf(letter: Letter): string {
	return `${reference('L', letter.number)}: ${letter.subject}`;
}

function coveringWords(letter: Letter): string {
	return [
		`Please find enclosed a letter from the ${letter.senderTitle} to the ${letter.addressee.split('\n')[0] ?? ''}.`,
		`Our reference: ${reference('L', letter.number)}`
	].join('\n\n');
}
