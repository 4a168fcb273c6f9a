import { spawn } from 'node:child_process';
import { count } from './support/closing-lines.ts';

/**
 * Runs every suite, whatever the ones before it did, prints what each runner prints, and closes with one line
 * `N passed, N failed`, counted from the runners' own closing lines. A suite that ran no test counts as failed.
 */
const suites = [
	{ name: 'Types', command: ['npm', 'run', '--silent', 'check'], counts: false },
	{ name: 'Lint', command: ['npm', 'run', '--silent', 'lint'], counts: false },
	{ name: 'Format', command: ['npm', 'run', '--silent', 'format:check'], counts: false },
	{ name: 'Unit', command: ['npx', 'vitest', 'run', '--project', 'unit'], counts: true },
	{ name: 'Features on PGlite', command: ['npx', 'vitest', 'run', '--project', 'pglite'], counts: true },
	{ name: 'Features on PostgreSQL', command: ['npx', 'vitest', 'run', '--project', 'postgres'], counts: true },
	{ name: 'Browser', command: ['npx', 'playwright', 'test'], counts: true },
	{ name: 'Faults', command: ['npx', 'vitest', 'run', '--project', 'faults'], counts: true }
];

const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
let passed = 0;
let failed = 0;

for (const suite of suites.filter(
	({ name }) => wanted.length === 0 || wanted.some((word) => name.toLowerCase().includes(word))
)) {
	const began = Date.now();
	process.stdout.write(`\n=== ${suite.name}\n`);
	const { code, output } = await run(suite.command);
	const counted = suite.counts ? count(output) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
	if (suite.counts && (counted.passed === 0 || (code !== 0 && counted.failed === 0))) counted.failed += 1;
	passed += counted.passed;
	failed += counted.failed;
	const seconds = Math.round((Date.now() - began) / 1000);
	process.stdout.write(`=== ${suite.name}: ${counted.passed} passed, ${counted.failed} failed in ${seconds} s\n`);
}

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function run([program = '', ...args]: string[]): Promise<{ code: number; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk: Buffer) => {
				output += chunk.toString();
				process.stdout.write(chunk);
			});
		}
		child.on('error', reject);
		child.on('close', (code) => resolve({ code: code ?? 1, output }));
	});
}
