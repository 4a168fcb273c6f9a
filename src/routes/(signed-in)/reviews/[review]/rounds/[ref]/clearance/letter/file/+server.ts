import { error } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { type DocumentFormat, documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { readLetterToDraft, recordDraft } from '#lib/rounds/clearance/advice.server.ts';
import { draftLetterDocument } from '#lib/rounds/clearance/draft-letter.ts';
import type { RequestHandler } from './$types';

const formats = ['docx', 'odt', 'pdf'] as const satisfies DocumentFormat[];

/** The clearance letter as the secretariat would draft it for the chair's office, who changes it as they like and signs. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = formats.find((each) => each === (url.searchParams.get('format') ?? 'docx'));
	if (!format) error(404, 'The draft comes as docx, odt or pdf');
	const advice = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const found = await readLetterToDraft(trx, actor, reviewId, params.ref);
		await recordDraft(trx, actor, reviewId, params.ref);
		return found;
	});
	const bytes = await renderDocument(draftLetterDocument(advice), format);
	const name = documentFilename([params.ref, 'draft clearance letter', advice.round.title], format);
	return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, format) });
};
