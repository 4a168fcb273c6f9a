import { error } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { type DocumentFormat, documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { readRoundDocument } from '#lib/rounds/letter/document.server.ts';
import type { RequestHandler } from './$types';

const formats = ['docx', 'odt', 'pdf'] as const satisfies DocumentFormat[];

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = formats.find((each) => each === (url.searchParams.get('format') ?? 'docx'));
	if (!format) error(404, 'A write-round’s letter comes as docx, odt or pdf');
	const part = url.searchParams.get('part') === 'cover' ? 'cover' : 'letter';
	const model = await read(locals, (trx, actor) =>
		readRoundDocument(trx, actor, reviewIdOf(actor, params.review), params.ref, part)
	);
	const bytes = await renderDocument(model, format);
	const name = documentFilename([params.ref, part === 'cover' ? 'cover sheet' : 'letter', model.title], format);
	return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, format) });
};
