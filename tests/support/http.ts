import { execFileSync } from 'node:child_process';
import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request as open } from 'node:http';
import path from 'node:path';
import { test as base } from '@playwright/test';
import pg from 'pg';
import { accounts } from '../../src/cli/demo/accounts.ts';
import { freePort } from './free-port.ts';
import { type Field, type PageForm, readPage } from './page-forms.ts';
import { NoPostgres, type PostgresServer, startPostgres } from './postgres-server.ts';
import { type Program, startProgram } from './programs.ts';

/** Who knocks: one account of the fictional review for each role, three who are outside it, and nobody. */
export const callers = {
	official: 'fictional-families-official',
	minister: 'fictional-families-minister',
	privateOffice: 'fictional-families-office',
	specialAdviser: 'fictional-families-adviser',
	cabinetPrivateOffice: 'fictional-families-cabinet-office',
	careOfficial: 'fictional-care-official',
	secretariat: 'fictional-secretariat',
	chair: 'fictional-chair',
	treasury: 'fictional-exchequer-team',
	observer: 'fictional-observer',
	/** A member of the other review only. */
	outsider: 'reported-education-official',
	administrator: 'administrator',
	nobody: null
} as const;

export type Role = keyof typeof callers;
export const roles = Object.keys(callers).filter((name): name is Role => name in callers);

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; bytes: number };
export type Sent = { method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer };

export type Caller = {
	role: Role;
	send(path: string, sent?: Sent): Promise<Answer>;
	get(path: string): Promise<Answer>;
	/** Posts fields as this site's own page does in a browser without JavaScript. */
	post(path: string, fields: Field[]): Promise<Answer>;
	/** Signs in once more, under a new session. */
	enterAgain(): Promise<void>;
	/** The cookie that says who this is; '' for nobody. */
	cookie(): string;
};

export type Demo = {
	url: string;
	/** Looks behind the pages as the owner of the database, whom no row-level security binds. */
	look: <Row extends pg.QueryResultRow>(statement: string, values?: unknown[]) => Promise<Row[]>;
	/** What every table holds, but for who is signed in: the same before and after an act that wrote nothing. */
	fingerprint(): Promise<Record<string, string>>;
	/** Signs somebody in, once. */
	as(role: Role): Promise<Caller>;
	/** Somebody signed in afresh. */
	enter(role: Role): Promise<Caller>;
	/** Every line that the server wrote to its log as an error. */
	errorLines(): string[];
};

type Fixtures = { demo: Demo };

/**
 * A server of the production build on a PostgreSQL of its own, where a test can look behind the pages and posts meet
 * real concurrency. No browser takes part, so one project runs it.
 */
export const test = base.extend<object, Fixtures>({
	demo: [
		async ({}, use) => {
			const { demo, stop } = await startDemo();
			try {
				await use(demo);
			} finally {
				await stop();
			}
		},
		{ scope: 'worker', timeout: 240_000 }
	]
});

export { expect } from '@playwright/test';

const agent = new Agent({ keepAlive: true, maxSockets: 24 });

/** Sends exactly these bytes and headers; follows nothing. */
export function send(url: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
	const unsaid = body === undefined || headers['transfer-encoding'] !== undefined;
	const length = unsaid ? {} : { 'content-length': Buffer.byteLength(body) };
	return new Promise((resolve, reject) => {
		const sending = open(url, { method, agent, headers: { ...length, ...headers } }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				const whole = Buffer.concat(chunks);
				resolve({
					status: response.statusCode ?? 0,
					headers: response.headers,
					text: whole.toString('utf8'),
					bytes: whole.length
				});
			});
		});
		sending.on('error', reject);
		sending.end(body);
	});
}

export const urlencoded = 'application/x-www-form-urlencoded';

export function encoded(fields: readonly Field[]): string {
	return new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
}

