import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isDemo } from './demo.server.ts';
import { isCrossSite, isPublic, signedOutAnswer } from './gate.server.ts';
import { openParcel } from './parcel.server.ts';

afterEach(() => {
	vi.unstubAllEnvs();
});

const url = new URL('https://throughline.example/reviews/a/evidence/new?/save');

function post(headers: Record<string, string>, body: BodyInit = 'title=A+visit&theme=x&theme=y'): Request {
	return new Request(url, { method: 'POST', body, headers });
}

describe('what needs no session', () => {
	test.each(['/sign-in', '/sign-in/again', '/sign-in/demo', '/sign-out', '/password/[token]', '/health'])(
		'%s',
		(id) => {
			expect(isPublic(id)).toBe(true);
		}
	);

	test.each([null, '/', '/(signed-in)/account', '/(signed-in)/admin/people', '/reviews/[review]', '/new-route'])(
		'%s does',
		(id) => {
			expect(isPublic(id)).toBe(false);
		}
	);
});

describe('a form from another site', () => {
	test.each([
		['says so', { 'Sec-Fetch-Site': 'cross-site' }, true],
		['comes from a sister site', { 'Sec-Fetch-Site': 'same-site' }, true],
		['names another origin', { Origin: 'https://evil.example' }, true],
		['hides its origin', { Origin: 'null' }, true],
		['is our own', { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://throughline.example' }, false],
		['is our own, from an older browser', { Origin: 'https://throughline.example' }, false]
	])('that %s', (_, headers, refused) => {
		expect(isCrossSite(post(headers), url)).toBe(refused);
	});

	test('reading is free to all', () => {
		expect(isCrossSite(new Request(url, { headers: { 'Sec-Fetch-Site': 'cross-site' } }), url)).toBe(false);
	});
});

describe('a form that comes after its session', () => {
	function late(request: Request, routeId: string | null = '/(signed-in)/x') {
		const posted: { address: string; body: URLSearchParams }[] = [];
		const event = {
			request,
			url,
			route: { id: routeId },
			locals: { endedPersonId: 7 },
			fetch: async (address: string, init: { body: URLSearchParams }) => {
				posted.push({ address, body: init.body });
				return new Response('the page that signs in again', { status: 401 });
			}
		};
		// Only what the gate looks at; the rest of an event is SvelteKit's.
		const answer = signedOutAnswer(event as unknown as RequestEvent, () => new Response('not found', { status: 404 }));
		return { answer, posted };
	}

	test('is handed on, sealed, to the page that signs in again', async () => {
		const { answer, posted } = late(post({ 'Content-Type': 'application/x-www-form-urlencoded' }));
		expect((await answer).status).toBe(401);
		expect(posted[0]?.address).toBe('/sign-in/again?/show');
		const body = posted[0]?.body;
		expect(openParcel({ parcel: body?.get('parcel') ?? '', seal: body?.get('seal') ?? '' })).toEqual({
			to: '/reviews/a/evidence/new?/save',
			fields: [
				['title', 'A visit'],
				['theme', 'x'],
				['theme', 'y']
			],
			personId: 7,
			left: { files: false, passwords: false }
		});
	});

	test('keeps the words of a form with files', async () => {
		const form = new FormData();
		form.append('title', 'A visit');
		form.append('file', new File(['x'], 'x.docx'));
		const { answer, posted } = late(post({}, form));
		await answer;
		expect(JSON.parse(posted[0]?.body.get('parcel') ?? '')).toMatchObject({
			fields: [['title', 'A visit']],
			left: { files: true }
		});
	});

	test.each([
		['a script', { 'x-sveltekit-action': 'true', 'Content-Type': 'application/x-www-form-urlencoded' }],
		['data', { 'Content-Type': 'application/json' }],
		['a broken form', { 'Content-Type': 'multipart/form-data' }]
	])('is refused as it is when it is %s', async (_, headers) => {
		const { answer, posted } = late(post(headers));
		expect((await answer).status).toBe(401);
		expect(posted).toEqual([]);
	});

	test('is not found where there is no page', async () => {
		expect((await late(post({}), null).answer).status).toBe(404);
	});
});

describe('one-click accounts', () => {
	function from(address: string, host: string): RequestEvent {
		const event = {
			request: { headers: new Headers({ Host: host }) },
			getClientAddress: () => address
		};
		return event as unknown as RequestEvent;
	}

	test.each([
		['127.0.0.1', '127.0.0.1:3000', true],
		['::1', '127.0.0.1', true],
		['::ffff:127.0.0.1', '127.0.0.1:3000', true],
		['192.168.1.4', '127.0.0.1:3000', false],
		['127.0.0.1', 'throughline.example', false],
		['127.0.0.1', '127.0.0.1.evil.example', false],
		['127.0.0.1', 'localhost:3000', false],
		['127.0.0.1', '', false]
	])('in the demo, from %s to %s: %s', (address, host, offered) => {
		vi.stubEnv('DEMO', '1');
		expect(isDemo(from(address, host))).toBe(offered);
	});

	test.each(['', '0', 'true', undefined])('not where DEMO is %s', (value) => {
		vi.stubEnv('DEMO', value);
		expect(isDemo(from('127.0.0.1', '127.0.0.1:3000'))).toBe(false);
	});
});
