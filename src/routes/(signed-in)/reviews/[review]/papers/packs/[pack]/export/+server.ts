import { exportPack } from '#lib/papers/packs/export-pack.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, url }) =>
	exportPack(locals, {
		review: params.review,
		pack: params.pack,
		format: url.searchParams.get('format'),
		formats: url.searchParams.getAll('as')
	});