/** A file as the value of a field: a form that holds one is posted as a browser posts files. */
export function fileValue(bytes: Uint8Array): string {
	return `${fileMark}${Buffer.from(bytes).toString('base64')}`;
}

const fileMark = 'data:application/octet-stream;base64,';

function formBody(fields: readonly Field[]): { headers: OutgoingHttpHeaders; body: string | Buffer } {
	if (!fields.some(([, value]) => value.startsWith(fileMark))) {
		return { headers: { 'content-type': urlencoded }, body: encoded(fields) };
	}
	const boundary = 'between-one-field-and-the-next';
	const parts = fields.flatMap(([name, value]) => {
		const file = value.startsWith(fileMark) ? Buffer.from(value.slice(fileMark.length), 'base64') : null;
		const named = `Content-Disposition: form-data; name="${name}"${file ? '; filename="returned.docx"' : ''}`;
		return [Buffer.from(`--${boundary}\r\n${named}\r\n\r\n`), file ?? Buffer.from(value), Buffer.from('\r\n')];
	});
	return {
		headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
		body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
	};
}

/** What replaces or joins the fields that a page's form holds already; null takes the field away. */
export type Fill = Record<string, string | readonly string[] | null>;

/** The form of a page that posts to this action, '' for the page's own. */
export function formOf(html: string, action: string, holding: Record<string, string> = {}): PageForm | null {
	const holds = (form: PageForm) =>
		Object.entries(holding).every(([name, value]) =>
			form.fields.some((field) => field[0] === name && field[1] === value)
		);
	const forms = readPage(html).forms.filter((form) => form.method === 'post' && holds(form));
	const named = (target: string) =>
		actionIn(target) === action && (action !== '' || target === '' || target.startsWith('?'));
	return forms.find((one) => named(one.action)) ?? forms.find((one) => one.buttonActions.some(named)) ?? null;
}

