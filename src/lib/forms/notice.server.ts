import type { Cookies } from '@sveltejs/kit';

/** `__Host-` binds the cookie to this host over HTTPS; a plain address (demo, tests) cannot use it. */
const isSecure = () => process.env.ORIGIN?.startsWith('https:') ?? false;
const name = () => (isSecure() ? '__Host-notice' : 'notice');

/** Leaves a line for the next page to show, such as "Finding F104 was shared". Nothing sensitive: it travels in a cookie. */
export function leaveNotice(cookies: Cookies, notice: string): void {
	cookies.set(name(), encodeURIComponent(notice), {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(),
		maxAge: 60
	});
}

/** Takes the line that the last act left, once. */
export function takeNotice(cookies: Cookies): string | null {
	const left = cookies.get(name());
	if (!left) return null;
	cookies.delete(name(), { path: '/', secure: isSecure() });
	try {
		return decodeURIComponent(left);
	} catch {
		return null;
	}
}
