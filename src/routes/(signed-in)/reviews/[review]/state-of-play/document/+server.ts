import { read } from '#lib/access/guards.server.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { readStateOfPlay, recordStateOfPlay } from '#lib/overview/state-of-play.server.ts';
import { stateOfPlayDocument } from '#lib/overview/state-of-play-document.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const state = await read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		const found = await readStateOfPlay(trx, actor, review);
		await recordStateOfPlay(trx, actor, review);
		return found;
	});
	const bytes = await renderDocument(stateOfPlayDocument(state), 'docx');
	const name = documentFilename(['state of play', state.review.title, state.madeOn], 'docx');
	return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, 'docx') });
};
