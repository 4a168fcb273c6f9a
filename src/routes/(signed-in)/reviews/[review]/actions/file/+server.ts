import { read } from '#lib/access/guards.server.ts';
import { exportActions } from '#lib/actions/export.server.ts';
import { actionFiltersFrom } from '#lib/actions/forms.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { markingText } from '#lib/reviews/review.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { csv, name } = await read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		const marking = markingText(review.markingCeiling === 'official_sensitive', null);
		return {
			csv: await exportActions(trx, actor, review.id, actionFiltersFrom(url.searchParams), marking),
			name: documentFilename(['actions', review.title, londonDate(actor.now)], 'csv')
		};
	});
	return new Response(csv, { headers: downloadHeaders(name, 'csv') });
};
