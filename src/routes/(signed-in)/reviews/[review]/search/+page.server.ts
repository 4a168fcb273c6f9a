import { redirect } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import { parseReference, referencePath } from '#lib/reviews/reference.ts';
import { searchReview } from '#lib/search/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => {
	const words = cleanText(url.searchParams.get('words') ?? '').trim();
	// Somebody who types F104 wants that finding.
	const path = parseReference(words) && referencePath(params.review, words);
	if (path) redirect(303, path);
	return read(locals, async (trx, actor) => ({
		words,
		hits: words === '' ? [] : await searchReview(trx, reviewIdOf(actor, params.review), words)
	}));
};
