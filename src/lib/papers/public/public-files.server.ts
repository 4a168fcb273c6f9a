import { requireActor, reviewIdOf, throwAsHttp } from '#lib/access/guards.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { getPaper } from '../queries.server.ts';
import { makePublicCopy, type PublicFile } from './commands.server.ts';
import { canPublishPublicCopy } from './public-copy.ts';
import { getPublicCopy } from './queries.server.ts';
import { renderPublicFiles } from './render-public.server.ts';

/**
 * Makes the files that are to be published, outside any transaction.
 * @returns them with the hash of the text that they were made from
 * @throws HTTP 401, 403, 404; Busy, DocumentTooLarge, RenderFailed, Refused
 */
export async function makePublicFiles(
	locals: App.Locals,
	at: { review: string; paper: string }
): Promise<{ made: string; files: PublicFile[] }> {
	const actor = requireActor(locals);
	const { model, sha256 } = await asActor(actor, async (trx) => {
		const reviewId = reviewIdOf(actor, at.review);
		const paper = await getPaper(trx, reviewId, at.paper);
		if (!canPublishPublicCopy(actor, reviewId)) throw new Forbidden();
		return makePublicCopy(trx, paper, await getPublicCopy(trx, paper.id));
	}).catch(throwAsHttp);
	return { made: sha256, files: await renderPublicFiles(model) };
}
