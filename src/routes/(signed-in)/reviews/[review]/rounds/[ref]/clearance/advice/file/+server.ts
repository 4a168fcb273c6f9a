import { error } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { type DocumentFormat, documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { adviceDocument } from '#lib/rounds/clearance/advice-document.ts';
import { readAdvice, recordAdvice } from '#lib/rounds/clearance/advice.server.ts';
import type { RequestHandler } from './$types';

const formats = ['docx', 'odt', 'pdf'] as const satisfies DocumentFormat[];

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = formats.find((each) => each === (url.searchParams.get('format') ?? 'docx'));
	if (!format) error(404, 'The clearance advice comes as docx, odt or pdf');
	const advice = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const found = await readAdvice(trx, actor, reviewId, params.ref);
		await recordAdvice(trx, actor, reviewId, params.ref);
		return found;
	});
	const bytes = await renderDocument(adviceDocument(advice), format);
	const name = documentFilename([params.ref, 'clearance advice', advice.round.title, advice.madeOn], format);
	return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, format) });
};
