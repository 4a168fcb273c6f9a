import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { exportQuestions } from '#lib/bids/treasury/export.server.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const csv = await read(locals, (trx, actor) =>
		exportQuestions(trx, actor, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0)
	);
	return new Response(csv, { headers: downloadHeaders(documentFilename([params.ref, 'questions'], 'csv'), 'csv') });
};
