import { error } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import { resolveDraft } from '#lib/papers/draft.server.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { sectionHtml } from '#lib/papers/screen.server.ts';
import type { RequestHandler } from './$types';

/** The text of the request as it would look on the page. Nothing is saved. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	if (!request.headers.get('Content-Type')?.startsWith('text/plain')) error(415, 'Send the text as plain text');
	const body = cleanText(await request.text());
	const known = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const paper = await getPaper(trx, reviewId, params.paper);
		if (!canEditPaper(actor, paper)) throw new Forbidden();
		return resolveDraft(trx, paper, params.review, { id: Number(params.section), body });
	});
	return new Response(sectionHtml(body, known), { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
};
