import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { toHtml } from '#lib/documents/to-html.ts';
import { Forbidden } from '#lib/errors.ts';
import { makePublicCopy } from '#lib/papers/public/commands.server.ts';
import { pageHeaders } from '#lib/papers/public/page-headers.ts';
import { canSeePublicCopy } from '#lib/papers/public/public-copy.ts';
import { getPublicCopy } from '#lib/papers/public/queries.server.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import type { RequestHandler } from './$types';

/** The public copy as it would be published now, and nothing of what it leaves out. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { model } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const paper = await getPaper(trx, reviewId, params.paper);
		if (!canSeePublicCopy(actor, reviewId)) throw new Forbidden();
		return makePublicCopy(trx, paper, await getPublicCopy(trx, paper.id));
	});
	const html = toHtml({ ...model, status: 'PREVIEW, not published' });
	return new Response(html, { headers: { ...pageHeaders, 'cache-control': 'no-store' } });
};
