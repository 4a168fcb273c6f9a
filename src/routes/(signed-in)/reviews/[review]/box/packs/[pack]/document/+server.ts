import { error } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { packDocument } from '#lib/box/packs/pack-document.ts';
import { getBoxPack, getPackContent } from '#lib/box/packs/queries.server.ts';
import { type DocumentFormat, documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { Refused } from '#lib/documents/refusal.ts';
import { Busy, renderDocument } from '#lib/documents/render.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { getReview, listTeams } from '#lib/reviews/queries.server.ts';
import { markingText } from '#lib/reviews/review.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format: DocumentFormat = url.searchParams.get('format') === 'docx' ? 'docx' : 'pdf';
	const { model, name } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const pack = await getBoxPack(trx, reviewId, numberFrom(params.pack));
		const review = await getReview(trx, params.review);
		const department = (await listTeams(trx, reviewId)).find(({ id }) => id === pack.teamId);
		const { cards, minutes } = await getPackContent(trx, pack.id);
		const madeOn = londonDate(pack.madeAt);
		return {
			model: packDocument(
				{
					review: review.title,
					banner: review.banner,
					marking: markingText(review.markingCeiling === 'official_sensitive', null),
					department: department?.name ?? '',
					post: pack.postTitle,
					number: pack.number,
					madeOn,
					minutes
				},
				cards
			),
			name: documentFilename(['box', pack.postTitle, `pack ${pack.number}`, madeOn], format)
		};
	});
	try {
		const bytes = await renderDocument(model, format);
		return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, format) });
	} catch (cause) {
		if (cause instanceof Busy) error(503, cause.message);
		if (cause instanceof Refused) error(422, `${cause.message} The Word file holds everything.`);
		throw cause;
	}
};