/** `?/save#top` and `?state=draft&/save` both name the action `save`; an address without one names ''. */
export function actionIn(target: string): string {
	return /[?&]\/([^&#=]+)/.exec(target)?.[1] ?? '';
}

export function filled(fields: readonly Field[], fill: Fill): Field[] {
	const kept = fields.filter(([name]) => !(name in fill));
	const added = Object.entries(fill).flatMap(([name, value]) =>
		value === null ? [] : [value].flat().map((one): Field => [name, one])
	);
	return [...kept, ...added];
}

/** The address that a page's action is posted to. */
export function addressOf(page: string, action: string): string {
	if (action === '') return page;
	const [pathname = '', query] = page.split('?');
	return `${pathname}?${query ? `${query}&` : ''}/${action}`;
}

/** What the build really serves: for each route, the names of its actions and the methods of its endpoint. */
export function listServed(): { route: string; actions: string[]; methods: string[] }[] {
	const script = `
		const { manifest } = await import(${JSON.stringify(path.resolve('.svelte-kit/output/server/manifest-full.js'))});
		const served = [];
		for (const { id, page, endpoint } of manifest._.routes) {
			const node = page ? await manifest._.nodes[page.leaf]() : null;
			const module = endpoint ? await endpoint() : {};
			served.push({
				route: id,
				actions: Object.keys(node?.server?.actions ?? {}),
				methods: Object.keys(module).filter((name) => /^[A-Z]+$/.test(name))
			});
		}
		process.stdout.write(JSON.stringify(served), () => process.exit(0));`;
	const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
	return JSON.parse(output) as { route: string; actions: string[]; methods: string[] }[];
}

async function startDemo(): Promise<{ demo: Demo; stop(): Promise<void> }> {
	let postgres: PostgresServer;
	try {
		postgres = await startPostgres();
	} catch (error) {
		if (error instanceof NoPostgres) base.skip(true, `No PostgreSQL can start on this machine. ${error.message}`);
		throw error;
	}
	const url = (login: string) => {
		const changed = new URL('/demo', postgres.url);
		changed.username = login;
		return changed.href;
	};
	const owner = new pg.Pool({ connectionString: url('postgres'), max: 2 });
	owner.on('error', () => undefined);
	let server: Program | null = null;
	const stop = async () => {
		server?.process.kill('SIGTERM');
		await server?.ended;
		await owner.end();
		await postgres.remove();
	};

	try {
		await prepare(postgres.url);
		const port = await freePort();
		const environment = {
			DATABASE_URL: url('throughline_acting'),
			MIGRATE_DATABASE_URL: url('throughline_owner'),
			DEMO: '1',
			PORT: String(port)
		};
		const seeding = startProgram('src/cli/seed.ts', ['--demo'], environment);
		if ((await seeding.ended) !== 0) throw new Error(`The demo data could not be made: ${seeding.errors()}`);
		server = startProgram('src/server.ts', [], environment);
		await server.says('Throughline is listening');
		return { demo: await demoOn(`http://127.0.0.1:${port}`, owner, server), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Two logins as in production: one owns the tables, the other acts and owns nothing. */
async function prepare(url: string): Promise<void> {
	const client = new pg.Client(url);
	await client.connect();
	try {
		await client.query('create role throughline_owner login createdb createrole');
		await client.query('create role throughline_acting login noinherit');
		await client.query('create database demo owner throughline_owner');
	} finally {
		await client.end();
	}
}

async function demoOn(url: string, owner: pg.Pool, server: Program): Promise<Demo> {
	const signedIn = new Map<Role, Promise<Caller>>();
	const enter = (role: Role) => callerOf(url, role);
	const look: Demo['look'] = async (statement, values) => (await owner.query(statement, values)).rows;
	return {
		url,
		look,
		fingerprint: () => fingerprintOf(look),
		as(role) {
			const known = signedIn.get(role) ?? enter(role);
			signedIn.set(role, known);
			return known;
		},
		enter,
		errorLines: () =>
			server
				.errors()
				.split('\n')
				.filter((line) => line !== '' && !line.includes('"level":"warn"'))
	};
}

async function callerOf(url: string, role: Role): Promise<Caller> {
	const jar = new Map<string, string>();
	const caller: Caller = {
		role,
		async send(where, sent = {}) {
			const cookie = caller.cookie();
			const answer = await send(`${url}${where}`, {
				...sent,
				headers: { accept: 'text/html', ...(cookie ? { cookie } : {}), ...sent.headers }
			});
			for (const line of answer.headers['set-cookie'] ?? []) {
				const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
				// A notice is for the next page only, and no test reads it.
				if (name === 'throughline') jar.set(name, value);
			}
			return answer;
		},
		get: (where) => caller.send(where),
		post: (where, fields) =>
			caller.send(where, {
				method: 'POST',
				headers: { origin: url, 'sec-fetch-site': 'same-origin', ...formBody(fields).headers },
				body: formBody(fields).body
			}),
		async enterAgain() {
			const account = accounts.find(({ key }) => key === callers[role]);
			if (!account) return;
			const { status, text } = await caller.post('/sign-in/demo', [['email', account.email]]);
			if (status !== 303) throw new Error(`${role} could not sign in: ${status} ${text.slice(0, 200)}`);
		},
		cookie: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
	};
	await caller.enterAgain();
	return caller;
}

/** Tables that signing in and reading pages write to. */
const notCounted = ['sessions', 'sign_in_attempts'];

/** Rows are counted with the transactions that wrote them, so that an update shows as an insert or a delete does. */
async function fingerprintOf(look: Demo['look']): Promise<Record<string, string>> {
	const tables = await look<{ name: string }>(
		`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`
	);
	const counted = tables.filter(({ name }) => !notCounted.includes(name));
	const parts = counted.map(
		({ name }) =>
			`select '${name}' as name, count(*) || '/' || coalesce(sum(xmin::text::bigint), 0) as rows from ${name}`
	);
	const rows = await look<{ name: string; rows: string }>(parts.join(' union all '));
	return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}
