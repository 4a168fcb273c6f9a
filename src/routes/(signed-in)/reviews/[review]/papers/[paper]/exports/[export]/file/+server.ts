import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { downloadHeaders } from '#lib/documents/filename.ts';
import { requireExport } from '#lib/papers/commands.server.ts';
import { getExportFile } from '#lib/papers/exports/queries.server.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { bytes, filename, format } = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const file = await getExportFile(trx, paper.id, exportId(params.export), actor.now);
		requireExport(actor, paper.reviewId, file.copy);
		return file;
	});
	return new Response(new Uint8Array(bytes), { headers: downloadHeaders(filename, format) });
};

function exportId(text: string): number {
	return Number(/^[1-9]\d{0,14}$/.exec(text)?.[0] ?? 0);
}
