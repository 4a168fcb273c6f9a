import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ods, xlsx } from '../../../../tests/support/sheets.ts';
import { UnreadableFile } from '../xml.ts';
import { SHEETS_MAX_BYTES } from './package.ts';
import { readGrid } from './read.ts';
import { readSheets } from './sheets.server.ts';

const sheet = (xml: string) => xlsx([{ name: 'A', rows: [] }], { 'xl/worksheets/sheet1.xml': xml });
const rows = (inside: string) => sheet(`<worksheet><sheetData>${inside}</sheetData></worksheet>`);
const container = (name: string) =>
	Buffer.concat([
		Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
		Buffer.alloc(600),
		Buffer.from([...name].map((letter) => `${letter}\0`).join(''))
	]);
const odsWith = (content: string, more: Record<string, Uint8Array> = {}) =>
	zipSync({
		mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
		'content.xml': strToU8(content),
		...more
	});

const refused: [what: string, file: () => Uint8Array, says: RegExp][] = [
	['nothing at all', () => new Uint8Array(), /empty/],
	['fifty megabytes', () => new Uint8Array(50 * 1024 * 1024).fill(0x50), /20 MB/],
	['one byte beyond the limit', () => new Uint8Array(SHEETS_MAX_BYTES + 1).fill(0x31), /20 MB/],
	['blanks', () => strToU8(' \n\n '), /empty/],
	['a PDF', () => strToU8('%PDF-1.7'), /PDF/],
	['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2, 3, 4]), /no text/],
	['noise', () => new Uint8Array(4_000).map((_, index) => (index * 151) % 32), /no text/],
	['a web page', () => strToU8('<!DOCTYPE html><table><tr><td>1</td></tr></table>'), /web page/],
	['a workbook of an older Excel', () => container('Workbook'), /older Excel/],
	['a workbook with a password', () => container('EncryptedPackage'), /password/],
	['a zip of something else', () => zipSync({ 'a.txt': strToU8('a') }), /no workbook/],
	[
		'a text document',
		() => zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text'), 'content.xml': strToU8('<a/>') }),
		/no workbook/
	],
	['a zip cut short', () => xlsx([{ name: 'A', rows: [['a']] }]).slice(0, 300), /damaged/],
	[
		'a workbook with macros',
		() =>
			xlsx([{ name: 'A', rows: [] }], {
				'[Content_Types].xml':
					'<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
			}),
		/macros/
	],
	[
		'an OpenDocument spreadsheet with a password',
		() =>
			odsWith('scrambled', {
				'META-INF/manifest.xml': strToU8('<manifest><file-entry><encryption-data/></file-entry></manifest>')
			}),
		/password/
	],
	['a bomb', () => rows('<row/>'.repeat(5_000_000)), /too large/],
	[
		'a bomb in a part that nobody reads',
		() => zipSync({ 'xl/workbook.xml': strToU8('<w/>'), 'xl/media/a.png': new Uint8Array(15 * 1024 * 1024) }),
		/too large/
	],
	[
		'a thousand parts and more',
		() =>
			zipSync(Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`xl/${index}.xml`, strToU8('<a/>')]))),
		/too large/
	],
	[
		'entities that name each other',
		() => sheet('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'),
		/damaged/
	],
	[
		'an entity that names a file',
		() => odsWith('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'),
		/damaged/
	],
	['XML that never ends', () => sheet('<worksheet><sheetData><row>'), /damaged/],
	['elements thousands deep', () => sheet('<a>'.repeat(20_000) + '</a>'.repeat(20_000)), /damaged/],
	['a row that is no number', () => rows('<row r="x"><c><v>1</v></c></row>'), /damaged/],
	['a cell at the end of the world', () => rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), /more than/],
	[
		'a row that stands for a million alike',
		() =>
			odsWith(
				'<d><body><spreadsheet><table name="A"><table-row number-rows-repeated="1048576"><table-cell value-type="float" value="1"/></table-row></table></spreadsheet></body></d>'
			),
		/more than/
	],
	['a CSV file with a quotation mark that never closes', () => strToU8('a,b\n"c,d\n'), /quotation mark/]
];

describe('a file of sheets from outside', () => {
	test.each(refused)('that is %s is refused in plain words', (_, file, says) => {
		const bytes = file();
		expect(() => readGrid(bytes)).toThrow(UnreadableFile);
		expect(() => readGrid(bytes)).toThrow(says);
	});

	test('is refused in the same words from the thread that reads it, and read there', async () => {
		await expect(readSheets(strToU8('%PDF-1.7'))).rejects.toThrow(/This is a PDF/);
		const grid = await readSheets(xlsx([{ name: 'A', rows: [['a', 1]] }]));
		expect(grid.sheets[0]?.cells.map(({ value }) => value)).toEqual(['a', '1']);
	});

	test.each([
		['xlsx', xlsx([{ name: 'A', rows: [['a', 1, '=B1→1']] }])],
		['ods', ods([{ name: 'A', rows: [['a', 1, '=B1→1']] }])]
	])('cut or changed anywhere is read or refused, and never more (%s)', (_, bytes) => {
		let outcomes = 0;
		for (let at = 0; at < bytes.length; at += 23) {
			for (const file of [bytes.slice(0, at), bytes.map((byte, index) => (index === at ? byte ^ 0x5a : byte))]) {
				try {
					readGrid(file);
				} catch (cause) {
					expect(cause).toBeInstanceOf(UnreadableFile);
				}
				outcomes += 1;
			}
		}
		expect(outcomes).toBeGreaterThan(60);
	});
});
