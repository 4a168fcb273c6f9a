import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ods, xlsx } from '../../../../tests/support/sheets.ts';
import { exactDecimal } from './cells.ts';
import { addressOf, columnName, lookUp, parseAddress, parseRange, type Sheet } from './grid.ts';
import { readGrid } from './read.ts';

const sheets = [
	{
		name: 'Return',
		merges: ['A1:C1', 'A2:A3'],
		rows: [
			['Return of the department', null, null],
			['Hubs', 0.1, '=B2*3→0.30000000000000004'],
			[null, 1_234.5, '=SUM(B2:B3)']
		]
	},
	{ name: 'Notes', rows: [['Fish & chips <here>']] }
];
const values = (sheet: Sheet | undefined) =>
	sheet?.cells.map(
		(cell) => `${addressOf(cell)} ${cell.kind} ${cell.value}${cell.formula ? ` = ${cell.formula}` : ''}`
	);

describe.each([
	['xlsx', xlsx(sheets), ''],
	['ods', ods(sheets), 'of:=']
])('a workbook in %s', (format, bytes, prefix) => {
	const grid = readGrid(bytes);

	test('is read into its sheets, with exact numbers, formulas and what they came to', () => {
		expect(grid.format).toBe(format);
		expect(grid.sheets.map(({ name, rows, columns }) => [name, rows, columns])).toEqual([
			['Return', 3, 3],
			['Notes', 1, 1]
		]);
		expect(values(grid.sheets[0])).toEqual([
			'A1 text Return of the department',
			'A2 text Hubs',
			'B2 number 0.1',
			`C2 number 0.3 = ${prefix}B2*3`,
			'B3 number 1234.5',
			`C3 uncalculated  = ${prefix}SUM(B2:B3)`
		]);
		expect(values(grid.sheets[1])).toEqual(['A1 text Fish & chips <here>']);
	});

	test('gives what is merged at each of its places to those who ask for it', () => {
		const [first] = grid.sheets;
		if (!first) throw new Error('No sheet');
		const at = lookUp(first);
		expect(at(3, 1)).toBeNull();
		expect(at(3, 1, { merged: true })?.value).toBe('Hubs');
		expect(at(1, 3, { merged: true })?.value).toBe('Return of the department');
	});
});

test('dates of a workbook are known by their format', () => {
	const [sheet] = readGrid(
		xlsx([{ name: 'Dates', rows: [[44_652, 44_652]], style: (_, column) => column - 1 }])
	).sheets;
	expect(values(sheet)).toEqual(['A1 number 44652', 'B1 date 2022-04-01']);
});

test('texts that a workbook keeps in one place, and formulas that many cells share, are found', () => {
	const sheet = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><f t="shared" si="0" ref="B1:B2">A2*2</f><v>4</v></c></row><row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2"><f t="shared" si="0"/><v>6</v></c><c t="b"><v>1</v></c></row></sheetData></worksheet>`;
	const relations =
		'<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>';
	const texts = '<sst><si><t>One</t></si><si><r><t>Two</t></r><r><t> parts</t></r><rPh><t>x</t></rPh></si></sst>';
	const [read] = readGrid(
		xlsx([{ name: 'A', rows: [] }], {
			'xl/worksheets/sheet1.xml': sheet,
			'xl/_rels/workbook.xml.rels': relations,
			'xl/sharedStrings.xml': texts
		})
	).sheets;
	expect(values(read)).toEqual([
		'A1 text Two parts',
		'B1 number 4 = A2*2',
		'A2 error #REF!',
		'B2 number 6 = A3*2',
		'C2 boolean true'
	]);
});

test.each([
	['UTF-8', strToU8('Line,2022-23\nCafé,"1,200"\n')],
	['UTF-8 with a mark', strToU8('\uFEFFLine,2022-23\nCafé,"1,200"\n')],
	['UTF-16', new Uint8Array(Buffer.from('\uFEFFLine,2022-23\nCafé,"1,200"\n', 'utf16le'))],
	['UTF-16 without a mark', new Uint8Array(Buffer.from('Line,2022-23\nCafé,"1,200"\n', 'utf16le'))],
	['Windows-1252', new Uint8Array(Buffer.from('Line,2022-23\nCafé,"1,200"\n', 'latin1'))],
	['semicolons', strToU8('Line;2022-23\r\nCafé;"1,200"\r\n')],
	['tabs', strToU8('Line\t2022-23\nCafé\t1,200\n')],
	['a named separator', strToU8('sep=|\nLine|2022-23\nCafé|1,200\n')]
])('CSV in %s', (_, bytes) => {
	const grid = readGrid(bytes);
	expect(grid.format).toBe('csv');
	expect(values(grid.sheets[0])).toEqual(['A1 text Line', 'B1 text 2022-23', 'A2 text Café', 'B2 text 1,200']);
});

test('a formula in CSV is text', () => {
	expect(values(readGrid(strToU8('a,b\n=1+1,"@SUM(1)"\n')).sheets[0])?.slice(2)).toEqual([
		'A2 text =1+1',
		'B2 text @SUM(1)'
	]);
});

test('numbers are exact to the fifteen digits that programs of sheets keep', () => {
	expect(['1.1000000000000001', '1E-3', '-12', '+.5', '81750000', '1e999', '1,2', ''].map(exactDecimal)).toEqual([
		'1.1',
		'0.001',
		'-12',
		'0.5',
		'81750000',
		null,
		null,
		null
	]);
});

test('addresses are read and written alike', () => {
	for (const column of [1, 26, 27, 52, 702, 703, 16_384]) {
		expect(parseAddress(`${columnName(column)}9`)).toEqual({ row: 9, column });
	}
	expect(columnName(16_384)).toBe('XFD');
	expect(parseAddress('XFE1')).toBeNull();
	expect(parseAddress('A0')).toBeNull();
	expect(parseRange('$C$4:B2')).toEqual({ top: 2, left: 2, bottom: 4, right: 3 });
	expect(parseRange('C4')).toEqual({ top: 4, left: 3, bottom: 4, right: 3 });
});
