import { error } from '@sveltejs/kit';
import { asVisitor } from '#lib/db/asActor.server.ts';
import { slugPattern } from '#lib/reviews/review.ts';
import { pageHeaders, publicCaching } from './page-headers.ts';
import { findPublishedFile } from './queries.server.ts';

/** A published file, for anybody: the same bytes that were made when it was published. @throws HTTP 404 */
export async function servePublished(address: string, format: 'html' | 'pdf'): Promise<Response> {
	const file = slugPattern.test(address)
		? await asVisitor(new Date(), (trx) => findPublishedFile(trx, address, format))
		: undefined;
	if (!file) error(404, 'This page was not found');
	return new Response(new Uint8Array(file.bytes), {
		headers: { ...headersOf(address, format), etag: `"${file.sha256}"`, 'cache-control': publicCaching }
	});
}

function headersOf(address: string, format: 'html' | 'pdf'): Record<string, string> {
	if (format === 'html') return pageHeaders;
	return {
		'content-type': 'application/pdf',
		'content-disposition': `inline; filename="${address}.pdf"`,
		'x-content-type-options': 'nosniff'
	};
}
