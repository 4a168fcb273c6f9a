import type { RequestEvent } from '@sveltejs/kit';
import { packForm, sealParcel } from './parcel.server.ts';

/** Routes that need no session. Every other route does. */
const publicRoutes = new Set([
	'/sign-in',
	'/sign-in/again',
	'/sign-in/demo',
	'/sign-out',
	'/password/[token]',
	'/calendar/[token]/throughline.ics',
	'/health',
	'/accessibility',
	'/guide',
	'/guide/[page]',
	'/published',
	'/published/[address]',
	'/published/[address]/document.pdf'
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

/** A page that the browser opens, rather than data or a form: what follows it will carry a new cookie. */
export function isPageVisit(event: RequestEvent): boolean {
	return event.request.method === 'GET' && !event.isDataRequest && !event.isSubRequest;
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
	const form = event.request.method === 'POST' ? await readForm(event.request) : null;
	if (!form) return new Response('Sign in first', { status: 401 });
	const sealed = sealParcel(packForm(form, event.url.pathname + event.url.search, event.locals.endedPersonId));
	return event.fetch('/sign-in/again?/show', {
		method: 'POST',
		body: new URLSearchParams(sealed),
		headers: { Accept: 'text/html' }
	});
}

async function readForm(request: Request): Promise<FormData | null> {
	if (
		!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(request.headers.get('Content-Type') ?? '')
	) {
		return null;
	}
	try {
		return await request.formData();
	} catch {
		return null;
	}
}
