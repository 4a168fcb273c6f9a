import type { Cookies } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { clearSessionCookie, setSessionCookie } from './session-cookie.server.ts';

type Written = [name: string, value: string | null, options: Parameters<Cookies['set']>[2]];

function jar(): { cookies: Cookies; written: Written[] } {
	const written: Written[] = [];
	const cookies = {
		set: (...cookie: Written) => written.push(cookie),
		delete: (name: string, options: Written[2]) => written.push([name, null, options])
	};
	// Only what writes; the rest of a jar is SvelteKit's.
	return { cookies: cookies as unknown as Cookies, written };
}

test('over HTTPS the session is bound to this host, out of reach of scripts and of other sites', () => {
	const { cookies, written } = jar();
	setSessionCookie(cookies, new URL('https://throughline.example/sign-in'), 'id');
	expect(written).toMatchObject([
		['__Host-throughline', 'id', { path: '/', httpOnly: true, sameSite: 'lax', secure: true }]
	]);
	// The prefix asks that it belong to no wider domain.
	expect(written[0]?.[2]).not.toHaveProperty('domain');
});

test('signing out takes away the very cookie that signing in set', () => {
	for (const address of ['https://throughline.example/', 'http://127.0.0.1:3000/']) {
		const { cookies, written } = jar();
		setSessionCookie(cookies, new URL(address), 'id');
		clearSessionCookie(cookies, new URL(address));
		const [set, cleared] = written;
		expect([cleared?.[0], cleared?.[2]?.path, cleared?.[2]?.secure]).toEqual([
			set?.[0],
			set?.[2]?.path,
			set?.[2]?.secure
		]);
	}
});
