import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canStartPaper } from '#lib/papers/paper.ts';
import { listPapers } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const papers = await listPapers(trx, reviewId);
		return {
			papers: papers.map((paper) => ({ ...paper, name: reference('P', paper.number) })),
			may: { start: canStartPaper(actor, reviewId) }
		};
	});
