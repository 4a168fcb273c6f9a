import { json } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper, getSection, searchCitable } from '#lib/papers/queries.server.ts';
import { sectionIdIn } from '#lib/papers/section-id.ts';
import type { RequestHandler } from './$types';

/** What can be cited and placed for some words, while they are typed. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const words = cleanText(url.searchParams.get('words') ?? '')
		.trim()
		.slice(0, 200);
	const found = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const paper = await getPaper(trx, reviewId, params.paper);
		if (!canEditPaper(actor, paper)) throw new Forbidden();
		await getSection(trx, paper.id, sectionIdIn(params.section));
		return words === '' ? { findings: [], recommendations: [] } : searchCitable(trx, reviewId, words);
	});
	return json({ words, ...found });
};
