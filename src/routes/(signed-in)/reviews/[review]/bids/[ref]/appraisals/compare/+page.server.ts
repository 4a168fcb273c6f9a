import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { compareAppraisals } from '#lib/bids/appraisal/compare.ts';
import { getAppraisal } from '#lib/bids/appraisal/queries.server.ts';
import { comparedView } from '#lib/bids/appraisal/screen/compared.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		const named = (name: string) => getAppraisal(trx, bid, numberFrom(url.searchParams.get(name)) ?? 0);
		const one = await named('one');
		const other = await named('other');
		return {
			one: one.number,
			other: other.number,
			view: comparedView(compareAppraisals(one.appraisal, other.appraisal), one.appraisal, other.appraisal)
		};
	});
