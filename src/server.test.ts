import { request as send, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onClose } from '#lib/db/closers.ts';
import { freePort } from '../tests/support/free-port.ts';
import { linesLogged } from '../tests/support/log-lines.ts';
import { bodyLimits, ordinaryBodyLimit, readSettings, securityHeaders, start, type RunningServer } from './server.ts';

const handler = pathToFileURL(path.resolve('tests/support/fixtures/handler.js'));
const environment = { ...process.env };

let port: number;
let running: RunningServer | null = null;

beforeEach(async () => {
	port = await freePort();
});

afterEach(async () => {
	await running?.stop('test');
	running = null;
	bodyLimits.length = 0;
	process.env = { ...environment };
});

async function serve(settings: NodeJS.ProcessEnv = {}): Promise<void> {
	running = await start({ PORT: String(port), ...settings }, handler);
}

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

function ask(target: string, headers: Record<string, string> = {}, body?: Buffer): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const method = body ? 'POST' : 'GET';
		const request = send({ host: '127.0.0.1', port, path: target, method, headers, agent: false }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
		});
		request.on('error', reject);
		request.end(body);
	});
}

function raw(bytes: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
		let text = '';
		socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
		socket.once('error', reject).once('close', () => resolve(text));
	});
}

describe('settings', () => {
	test('the loopback address and port 3000 unless told otherwise', () => {
		expect(readSettings({})).toEqual({
			host: '127.0.0.1',
			port: 3000,
			origin: 'http://127.0.0.1:3000',
			demo: false
		});
	});

	test.each([
		['a public address without ORIGIN', { HOST: '0.0.0.0' }, /^Set ORIGIN/],
		['an ORIGIN with a path', { ORIGIN: 'https://throughline.example/app' }, /^ORIGIN must be/],
		['an ORIGIN that is no address', { ORIGIN: 'throughline' }, /^ORIGIN must be/],
		['a port that is no number', { PORT: 'http' }, /^PORT must be/],
		['the demo on a public address', { DEMO: '1', HOST: '0.0.0.0' }, /^The demo signs anybody in/],
		['the demo on another machine’s name', { DEMO: '1', HOST: 'demo.example' }, /^The demo signs anybody in/]
	])('refuses %s', (_, settings, message) => {
		expect(() => readSettings(settings)).toThrow(message);
	});

	test('the demo keeps to 127.0.0.1 whatever ORIGIN says', () => {
		const settings = readSettings({ DEMO: '1', HOST: 'localhost', ORIGIN: 'https://elsewhere.example', PORT: '4000' });
		expect(settings).toMatchObject({ host: '127.0.0.1', origin: 'http://127.0.0.1:4000', demo: true });
	});

	test('asks for https for a year only where the address is https', () => {
		expect(securityHeaders('https://throughline.example')['strict-transport-security']).toBe(
			'max-age=31536000; includeSubDomains'
		);
		expect(securityHeaders('http://127.0.0.1:3000')).not.toHaveProperty('strict-transport-security');
	});

	test('says so when the application is not built', async () => {
		const missing = new URL('file:///nowhere/handler.js');
		await expect(start({ PORT: String(port) }, missing)).rejects.toThrow('npm run build');
	});

	test('tells the application the origin and the largest body', async () => {
		bodyLimits.push({ path: /^\/files$/, bytes: 2_000_000 });
		await serve({ ORIGIN: 'https://throughline.example' });
		expect(process.env).toMatchObject({ ORIGIN: 'https://throughline.example', BODY_SIZE_LIMIT: '2000000' });
	});
});

