import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { idInAddress } from '#lib/letters/address.ts';
import { getMessageFile } from '#lib/letters/post/queries.server.ts';
import { getLetter } from '#lib/letters/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { RequestHandler } from './$types';

/** The message as it was dropped, to be saved and never run. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const file = await read(locals, async (trx, actor) => {
		const letter = await getLetter(trx, reviewIdOf(actor, params.review), numberIn('L', params.ref));
		return getMessageFile(trx, letter.id, idInAddress(params.message));
	});
	const name = documentFilename([params.ref, file.fileName.replace(/\.\w+$/, '')], 'eml');
	return new Response(new Uint8Array(file.bytes), { headers: downloadHeaders(name, 'eml') });
};
