import type { RequestHandler } from './$types';

/** Says that the process answers; it looks at nothing else, so that a slow database does not restart the application. */
export const GET: RequestHandler = () =>
	new Response('ok', { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
