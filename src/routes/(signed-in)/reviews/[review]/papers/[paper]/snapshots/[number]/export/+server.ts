import { error } from '@sveltejs/kit';
import { exportPaper } from '#lib/papers/export.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, url }) => {
	if (!/^[1-9]\d{0,5}$/.test(params.number)) error(404, 'This snapshot was not found');
	return exportPaper(
		locals,
		{ review: params.review, name: params.paper, query: url.searchParams },
		{ of: 'snapshot', number: Number(params.number) }
	);
};
