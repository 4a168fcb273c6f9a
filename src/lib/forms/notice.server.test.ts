import type { Cookies } from '@sveltejs/kit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { leaveNotice, takeNotice } from './notice.server.ts';

function jar() {
	const kept = new Map<string, { value: string; options: unknown }>();
	const cookies = {
		set: (name: string, value: string, options: unknown) => kept.set(name, { value, options }),
		get: (name: string) => kept.get(name)?.value,
		delete: (name: string) => kept.delete(name)
	};
	// Only what a notice uses; the rest of a jar is SvelteKit's.
	return { cookies: cookies as unknown as Cookies, kept };
}

afterEach(() => vi.unstubAllEnvs());

describe('a notice', () => {
	test.each([
		['https://throughline.example', '__Host-notice', true],
		['http://127.0.0.1:3000', 'notice', false]
	])('at %s travels as %s, for one minute, out of reach of scripts', (origin, name, secure) => {
		vi.stubEnv('ORIGIN', origin);
		const { cookies, kept } = jar();
		leaveNotice(cookies, 'Shared');
		expect([...kept]).toEqual([
			[name, { value: 'Shared', options: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: 60 } }]
		]);
	});

	test('is taken once, whatever its words', () => {
		const { cookies } = jar();
		leaveNotice(cookies, 'Saved: £7m; “agreed”\r\nSet-Cookie: x=y');
		expect(takeNotice(cookies)).toBe('Saved: £7m; “agreed”\r\nSet-Cookie: x=y');
		expect(takeNotice(cookies)).toBeNull();
	});
});
