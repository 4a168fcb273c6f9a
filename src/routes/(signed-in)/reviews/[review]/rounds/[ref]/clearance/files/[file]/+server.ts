import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { documentFilename } from '#lib/documents/filename.ts';
import { getClearanceFile } from '#lib/rounds/clearance/files.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { kindOfType, replyFileHeaders, replyFileKinds } from '#lib/rounds/replies/file-kind.ts';
import type { RequestHandler } from './$types';

/** The letter or the minute by which the chair decided, to be saved and never shown or run. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const file = await read(locals, async (trx, actor) => {
		const round = await getRound(trx, actor, reviewIdOf(actor, params.review), params.ref);
		return getClearanceFile(trx, round.id, Number(params.file));
	});
	const kind = kindOfType(file.mediaType);
	const name = documentFilename([params.ref, 'decision of the chair', params.file], replyFileKinds[kind].extension);
	return new Response(new Uint8Array(file.bytes), { headers: replyFileHeaders(name, kind) });
};
