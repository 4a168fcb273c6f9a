import { exportAnnexData, isAnnexDataFormat } from '#lib/papers/annex/export-annex.server.ts';
import { exportPaper } from '#lib/papers/export.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, url }) => {
	const at = { review: params.review, name: params.paper };
	const format = url.searchParams.get('format');
	if (!isAnnexDataFormat(format)) return exportPaper(locals, { ...at, query: url.searchParams }, { of: 'annex' });
	return exportAnnexData(locals, { ...at, format, bom: url.searchParams.get('bom') !== 'no', origin: url.origin });
};
