import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { headOfSubmitted, headOfWorking } from '#lib/bids/record/head.server.ts';
import { findBid } from '#lib/bids/queries.server.ts';
import { getLastSubmitted } from '#lib/bids/submitted/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { markingText } from '#lib/reviews/review.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = numberIn('B', params.ref) ?? 0;
		const found = await findBid(trx, reviewId, number);
		const bid = found
			? await headOfWorking(trx, actor, found)
			: headOfSubmitted(await getLastSubmitted(trx, reviewId, number));
		return { bid, marking: { text: markingText(bid.sensitive, bid.handling) } };
	});
