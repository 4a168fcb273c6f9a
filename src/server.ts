import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import {
	createServer,
	STATUS_CODES,
	type IncomingMessage,
	type OutgoingHttpHeaders,
	type Server,
	type ServerResponse
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { closeAll } from '#lib/db/closers.ts';
import { log } from '#lib/log.server.ts';

/** What an operator can set, read from the environment. */
export type Settings = {
	host: string;
	port: number;
	/** The address that people type, as ORIGIN; form posts from anywhere else are refused. */
	origin: string;
	/** One-click accounts: only ever on the loopback address. */
	demo: boolean;
};

export type RunningServer = {
	url: string;
	/** Stops accepting, lets what is in flight finish for ten seconds, then closes everything that was registered. */
	stop(reason: string): Promise<void>;
};

/** Bytes that a request may carry, where a route takes more than the ordinary limit. */
export const bodyLimits: { path: RegExp; bytes: number; advice?: string }[] = [
	// It carries a whole form that came too late for its session, encoded once more.
	{ path: /^\/sign-in\/again$/, bytes: 2 * 1024 * 1024 },
	// A Word file of 20 MB that came back, with what a form adds to it.
	{ path: /^\/reviews\/[^/]+\/papers\/[^/]+\/word$/, bytes: 21 * 1024 * 1024 },
	// A message of 10 MB that a letter went out with.
	{ path: /^\/reviews\/[^/]+\/letters\/L\d+$/, bytes: 11 * 1024 * 1024 },
	// A workbook of 20 MB: a department's return, or the Treasury's blank one.
	{ path: /^\/reviews\/[^/]+\/bids\/(?:B\d+\/returns|events\/\d+\/template)$/, bytes: 21 * 1024 * 1024 },
	// A message or a scanned letter of 10 MB: a department's reply to a write-round.
	{
		path: /^\/reviews\/[^/]+\/rounds\/W\d+\/replies$/,
		bytes: 11 * 1024 * 1024,
		advice:
			'Nothing was kept. A reply may be 10 MB: save the message without its attachments, or scan the letter in black and white, and choose that.'
	},
	// The letter or the minute by which the chair of the committee decided.
	{
		path: /^\/reviews\/[^/]+\/rounds\/W\d+\/clearance\/record$/,
		bytes: 11 * 1024 * 1024,
		advice:
			'Nothing was kept. The file may be 10 MB: save the message without its attachments, or scan the letter in black and white, and choose that.'
	}
];
export const ordinaryBodyLimit = 512 * 1024;

/**
 * Loads the built application and, once it is ready (its database migrated), begins to listen.
 * @throws Error in plain words when a setting cannot be or the application is not built
 */
export async function start(
	environment: NodeJS.ProcessEnv = process.env,
	built = new URL('../build/handler.js', import.meta.url)
): Promise<RunningServer> {
	const settings = readSettings(environment);
	const handle = await loadApplication(settings, built);
	const server = createServer(timeouts, (request, response) => {
		void answer(settings, handle, server, request, response);
	});
	server.on('clientError', refuseMalformed);

	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(settings.port, settings.host, resolve);
	});

	const { port } = server.address() as AddressInfo;
	return { url: `http://${bracketed(settings.host)}:${port}`, stop: (reason) => stop(server, reason) };
}

/** Ends this process in good order, with exit code 0, on the signals that ask for it; at once when asked twice. */
export function stopOnSignals(running: RunningServer): void {
	let stopping = false;
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, async () => {
			// The database survives an end like this too.
			if (stopping) process.exit(1);
			stopping = true;
			try {
				await running.stop(signal);
				process.exit(0);
			} catch (error) {
				process.stderr.write(`${String(error)}\n`);
				process.exit(1);
			}
		});
	}
}

/** @throws Error in plain words */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
	const port = Number(environment.PORT ?? 3000);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('PORT must be a number from 1 to 65535');

	const host = environment.HOST ?? '127.0.0.1';
	if (environment.DEMO === '1') {
		if (!isLoopback(host)) {
			throw new Error(`The demo signs anybody in, so it runs on the loopback address only. Unset HOST (now ${host}).`);
		}
		return { host: '127.0.0.1', port, origin: `http://127.0.0.1:${port}`, demo: true };
	}

	const origin = environment.ORIGIN ?? (isLoopback(host) ? `http://${bracketed(host)}:${port}` : null);
	if (!origin) throw new Error('Set ORIGIN to the address that people type, such as https://throughline.example');
	if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
		throw new Error(`ORIGIN must be a scheme and a host, such as https://throughline.example (now ${origin})`);
	}
	return { host, port, origin, demo: false };
}