describe('answers', () => {
	test.each(['/', '/missing', '/fails'])('%s carries every security header', async (target) => {
		await serve();
		expect((await ask(target)).headers).toMatchObject(securityHeaders('http://127.0.0.1'));
	});

	test.each(['/', '/missing', '/fails'])(
		'%s may load and do nothing, unless the application allows it',
		async (target) => {
			await serve();
			const policy = String((await ask(target)).headers['content-security-policy']).split('; ');
			expect(policy.slice(0, 4)).toEqual([
				"default-src 'none'",
				"base-uri 'none'",
				"form-action 'none'",
				"frame-ancestors 'none'"
			]);
		}
	);

	test('TRACE is refused before it is answered', async () => {
		await serve();
		const answer = await raw('TRACE / HTTP/1.1\r\nhost: x\r\ncookie: a=b\r\nconnection: close\r\n\r\n');
		expect(answer).toMatch(/^HTTP\/1\.1 405 /);
		expect(answer).not.toContain('a=b');
	});

	test('what never reaches the application is logged without its path', async () => {
		await serve();
		const lines = linesLogged();
		await ask('/password/a-token', { 'transfer-encoding': 'chunked' }, Buffer.from('x'));
		await raw('NONSENSE\r\n\r\n');
		await ask('/elsewhere');
		expect(lines.read()).toMatchObject([
			{ level: 'warn', event: 'request.refused', status: 411, method: 'POST', address: '127.0.0.1' },
			{ level: 'warn', event: 'request.refused', status: 400, address: '127.0.0.1' },
			{ level: 'warn', event: 'request.refused', status: 403, method: 'GET', address: '127.0.0.1' }
		]);
		expect(JSON.stringify(lines.read())).not.toContain('a-token');
	});

	test('a failure is a page, and the server goes on', async () => {
		await serve();
		const lines = linesLogged();
		const failed = await ask('/fails');
		expect(failed).toMatchObject({ status: 500, body: expect.stringContaining('there is a problem') });
		expect(failed.body).not.toContain('on purpose');
		expect(lines.read()).toMatchObject([
			{ level: 'error', event: 'server.failed', message: 'Error: broken on purpose' }
		]);
		expect(await ask('/')).toMatchObject({ status: 200, body: 'received 0' });
	});

	test('bytes that are no HTTP get a 400 page', async () => {
		await serve();
		const answer = await raw('NONSENSE\r\n\r\n');
		expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
		expect(answer).toContain('x-content-type-options: nosniff');
		expect(answer).toContain('<h1>That request could not be read</h1>');
	});

	test('endless headers get a 431 page', async () => {
		await serve();
		const answer = await raw(`GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'a'.repeat(40_000)}\r\n\r\n`);
		expect(answer).toMatch(/^HTTP\/1\.1 431 /);
	});
});

describe('bodies', () => {
	test('at the limit passes, a byte more is a 413 page', async () => {
		await serve();
		expect(await ask('/', {}, Buffer.alloc(ordinaryBodyLimit))).toMatchObject({
			body: `received ${ordinaryBodyLimit}`
		});

		const refused = await ask('/', {}, Buffer.alloc(ordinaryBodyLimit + 1));
		expect(refused).toMatchObject({ status: 413, body: expect.stringContaining('too much to send at once') });
	});

	test('50 MB are read to the end so that the browser shows the page', async () => {
		await serve();
		expect(await ask('/', {}, Buffer.alloc(50_000_000))).toMatchObject({ status: 413 });
	});

	test('a route of the table has its own limit', async () => {
		bodyLimits.push({ path: /^\/files$/, bytes: 1_000_000 });
		await serve();
		expect(await ask('/files?name=a', {}, Buffer.alloc(1_000_000))).toMatchObject({ status: 200 });
		expect(await ask('/files', {}, Buffer.alloc(1_000_001))).toMatchObject({ status: 413 });
		expect(await ask('/filesystem', {}, Buffer.alloc(1_000_000))).toMatchObject({ status: 413 });
	});

	test('a body that does not say its length is refused', async () => {
		await serve();
		expect(await ask('/', { 'transfer-encoding': 'chunked' }, Buffer.from('a=b'))).toMatchObject({ status: 411 });
	});
});

describe('the demo', () => {
	test('sends localhost to 127.0.0.1, same path and query', async () => {
		await serve({ DEMO: '1' });
		const answer = await ask('/reviews/a?tab=1', { host: `localhost:${port}` });
		expect(answer.status).toBe(307);
		expect(answer.headers.location).toBe(`http://127.0.0.1:${port}/reviews/a?tab=1`);
	});

	test.each<[string, Record<string, string>]>([
		['a forwarded address', { 'x-forwarded-for': '10.0.0.1' }],
		['a forwarded scheme', { 'x-forwarded-proto': 'https' }],
		['the standard forwarding header', { forwarded: 'for=10.0.0.1' }],
		['another name for this machine', { host: 'attacker.example' }],
		['another port', { host: '127.0.0.1:1' }]
	])('refuses %s', async (_, headers) => {
		await serve({ DEMO: '1' });
		expect(await ask('/', headers)).toMatchObject({ status: 400 });
	});

	test('answers its own name', async () => {
		await serve({ DEMO: '1' });
		expect(await ask('/')).toMatchObject({ status: 200 });
	});
});

test('a stop lets what is in flight finish, then closes what was registered, last first', async () => {
	await serve();
	const closed: string[] = [];
	onClose(() => void closed.push('database'));
	onClose(async () => void closed.push('jobs'));

	const inFlight = ask('/slow');
	await new Promise((resolve) => setTimeout(resolve, 100));
	const stopped = running?.stop('test');
	await expect(ask('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	expect(closed).toEqual([]);
	expect(await inFlight).toMatchObject({ status: 200, body: 'finished' });
	await stopped;
	running = null;
	expect(closed).toEqual(['jobs', 'database']);
});
