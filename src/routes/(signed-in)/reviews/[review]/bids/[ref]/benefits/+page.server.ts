import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { listBenefitEvidence } from '#lib/bids/benefits/queries.server.ts';
import { benefitsView } from '#lib/bids/benefits/view.server.ts';
import { canEditShare } from '#lib/bids/bid.ts';
import { readContent } from '#lib/bids/content.server.ts';
import { bidRights, findBid } from '#lib/bids/queries.server.ts';
import { getLastSubmitted } from '#lib/bids/submitted/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = numberIn('B', params.ref) ?? 0;
		const bid = await findBid(trx, reviewId, number);
		if (!bid) {
			const { content } = await getLastSubmitted(trx, reviewId, number);
			return { options: benefitsView(content, []), may: { add: false } };
		}
		const rights = await bidRights(trx, bid);
		return {
			options: benefitsView(await readContent(trx, bid), await listBenefitEvidence(trx, bid.id)),
			may: { add: rights.teamIds.some((teamId) => canEditShare(actor, rights, teamId)) }
		};
	});
