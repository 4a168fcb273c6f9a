import { requireActor, reviewIdOf } from '#lib/access/guards.server.ts';
import { downloadHeaders } from '#lib/documents/filename.ts';
import { makeDraftMessage, throwFileError } from '#lib/letters/post/send.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { RequestHandler } from './$types';

/** A message in draft with the letter enclosed, that the office's own mail program opens. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const actor = requireActor(locals);
	const enclose = url.searchParams.get('enclose') === 'docx' ? 'docx' : 'pdf';
	try {
		const file = await makeDraftMessage(actor, reviewIdOf(actor, params.review), numberIn('L', params.ref), enclose);
		return new Response(new Uint8Array(file.bytes), { headers: downloadHeaders(file.name, 'eml') });
	} catch (cause) {
		throwFileError(cause);
	}
};
