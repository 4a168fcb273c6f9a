import { exportData } from '#lib/bids/files/export.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, url }) =>
	exportData(locals, { review: params.review, name: params.ref, query: url.searchParams });
