import { CsvError, parse } from 'csv-parse/sync';
import { UnreadableFile } from '../xml.ts';
import { SheetBuilder, tidy } from './cells.ts';
import type { Grid } from './grid.ts';
import { wanted } from './package.ts';

/** Reads comma-separated text, whatever its encoding and separator; each cell is text, and no formula. @throws UnreadableFile */
export function readCsv(bytes: Uint8Array): Grid {
	const text = decode(bytes);
	if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) throw new UnreadableFile(`This is a web page. ${wanted}`);
	if (text.trim() === '') throw new UnreadableFile('The file is empty. Choose the file with the figures.');
	// Excel writes its separator in a first line of its own.
	const [named = '', separator] = /^sep=([,;\t|])\r?\n/i.exec(text) ?? [];
	const rest = text.slice(named.length);
	const builder = new SheetBuilder({ cells: 0 });
	rowsIn(rest, separator ?? separatorOf(rest)).forEach((row, index) =>
		row.forEach((value, at) =>
			builder.add({ row: index + 1, column: at + 1, kind: 'text', value: tidy(value), formula: null })
		)
	);
	return { format: 'csv', sheets: [builder.sheet('CSV', false)] };
}

/** UTF-8, UTF-16 or Windows-1252: the three that programs of sheets write. */
function decode(bytes: Uint8Array): string {
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	const start = bytes.subarray(0, 2_000);
	const zeros = start.filter((byte) => byte === 0).length;
	if (zeros > 0) {
		const odd = start.filter((byte, index) => byte === 0 && index % 2 === 1).length;
		if (zeros < start.length / 4 || (odd > 0 && odd < zeros)) throw new UnreadableFile(`This is no text. ${wanted}`);
		return new TextDecoder(odd > 0 ? 'utf-16le' : 'utf-16be').decode(bytes);
	}
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		const control = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
		if (control > start.length / 50) throw new UnreadableFile(`This is no text. ${wanted}`);
		return new TextDecoder('windows-1252').decode(bytes);
	}
}

const separators = [',', ';', '\t', '|'];

/** The separator that most of the first lines hold, and hold alike; what is quoted does not count. */
function separatorOf(text: string): string {
	const lines = text
		.slice(0, 20_000)
		.replace(/"(?:[^"]|"")*"/g, '')
		.split(/\r\n|\n|\r/)
		.filter((line) => line.trim() !== '')
		.slice(0, 20);
	const scored = separators.map((separator) => {
		const counts = lines.map((line) => line.split(separator).length - 1).filter((count) => count > 0);
		const alike = Math.max(0, ...counts.map((count) => counts.filter((other) => other === count).length));
		return { separator, score: counts.length + alike };
	});
	return scored.reduce((best, each) => (each.score > best.score ? each : best)).separator;
}

function rowsIn(text: string, delimiter: string): string[][] {
	try {
		return parse(text, { delimiter, bom: true, relax_column_count: true, max_record_size: 200_000, to: 20_001 });
	} catch (cause) {
		const line = cause instanceof CsvError && typeof cause['lines'] === 'number' ? ` in line ${cause['lines']}` : '';
		throw new UnreadableFile(
			`This file has a quotation mark${line} that is never closed, or stands in the middle of a cell.`
		);
	}
}
