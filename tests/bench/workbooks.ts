import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bidCsv } from '#lib/bids/files/csv.ts';
import { bidJson } from '#lib/bids/files/data.ts';
import { bidWorkbook } from '#lib/bids/workbook/bid-workbook.ts';
import type { BidCopy } from '#lib/bids/workbook/copy.ts';
import { workbookFormats } from '#lib/documents/filename.ts';
import { toOds } from '#lib/documents/workbook/to-ods.ts';
import { toXlsx } from '#lib/documents/workbook/to-xlsx.ts';
import { sampleBidContent } from '../support/sample-bid.ts';

/**
 * `node tests/bench/workbooks.ts`: a bid of 60 and of 3,000 lines as each file that it can be taken as, each in a process
 * of its own: the first and the fourth file, its size, and the most memory that they took. Prints; never fails on time.
 */
const [lines, format] = process.argv.slice(2);
const copy: BidCopy = { of: 'working', at: new Date('2021-09-03T10:04:00Z') };

if (lines && format) measure(Number(lines), format);
else {
	process.stdout.write('format  lines    first    then      size   memory\n');
	for (const count of [60, 3000]) {
		for (const each of [...workbookFormats, 'csv', 'json']) await inOwnProcess([String(count), each]);
	}
}

function measure(count: number, named: string): void {
	const content = sampleBidContent({ lines: count });
	const took: number[] = [];
	let size = 0;
	for (let round = 0; round < 4; round++) {
		const from = performance.now();
		size = make(content, named);
		took.push(performance.now() - from);
	}
	const line = [
		named.padEnd(6),
		String(count).padStart(6),
		milliseconds(took[0] ?? 0),
		milliseconds(took.at(-1) ?? 0),
		`${Math.ceil(size / 1024)} KB`.padStart(9),
		`${Math.round(process.resourceUsage().maxRSS / 1024)} MB`.padStart(8)
	];
	process.stdout.write(`${line.join(' ')}\n`);
}

/** From the content of the bid to its bytes. @returns how many */
function make(content: ReturnType<typeof sampleBidContent>, named: string): number {
	const loaded = { content, copy, banner: null, position: null, bid: { id: 1, reviewId: 1, number: 3, leadTeamId: 1 } };
	if (named === 'csv') return new TextEncoder().encode(bidCsv(loaded, 'costs')).length;
	if (named === 'json') return new TextEncoder().encode(bidJson(loaded)).length;
	const workbook = bidWorkbook(content, copy, null);
	return (named === 'ods' ? toOds(workbook) : toXlsx(workbook)).length;
}

function milliseconds(taken: number): string {
	return `${taken.toFixed(0)} ms`.padStart(8);
}

async function inOwnProcess(wanted: string[]): Promise<void> {
	const [file = ''] = process.argv.slice(1);
	const child = spawn(process.execPath, [file, ...wanted], { stdio: ['ignore', 'inherit', 'inherit'] });
	await once(child, 'close');
}
