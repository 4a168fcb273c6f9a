import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canStartPaper } from '#lib/papers/paper.ts';
import { countPapers, listPapers } from '#lib/papers/queries.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { rows, previous, next } = await listPapers(trx, reviewId, {
			after: numberFrom(url.searchParams.get('after')),
			before: numberFrom(url.searchParams.get('before'))
		});
		return {
			papers: rows.map((paper) => ({ ...paper, name: reference('P', paper.number) })),
			count: await countPapers(trx, reviewId),
			previousHref: previous === null ? null : `${url.pathname}?before=${previous}`,
			nextHref: next === null ? null : `${url.pathname}?after=${next}`,
			may: { start: canStartPaper(actor, reviewId) }
		};
	});
