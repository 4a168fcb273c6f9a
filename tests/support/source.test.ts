import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What would undo a promise of docs/security.md, and the only files that may hold it. */
const promises: { what: string; pattern: RegExp; allowed: string[] }[] = [
	{
		what: 'starts no program and runs no text as code',
		pattern: /child_process|\beval\(|new Function\(|node:vm\b/,
		allowed: []
	},
	{
		what: 'puts markup on a page in one component',
		pattern: /\{@html|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/,
		allowed: ['src/lib/ui/Prose.svelte']
	},
	{
		what: 'asks no other machine for anything but its mail server',
		pattern:
			/\bhttps?\.(?:get|request)\(|node:(?:https|http2|dgram|tls)'|XMLHttpRequest|WebSocket|EventSource|sendBeacon|nodemailer/,
		// A message is composed, and handed to the operator's mail server; and to its own page's address, when somebody leaves it.
		allowed: [
			'src/lib/letters/post/eml.server.ts',
			'src/lib/mail/send.server.ts',
			'src/lib/papers/visit-beat.svelte.ts'
		]
	},
	{
		what: 'lets a browser keep a preference and words that were not sent yet, and takes no messages from other windows',
		pattern: /localStorage|sessionStorage|indexedDB|document\.cookie|window\.postMessage|addEventListener\('message'/,
		allowed: ['src/lib/papers/drafts/local-copy.ts', 'src/lib/ui/shortcuts.ts', 'src/lib/ui/unsent.ts']
	},
	{
		what: 'puts no text of its own making into SQL',
		pattern: /sql\.raw\(/,
		allowed: ['src/lib/evidence/queries.server.ts']
	},
	{
		what: 'writes to the standard error stream through the log alone, but for programs at the command line',
		pattern: /\bconsole\.|process\.(?:stderr|stdout)\.write/,
		allowed: [
			'src/cli/create-user.ts',
			'src/cli/demo.ts',
			'src/cli/migrate.ts',
			'src/cli/seed.ts',
			'src/cli/verify-audit.ts',
			'src/lib/log.server.ts',
			'src/server.ts'
		]
	},
	{
		what: 'takes chance from the system, never from Math.random',
		pattern: /Math\.random\(/,
		allowed: []
	},
	{
		what: 'hashes with SHA-256 and argon2id alone, and encrypts nothing itself',
		pattern: /createHash\('(?!sha256')|createHmac\('(?!sha256')|createCipher|createDecipher|createSign|md5/i,
		allowed: []
	}
];

const sources = globSync('src/**/*.{ts,svelte,html}').filter((file) => !file.endsWith('.test.ts'));

test.each(promises)('the application $what', ({ pattern, allowed }) => {
	expect(sources.length).toBeGreaterThan(300);
	expect(sources.filter((file) => pattern.test(readFileSync(file, 'utf8'))).toSorted()).toEqual(allowed);
});

test('the server calls fetch for an address of its own alone', () => {
	// What runs in a browser may talk to this server alone: the content policy says so.
	const served = sources.filter((file) => /(?:\.server|\+server|worker|src\/server)\.ts$|^src\/cli\//.test(file));
	const calls = served.flatMap((file) =>
		Array.from(readFileSync(file, 'utf8').matchAll(/\bfetch\(\s*([^,)]{0,40})/g), ([, to = '']) => [file, to])
	);
	expect(calls).toEqual([['src/lib/access/gate.server.ts', "'/sign-in/again?/show'"]]);
});

test('each package is locked to one version and the hash of its content, and comes from a registry', () => {
	type Locked = { version?: string; resolved?: string; integrity?: string };
	const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
	const packages = Object.entries(lock.packages).filter(([at]) => at !== '');
	// The registry that this lock was made from holds the typesetter's builds for Linux on 64-bit Intel alone.
	const unhashed = /\/typst-ts-node-compiler-(?:android|darwin|win32|linux-arm)/;
	expect(packages.length).toBeGreaterThan(100);
	// A package from a folder, a repository or a web address names it as resolved.
	const strange = packages.filter(
		([at, { version, resolved, integrity }]) =>
			!version || !(integrity?.startsWith('sha512-') || unhashed.test(at)) || resolved !== undefined
	);
	expect(strange.map(([at]) => at)).toEqual([]);
});

test('no secret is written into the source', () => {
	const secret = /-----BEGIN [A-Z ]*PRIVATE KEY|\b(?:postgres|postgresql):\/\/\w+:[^\s@'"]+@|\bSECRET\s*=\s*['"]/;
	const files = [...sources, ...globSync('migrations/*.ts'), ...globSync('docs/**/*.md'), 'package.json', 'README.md'];
	expect(files.filter((file) => secret.test(readFileSync(file, 'utf8')))).toEqual([]);
});

test('signing out takes unsent words from the browser', () => {
	const form = /<form[^>]*action="\/sign-out"[^>]*>/.exec(readFileSync('src/lib/ui/Frame.svelte', 'utf8'));
	expect(form?.[0]).toContain('onsubmit={forgetUnsent}');
});
