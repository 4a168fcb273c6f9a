import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { getAppraisal } from '#lib/bids/appraisal/queries.server.ts';
import { figureView } from '#lib/bids/appraisal/screen/result.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { NotFound } from '#lib/errors.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		const { appraisal, number } = await getAppraisal(trx, bid, numberFrom(params.number) ?? 0);
		const view = figureView(appraisal, url.searchParams.get('key') ?? '');
		if (!view) throw new NotFound();
		return { number, view };
	});
