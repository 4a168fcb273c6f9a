import type { Cookies } from '@sveltejs/kit';

const name = 'notice';

/** Leaves a line for the next page to show, such as "Finding F104 was shared". Nothing sensitive: it travels in a cookie. */
export function leaveNotice(cookies: Cookies, notice: string): void {
	cookies.set(name, encodeURIComponent(notice), {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: false,
		maxAge: 60
	});
}

/** Takes the line that the last act left, once. */
export function takeNotice(cookies: Cookies): string | null {
	const left = cookies.get(name);
	if (!left) return null;
	cookies.delete(name, { path: '/', secure: false });
	try {
		return decodeURIComponent(left);
	} catch {
		return null;
	}
}
