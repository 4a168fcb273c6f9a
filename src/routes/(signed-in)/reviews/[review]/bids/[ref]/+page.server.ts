import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { readContent } from '#lib/bids/content.server.ts';
import { findBid } from '#lib/bids/queries.server.ts';
import { recordView } from '#lib/bids/record/view.server.ts';
import { getLastSubmitted } from '#lib/bids/submitted/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const content = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = numberIn('B', params.ref) ?? 0;
		const bid = await findBid(trx, reviewId, number);
		return bid ? readContent(trx, bid, { ranked: true }) : (await getLastSubmitted(trx, reviewId, number)).content;
	});
	return { record: recordView(content, params.review) };
};
