import { error } from '@sveltejs/kit';
import { requireActor, reviewIdOf, throwAsHttp } from '#lib/access/guards.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { contentTypes, documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { Busy, DocumentTooLarge, RenderFailed } from '#lib/documents/render.server.ts';
import { forCommentIn } from '#lib/papers/word/forms.ts';
import { keepCopy, loadForComment, makeForComment } from '#lib/papers/word/send.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const actor = requireActor(locals);
	const wanted = forCommentIn(url.searchParams);
	if (!wanted) error(400, 'Choose the working text or a snapshot');
	try {
		const reviewId = reviewIdOf(actor, params.review);
		const copy = await asActor(actor, (trx) => loadForComment(trx, actor, reviewId, params.paper, wanted));
		const bytes = await makeForComment(copy);
		await asActor(actor, (trx) => keepCopy(trx, actor, reviewId, params.paper, copy, bytes));
		const filename = documentFilename(copy.name, contentTypes.docx.extension);
		return new Response(new Uint8Array(bytes), { headers: downloadHeaders(filename, 'docx') });
	} catch (cause) {
		if (cause instanceof Busy || cause instanceof RenderFailed) error(503, cause.message);
		if (cause instanceof DocumentTooLarge) error(413, cause.message);
		throwAsHttp(cause);
	}
};
