import { error } from '@sveltejs/kit';
import { read } from '#lib/access/guards.server.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { handoverFormats } from '#lib/handover/formats.ts';
import { makeHandover } from '#lib/handover/make.server.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const format = handoverFormats.find((each) => each === (url.searchParams.get('format') ?? 'docx'));
	if (!format) error(404, 'The hand-over pack comes as docx, odt, pdf or html');
	const { model, title, madeOn } = await read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		return { ...(await makeHandover(trx, actor, review, format)), title: review.title };
	});
	const bytes = await renderDocument(model, format);
	const name = documentFilename(['hand-over', title, madeOn], format);
	return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, format) });
};
