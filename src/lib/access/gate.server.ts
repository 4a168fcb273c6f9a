import type { RequestEvent } from '@sveltejs/kit';

/** Routes that need no session. Every other route does. */
const publicRoutes = new Set([
	'/sign-in',
	'/sign-in/again',
	'/sign-in/demo',
	'/sign-out',
	'/password/[token]',
	'/health',
	'/accessibility'
]);

export function isPublic(routeId: string | null): boolean {
	return routeId !== null && publicRoutes.has(routeId);
}

/** A change of state must come from this site's own pages. Browsers say so; what says nothing is no browser. */
export function isCrossSite(request: Request, url: URL): boolean {
	if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false;
	const site = request.headers.get('Sec-Fetch-Site');
	if (site !== null) return site !== 'same-origin';
	const origin = request.headers.get('Origin');
	return origin !== null && origin !== url.origin;
}

/**
 * What a person gets whose session ended while they were typing: without JavaScript a page that signs them in and carries
 * what they typed; to a script, the fact alone, since the page still holds the words.
 */
export async function signedOutAnswer(
	event: RequestEvent,
	resolve: (event: RequestEvent) => Promise<Response> | Response
): Promise<Response> {
	if (event.route.id === null) return resolve(event);
	if (event.request.headers.has('x-sveltekit-action')) {
		return Response.json({ type: 'error', error: { message: 'Your session has ended' }, status: 401 }, { status: 401 });
	}
	if (event.request.headers.get('Content-Type')?.startsWith('application/x-www-form-urlencoded') !== true) {
		return new Response('Sign in first', { status: 401 });
	}
	const to = encodeURIComponent(event.url.pathname + event.url.search);
	return event.fetch(`/sign-in/again?to=${to}`, {
		method: 'POST',
		body: await event.request.text(),
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' }
	});
}
