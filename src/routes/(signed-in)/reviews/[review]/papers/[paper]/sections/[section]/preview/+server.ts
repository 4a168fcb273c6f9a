import { error, json } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import { resolveDraft } from '#lib/papers/draft.server.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { sectionHtml } from '#lib/papers/screen.server.ts';
import { sectionIdIn } from '#lib/papers/section-id.ts';
import type { RequestHandler } from './$types';

/** The text of the request as it would look on the page, and how long the paper would be with it. Nothing is saved. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	if (!request.headers.get('Content-Type')?.startsWith('text/plain')) error(415, 'Send the text as plain text');
	const sectionId = sectionIdIn(params.section);
	const body = cleanText(await request.text());
	const { known, manuscript } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const paper = await getPaper(trx, reviewId, params.paper);
		if (!canEditPaper(actor, paper)) throw new Forbidden();
		return {
			known: await resolveDraft(trx, paper, params.review, { id: sectionId, body }),
			manuscript: await readManuscript(trx, paper)
		};
	});
	const { blocksOf } = known;
	const length = measurePaper(contentOf(manuscript), { sectionId, body, blocksOf });
	return json({ html: sectionHtml(body, known), length });
};
