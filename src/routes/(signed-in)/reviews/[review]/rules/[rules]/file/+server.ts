import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { documentFilename, downloadHeaders } from '#lib/documents/filename.ts';
import { writeJsonFile } from '#lib/forms/json-file.ts';
import { getKnownRules } from '#lib/rounds/rules.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { rules } = await read(locals, (trx, actor) =>
		getKnownRules(trx, reviewIdOf(actor, params.review), params.rules)
	);
	const filename = documentFilename(['write-round rules', rules.key, rules.edition], 'json');
	return new Response(writeJsonFile(rules), { headers: downloadHeaders(filename, 'json') });
};
