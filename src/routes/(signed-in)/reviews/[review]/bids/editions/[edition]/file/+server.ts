import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { getKnownEdition } from '#lib/bids/appraisal/editions.server.ts';
import { documentFilename } from '#lib/documents/filename.ts';
import { writeJsonFile } from '#lib/forms/json-file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { edition } = await read(locals, (trx, actor) =>
		getKnownEdition(trx, reviewIdOf(actor, params.review), params.edition)
	);
	const filename = documentFilename([edition.kind, edition.edition], 'json');
	return new Response(writeJsonFile(edition), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${filename}"`,
			'cache-control': 'private, no-store'
		}
	});
};
