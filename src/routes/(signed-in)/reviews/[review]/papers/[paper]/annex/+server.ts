import { exportPaper } from '#lib/papers/export.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, url }) =>
	exportPaper(locals, { review: params.review, name: params.paper, query: url.searchParams }, { of: 'annex' });
