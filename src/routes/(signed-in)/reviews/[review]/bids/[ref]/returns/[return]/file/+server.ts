import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { getReturnFile } from '#lib/bids/returns/queries.server.ts';
import { documentFilename, downloadHeaders, fileTypes } from '#lib/documents/filename.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { RequestHandler } from './$types';

/** The file as it came, to be saved and never run. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const file = await read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		return getReturnFile(trx, bid.id, Number(params.return));
	});
	const name = documentFilename([params.ref, file.fileName.replace(/\.\w+$/, '')], fileTypes[file.format].extension);
	return new Response(new Uint8Array(file.bytes), { headers: downloadHeaders(name, file.format) });
};
