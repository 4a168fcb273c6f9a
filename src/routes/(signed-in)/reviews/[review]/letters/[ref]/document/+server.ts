import { requireActor, reviewIdOf } from '#lib/access/guards.server.ts';
import { documentFormats, downloadHeaders } from '#lib/documents/filename.ts';
import { makeLetterFile, throwFileError } from '#lib/letters/post/send.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { RequestHandler } from './$types';

/** The letter as a document; a Word file where the address names no format. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const actor = requireActor(locals);
	const wanted = url.searchParams.get('format');
	const format = documentFormats.find((name) => name === wanted) ?? 'docx';
	try {
		const file = await makeLetterFile(actor, reviewIdOf(actor, params.review), numberIn('L', params.ref), format);
		return new Response(new Uint8Array(file.bytes), { headers: downloadHeaders(file.name, format) });
	} catch (cause) {
		throwFileError(cause);
	}
};
