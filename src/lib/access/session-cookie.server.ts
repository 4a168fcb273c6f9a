import type { Cookies } from '@sveltejs/kit';
import { rememberedHours } from './sessions.server.ts';

/** `__Host-` binds the cookie to this host over HTTPS; a plain address (demo, tests) cannot use it. */
function nameFor(url: URL): string {
	return url.protocol === 'https:' ? '__Host-throughline' : 'throughline';
}

export function readSessionCookie(cookies: Cookies, url: URL): string | null {
	return cookies.get(nameFor(url)) ?? null;
}

export function setSessionCookie(cookies: Cookies, url: URL, sessionId: string): void {
	cookies.set(nameFor(url), sessionId, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		// Longer than the session lives, so that a form sent too late still says whose it was.
		maxAge: rememberedHours * 3600
	});
}

export function clearSessionCookie(cookies: Cookies, url: URL): void {
	cookies.delete(nameFor(url), { path: '/', secure: url.protocol === 'https:' });
}
