import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { documentFilename } from '#lib/documents/filename.ts';
import { NotFound } from '#lib/errors.ts';
import { writeProfileFile } from '#lib/papers/profiles/file.ts';
import { listEditions } from '#lib/papers/profiles.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const profile = await read(locals, async (trx, actor) => {
		const editions = await listEditions(trx, reviewIdOf(actor, params.review), params.profile);
		const wanted = url.searchParams.get('edition') ?? editions[0]?.profile.edition;
		const found = editions.find((each) => each.profile.edition === wanted)?.profile;
		if (!found) throw new NotFound('This profile was not found');
		return found;
	});
	const filename = documentFilename(['profile', profile.key, `edition ${profile.edition}`], 'json');
	return new Response(writeProfileFile(profile), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${filename}"`,
			'cache-control': 'private, no-store'
		}
	});
};
