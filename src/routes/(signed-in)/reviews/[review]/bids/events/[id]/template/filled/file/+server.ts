import { zipSync } from 'fflate';
import { asActor } from '#lib/db/asActor.server.ts';
import { noteFilled } from '#lib/bids/template/commands.server.ts';
import { filledFor } from '#lib/bids/template/filled.server.ts';
import { documentFilename, downloadHeaders, fileTypes } from '#lib/documents/filename.ts';
import type { RequestHandler } from './$types';

/** The filled file; several come in one zip. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { actor, reviewId, event, template, bids, filled } = await filledFor(
		locals,
		params,
		url.searchParams.get('of')
	);
	const said = { template: template.fileName, sha256: template.sha256 };
	await asActor(actor, (trx) => noteFilled(trx, actor, reviewId, bids, said));
	const { extension } = fileTypes[template.format];
	const nameOf = (references: string[]) =>
		documentFilename([event.name, references.length === 1 ? (references[0] ?? null) : 'bids'], extension);
	const [first] = filled;
	if (first && filled.length === 1) {
		const headers = downloadHeaders(nameOf(first.references), template.format);
		return new Response(new Uint8Array(first.bytes), { headers });
	}
	const files = Object.fromEntries(filled.map(({ bytes, references }) => [nameOf(references), bytes]));
	const headers = {
		...downloadHeaders(documentFilename([event.name, 'bids'], 'zip'), template.format),
		'content-type': 'application/zip'
	};
	// What is in it is packed already.
	return new Response(new Uint8Array(zipSync(files, { level: 0 })), { headers });
};
