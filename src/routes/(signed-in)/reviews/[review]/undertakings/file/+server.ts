import { read } from '#lib/access/guards.server.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { markingText } from '#lib/reviews/review.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { exportUndertakings } from '#lib/undertakings/export.server.ts';
import { undertakingFiltersFrom } from '#lib/undertakings/filters.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { csv, name } = await read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		const marking = markingText(review.markingCeiling === 'official_sensitive', null);
		return {
			csv: await exportUndertakings(trx, actor, review.id, undertakingFiltersFrom(url.searchParams), marking),
			name: documentFilename(['undertakings', review.title, londonDate(actor.now)], 'csv')
		};
	});
	return new Response(csv, { headers: downloadHeaders(name, 'csv') });
};
