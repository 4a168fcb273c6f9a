import { may } from '#lib/access/actor.ts';
import { read } from '#lib/access/guards.server.ts';
import { mayHaveBox } from '#lib/box/box.ts';
import { markingText } from '#lib/reviews/review.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const { id, slug, title, banner, state, markingCeiling } = await getReview(trx, params.review);
		// A page of a record sets its own marking; every other page of a review may show anything that the review holds.
		const marking = { text: markingText(markingCeiling === 'official_sensitive', null) };
		const seesPositions = may(actor, 'position.see_grid', { reviewId: id });
		const hasBox = mayHaveBox(actor, id);
		const handsOver = may(actor, 'handover.make', { reviewId: id });
		return { review: { id, slug, title, banner, state, markingCeiling, seesPositions, hasBox, handsOver }, marking };
	});
