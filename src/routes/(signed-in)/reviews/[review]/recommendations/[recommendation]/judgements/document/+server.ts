import { error } from '@sveltejs/kit';
import { read } from '#lib/access/guards.server.ts';
import { placeOf } from '#lib/discussion/address.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { Refused } from '#lib/documents/refusal.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { NotFound } from '#lib/errors.ts';
import { recordSheetTaken } from '#lib/judgements/commands.server.ts';
import { readSheet } from '#lib/judgements/queries.server.ts';
import { sheetDocument } from '#lib/judgements/sheet-document.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { markingText } from '#lib/reviews/review.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { RequestHandler } from './$types';

const formats = ['docx', 'pdf'] as const;

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { document, format, name } = await read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		const wanted = formats.find((one) => one === (url.searchParams.get('format') ?? 'docx'));
		if (!wanted) throw new NotFound('The sheet is made as Word or PDF');
		const recommendation = await getRecommendation(trx, review.id, placeOf(params).number);
		const sheet = await readSheet(trx, actor, recommendation);
		await recordSheetTaken(trx, actor, review.id, recommendation.number, wanted);
		const today = londonDate(actor.now);
		const working = reference('R', recommendation.number);
		return {
			document: sheetDocument(sheet, recommendation, {
				title: review.title,
				banner: review.banner,
				marking: markingText(review.markingCeiling === 'official_sensitive', null),
				madeOn: today
			}),
			format: wanted,
			name: documentFilename(['evidence to decision', working, today], wanted)
		};
	});
	try {
		const bytes = await renderDocument(document, format);
		return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, format) });
	} catch (cause) {
		if (cause instanceof Refused) error(422, `${cause.message} The Word file holds everything.`);
		throw cause;
	}
};
