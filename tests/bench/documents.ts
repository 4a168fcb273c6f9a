import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { documentFormats } from '#lib/documents/filename.ts';
import render from '#lib/documents/worker.ts';
import { samplePaper } from '../support/sample-paper.ts';

/**
 * `node tests/bench/documents.ts`: the sample paper and one ten times as long in each format, with and without a table of
 * contents, each in a process of its own: the first and the fourth document, and the most memory that they took. Prints;
 * never fails on time.
 */
const [times, format, contents] = process.argv.slice(2);

if (times && format) await measure(Number(times), format, contents === 'contents');
else {
	process.stdout.write('format     paper          first    then   memory\n');
	for (const long of [1, 10]) {
		for (const each of documentFormats) {
			for (const with_ of ['plain', 'contents']) await inOwnProcess([String(long), each, with_]);
		}
	}
}

async function measure(long: number, named: string, withContents: boolean): Promise<void> {
	const wanted = documentFormats.find((each) => each === named) ?? 'docx';
	const model = { ...samplePaper({ times: long }), contents: withContents };
	const took: number[] = [];
	for (let round = 0; round < 4; round++) {
		const from = performance.now();
		await render({ model, format: wanted, accessible: true });
		took.push(performance.now() - from);
	}
	const line = [
		named.padEnd(10),
		`${long === 1 ? '13' : '112'} pages${withContents ? ' +toc' : ''}`.padEnd(14),
		seconds(took[0] ?? 0),
		seconds(took.at(-1) ?? 0),
		`${Math.round(process.resourceUsage().maxRSS / 1024)} MB`.padStart(8)
	];
	process.stdout.write(`${line.join(' ')}\n`);
}

function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(2)} s`.padStart(7);
}

async function inOwnProcess(wanted: string[]): Promise<void> {
	const [file = ''] = process.argv.slice(1);
	const child = spawn(process.execPath, [file, ...wanted], { stdio: ['ignore', 'inherit', 'inherit'] });
	await once(child, 'close');
}