/** Headers that every answer carries, static files included. The application adds its own content policy. */
export function securityHeaders(origin: string): Record<string, string> {
	return {
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		// Not no-referrer: with it browsers send "Origin: null" with a form, which the application refuses.
		'referrer-policy': 'same-origin',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
		...(origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {})
	};
}

type Handle = (request: IncomingMessage, response: ServerResponse, next: () => void) => unknown;

const timeouts = {
	headersTimeout: 10_000,
	requestTimeout: 30_000,
	// Longer than the usual 60 s of a proxy, so that the proxy is the one to hang up.
	keepAliveTimeout: 65_000,
	connectionsCheckingInterval: 5_000
};

/** Longest that a request in flight may hold up a stop, and that a refused body is still read, in milliseconds. */
const patience = 10_000;

async function loadApplication({ host, port, origin }: Settings, built: URL): Promise<Handle> {
	// The handler reads these while it loads. Its limit is the largest of ours, which are checked before it.
	Object.assign(process.env, {
		HOST: host,
		PORT: String(port),
		ORIGIN: origin,
		BODY_SIZE_LIMIT: String(Math.max(ordinaryBodyLimit, ...bodyLimits.map(({ bytes }) => bytes)))
	});
	if (!existsSync(built)) throw new Error('The application is not built yet. Run: npm run build');
	const { handler } = (await import(built.href)) as { handler: Handle };
	return handler;
}

async function answer(
	settings: Settings,
	handle: Handle,
	server: Server,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	for (const [name, value] of Object.entries(securityHeaders(settings.origin))) response.setHeader(name, value);
	// Pages bring a policy of their own; data, files and whatever fails half-way may do nothing at all.
	response.setHeader('content-security-policy', strictPolicy);
	// Also where the application says nothing, as when it sends somebody to sign in. Hashed files say otherwise themselves.
	response.setHeader('cache-control', 'no-store');
	response.once('finish', () => logRefusal(request, response));
	if (!server.listening) response.setHeader('connection', 'close');
	response.once('close', () => {
		if (!server.listening) server.closeIdleConnections();
	});

	const refusal =
		(settings.demo ? refuseInDemo(settings, request) : null) ?? refuseMethod(request) ?? refuseBody(request);
	if (refusal) return refuse(request, response, refusal);
	try {
		await handle(request, response, () => refuse(request, response, { status: 404 }));
	} catch (error) {
		log('error', 'server.failed', { message: String(error) });
		if (response.headersSent) response.destroy();
		else refuse(request, response, { status: 500 });
	}
}

type Refusal = {
	status: 307 | 400 | 404 | 405 | 408 | 411 | 413 | 431 | 500;
	location?: string;
	/** What to do about it here, where that is more than the status says. */
	advice?: string;
};

