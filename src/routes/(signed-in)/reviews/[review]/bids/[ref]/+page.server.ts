import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { readContent } from '#lib/bids/content.server.ts';
import { findBid } from '#lib/bids/queries.server.ts';
import { recordView } from '#lib/bids/record/view.server.ts';
import { getLastSubmitted } from '#lib/bids/submitted/queries.server.ts';
import { listTreasuryPositions } from '#lib/bids/treasury/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { content, positions } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = numberIn('B', params.ref) ?? 0;
		const bid = await findBid(trx, reviewId, number);
		if (bid)
			return {
				content: await readContent(trx, bid, { ranked: true }),
				positions: await listTreasuryPositions(trx, bid.id)
			};
		const { bidId, content } = await getLastSubmitted(trx, reviewId, number);
		return { content, positions: await listTreasuryPositions(trx, bidId) };
	});
	return { record: recordView(content, params.review), position: positions[0] ?? null };
};