function refuseInDemo({ origin, port }: Settings, request: IncomingMessage): Refusal | null {
	const names = Object.keys(request.headers);
	if (names.some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'))) return { status: 400 };

	const host = request.headers.host;
	if (host === new URL(origin).host) return null;
	const target = request.url ?? '/';
	// Any other name is not ours: a page elsewhere may have pointed its own name at this machine.
	if (host !== `localhost:${port}` || !target.startsWith('/')) return { status: 400 };
	return { status: 307, location: `${origin}${target}` };
}

/** It would send back to a script what only the browser should know. */
function refuseMethod({ method }: IncomingMessage): Refusal | null {
	return method === 'TRACE' ? { status: 405 } : null;
}

function refuseBody({ headers, url = '/' }: IncomingMessage): Refusal | null {
	// Browsers always say how long a form is; without a length the limit could only be noticed half-way.
	if (headers['transfer-encoding'] !== undefined) return { status: 411 };
	const path = url.split('?', 1)[0] ?? '/';
	const { bytes, advice: words } = bodyLimits.find((entry) => entry.path.test(path)) ?? { bytes: ordinaryBodyLimit };
	return Number(headers['content-length'] ?? 0) > bytes ? { status: 413, advice: words } : null;
}

function refuse(
	request: IncomingMessage,
	response: ServerResponse,
	{ status, location, advice: words }: Refusal
): void {
	const body = page(status, words);
	response.writeHead(status, { ...pageHeaders(body), ...(location ? { location } : { connection: 'close' }) });
	response.end(request.method === 'HEAD' ? undefined : body);

	// A browser that is still sending shows the page only when what it sends is read.
	request.resume();
	const timer = setTimeout(() => request.destroy(), patience).unref();
	request.once('close', () => clearTimeout(timer));
}

function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
	if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
	const status = malformed[error.code ?? ''] ?? 400;
	log('warn', 'request.refused', { status, address: socket.remoteAddress });
	const body = page(status);
	const headers = { ...securityHeaders(process.env.ORIGIN ?? ''), ...pageHeaders(body), connection: 'close' };
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
	socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** What was refused before the application's own hooks, which number each request: no path, which may hold a link's token. */
function logRefusal({ method, socket }: IncomingMessage, response: ServerResponse): void {
	const { statusCode: status } = response;
	if (response.hasHeader('x-request-id') || status < 400 || status >= 500 || status === 404) return;
	log('warn', 'request.refused', { status, method, address: socket.remoteAddress });
}

const malformed: Record<string, 408 | 431> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

const titles: Record<Refusal['status'], string> = {
	307: 'This page has moved',
	400: 'That request could not be read',
	404: 'Page not found',
	405: 'That request could not be read',
	408: 'That took too long to arrive',
	411: 'That request could not be read',
	413: 'That is too much to send at once',
	431: 'That request could not be read',
	500: 'Sorry, there is a problem'
};

const advice: Record<Refusal['status'], string> = {
	307: 'Your browser should take you there by itself.',
	400: 'Go back and try again. If you typed the address, check it.',
	404: 'If you typed the address, check it.',
	405: 'Go back and try again.',
	408: 'Go back and try again.',
	411: 'Go back and try again.',
	413: 'Nothing was saved. Go back, where your browser may still hold what you wrote, and send it in smaller parts.',
	431: 'Remove this site’s cookies in your browser, then try again.',
	500: 'Try again in a few minutes.'
};

const style =
	'body{max-width:38rem;margin:4rem auto;padding:0 1rem;font:1.2rem/1.5 system-ui,sans-serif;color:#0b0c0c}' +
	'h1{font-size:2rem;line-height:1.2}';

function page(status: Refusal['status'], words = advice[status]): string {
	return (
		`<!doctype html><html lang="en-GB"><head><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width, initial-scale=1"><title>${titles[status]} - Throughline</title>` +
		`<style>${style}</style></head><body><main><h1>${titles[status]}</h1><p>${words}</p></main></body></html>`
	);
}

const strictPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function pageHeaders(body: string): OutgoingHttpHeaders {
	const styleHash = createHash('sha256').update(style).digest('base64');
	return {
		'content-type': 'text/html; charset=utf-8',
		'content-length': Buffer.byteLength(body),
		'cache-control': 'no-store',
		'content-security-policy': `${strictPolicy}; style-src 'sha256-${styleHash}'`
	};
}

async function stop(server: Server, reason: string): Promise<void> {
	const finished = new Promise<void>((resolve) => server.close(() => resolve()));
	const timer = setTimeout(() => server.closeAllConnections(), patience);
	await finished;
	clearTimeout(timer);
	const listeners: EventEmitter = process;
	listeners.emit('sveltekit:shutdown', reason);
	await closeAll();
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function bracketed(host: string): string {
	return host.includes(':') ? `[${host}]` : host;
}

function isProgram(): boolean {
	const program = process.argv[1];
	return program !== undefined && realpathSync(program) === fileURLToPath(import.meta.url);
}

if (isProgram()) {
	try {
		const running = await start();
		process.stdout.write(`Throughline is listening on ${running.url}\n`);
		stopOnSignals(running);
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
		await closeAll();
	}
}
