import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import { libreOfficePython } from '../../../../tests/support/libreoffice.ts';
import { allText, find } from '../../../../tests/support/ooxml.ts';
import { sampleWorkbook } from '../../../../tests/support/sample-workbook.ts';
import { partsOf, readSheets, recalculate, sheetsOf } from '../../../../tests/support/workbooks.ts';
import { workbookFormats } from '../filename.ts';
import { cleanText } from '../../forms/clean-text.ts';
import { closeRenderer, DocumentTooLarge, renderWorkbook, RenderFailed } from '../render.server.ts';
import { functions, toOpenFormula } from './formula.ts';
import { formatCode, shownNumber } from './number-format.ts';
import { toOds } from './to-ods.ts';
import { toXlsx } from './to-xlsx.ts';
import { address, type Cell, checkWorkbook, columnName, type Workbook, WorkbookError } from './workbook.ts';

const made = { xlsx: toXlsx(sampleWorkbook()), ods: toOds(sampleWorkbook()) };
const absent = libreOfficePython() === null;

describe.each(workbookFormats)('%s', (format) => {
	it('is read back as it was', () => {
		const wanted = sheetsOf(sampleWorkbook());
		const read = readSheets(made[format], format);
		if (format === 'xlsx') expect(read).toEqual(wanted);
		else {
			const without = (sheets: typeof read) =>
				JSON.parse(JSON.stringify(sheets, (key, value) => (key === 'formula' ? value !== null : value)));
			expect(without(read)).toEqual(without(wanted));
		}
	});

	it('is the same file each time', () => {
		const again = format === 'xlsx' ? toXlsx(sampleWorkbook()) : toOds(sampleWorkbook());
		expect(again).toEqual(made[format]);
	});

	test.skipIf(absent)(
		'LibreOffice works out the same results',
		() => {
			const results = recalculate(made[format], format);
			for (const [sheet, cells] of Object.entries(sheetsOf(sampleWorkbook()))) {
				for (const [at, { value }] of Object.entries(cells)) {
					const found = results[sheet]?.[at]?.value;
					if (typeof value === 'number') expect(found, `${sheet} ${at}`).toBeCloseTo(value, 9);
					else expect(found, `${sheet} ${at}`).toBe(value);
				}
			}
		},
		200_000
	);

	it('holds any text as text', () => {
		const text = fc
			.string({ unit: 'binary', minLength: 1 })
			.map(cleanText)
			.filter((words) => words !== '');
		fc.assert(
			fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), text, (texts, title) => {
				const workbook: Workbook = {
					...withRows([texts.map((words): Cell => ({ type: 'text', style: 'Text', text: words }))]),
					title
				};
				const bytes = format === 'xlsx' ? toXlsx(workbook) : toOds(workbook);
				expect(Object.values(readSheets(bytes, format)['One'] ?? {}).map(({ value }) => value)).toEqual(texts);
			}),
			{ numRuns: 60 }
		);
	});
});

describe('XLSX', () => {
	const parts = partsOf(made.xlsx);
	const part = (name: string) => {
		const found = parts[name];
		if (!found) throw new Error(`No ${name}`);
		return found;
	};

	it('names every part', () => {
		const named = find(part('[Content_Types].xml'), 'Override').map(({ attributes }) =>
			attributes['PartName']?.slice(1)
		);
		const others = Object.keys(parts).filter((name) => !name.endsWith('.rels') && name !== '[Content_Types].xml');
		expect(named.sort()).toEqual(others.sort());
	});

	it('is recalculated when it is opened, and has its print set-up, lists and names', () => {
		expect(find(part('xl/workbook.xml'), 'calcPr')[0]?.attributes).toMatchObject({ fullCalcOnLoad: '1' });
		expect(
			find(part('xl/workbook.xml'), 'definedName').map((name) => [name.attributes['name'], allText(name)])
		).toEqual([
			['_xlnm.Print_Area', "'Lines & more'!$A$1:$C$9"],
			['_xlnm.Print_Titles', "'Lines & more'!$1:$1"],
			['Amounts', "'Lines & more'!$C$2:$C$4"],
			['Kinds', "'Lines & more'!$B$2:$B$4"],
			['Allowed', "'Reader''s lists'!$A$1:$A$2"]
		]);
		const sheet = part('xl/worksheets/sheet1.xml');
		expect(find(sheet, 'pageSetup')[0]?.attributes).toMatchObject({ orientation: 'landscape', fitToHeight: '0' });
		expect(find(sheet, 'pane')[0]?.attributes).toMatchObject({ xSplit: '1', ySplit: '1', topLeftCell: 'B2' });
		expect(find(sheet, 'formula1').map(allText)).toEqual(["'Reader''s lists'!$A$1:$A$2"]);
		expect(find(sheet, 'oddHeader').map(allText)).toEqual([
			'&C&"-,Bold"OFFICIAL - SENSITIVE&RDRAFT, Friday 14 June 2019'
		]);
		expect(find(sheet, 'oddFooter').map(allText)).toEqual([
			'&LB3: “Family hubs” && <others>&C&"-,Bold"OFFICIAL - SENSITIVE&RPage &P of &N'
		]);
	});

	it('says what it is in its properties', () => {
		expect(find(part('docProps/core.xml'), 'dc:title').map(allText)).toEqual(['B3: “Family hubs” & <others>']);
		expect(find(part('docProps/core.xml'), 'dc:language').map(allText)).toEqual(['en-GB']);
		const own = find(part('docProps/custom.xml'), 'property').map((each) => [each.attributes['name'], allText(each)]);
		expect(Object.fromEntries(own)).toEqual({
			Marking: 'OFFICIAL - SENSITIVE',
			'Snapshot number': '2',
			'Snapshot SHA-256': 'ab'.repeat(32)
		});
	});

	it('cuts the title at the foot of a page and never the marking', () => {
		const long = {
			...sampleWorkbook(),
			title: '&'.repeat(400),
			marking: `OFFICIAL ${'x'.repeat(150)}`,
			status: 'y'.repeat(300)
		};
		const sheet = partsOf(toXlsx(long))['xl/worksheets/sheet1.xml'];
		for (const name of ['oddHeader', 'oddFooter']) {
			const [text = ''] = sheet ? find(sheet, name).map(allText) : [];
			expect(text.length).toBeLessThanOrEqual(255);
			expect(text).toContain(long.marking);
		}
	});
});

describe('ODS', () => {
	const parts = partsOf(made.ods);

	it('begins with its stored kind, lists its parts and has its print set-up', () => {
		expect(new TextDecoder().decode(made.ods.slice(30, 84))).toBe(
			'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'
		);
		const manifest = parts['META-INF/manifest.xml'];
		const listed = manifest
			? find(manifest, 'manifest:file-entry').map((entry) => entry.attributes['manifest:full-path'])
			: [];
		expect(listed.sort()).toEqual(['/', 'content.xml', 'meta.xml', 'settings.xml', 'styles.xml']);
		const layouts = parts['styles.xml'] ? find(parts['styles.xml'], 'style:page-layout-properties') : [];
		expect(layouts).toHaveLength(2);
		for (const { attributes } of layouts) {
			expect(attributes['style:scale-to-X']).toBe('1');
			expect(attributes).not.toHaveProperty('style:scale-to-Y');
		}
		const [table] = parts['content.xml'] ? find(parts['content.xml'], 'table:table') : [];
		expect(table?.attributes['table:print-ranges']).toBe("$'Lines & more'.$A$1:$'Lines & more'.$C$9");
		expect(table && find(table, 'table:table-header-rows').map((rows) => find(rows, 'text:p').map(allText))).toEqual([
			['Line', 'Kind', 'Amount']
		]);
	});

	it('writes its formulas as OpenFormula', () => {
		const formulas = Object.values(readSheets(made.ods, 'ods')).flatMap((cells) =>
			Object.values(cells).flatMap(({ formula }) => formula ?? [])
		);
		expect(formulas).toEqual([
			'of:=SUMIFS(Amounts;Kinds;"Cost")',
			'of:=IF(SUM([.C2:.C4])=0;0;[.C6]/SUM([.$C$2:.$C$4]))',
			'of:=IF(ROUND(-[.C6]+1;2)<=-1;"more, ""or"" so";"less")',
			`of:=INDEX([$'Lines & more'.C2:.C4];MATCH("Saving";Kinds;0))`
		]);
	});
});

describe('what is refused', () => {
	const { names, sheets } = sampleWorkbook();

	it.each([
		'WEBSERVICE("http://example.org")',
		'SUM(A1,B1',
		'SUM(A1;B1)',
		'(A1,B1)',
		'A1 B1',
		'A1 SUM(B1)',
		'SUM A1',
		'Unknown+1',
		"'No such sheet'!A1",
		'[other.xlsx]Sheet!A1',
		'{1,2}',
		'#REF!',
		'',
		'A1+'
	])('the formula %s', (formula) => {
		expect(() => toOpenFormula(formula, { names, sheets })).toThrow(WorkbookError);
		const workbook = withRows([[{ type: 'formula', style: 'Money', formula, result: { number: '1' } }]]);
		expect(() => toXlsx(workbook)).toThrow(WorkbookError);
		expect(() => toOds(workbook)).toThrow(WorkbookError);
	});

	it('a formula that is too long', () => {
		expect(() => toOpenFormula(`${'1+'.repeat(5_000)}1`, { names, sheets })).toThrow(WorkbookError);
	});

	it('every function but the shared ones', () => {
		for (const name of functions) expect(toOpenFormula(`${name}(A1)`, { names, sheets })).toBe(`of:=${name}([.A1])`);
	});

	it.each([
		[
			'a name of a sheet',
			(workbook: Workbook) => ({ ...workbook, sheets: workbook.sheets.map((sheet) => ({ ...sheet, name: 'a/b' })) })
		],
		[
			'two sheets of one name',
			(workbook: Workbook) => ({ ...workbook, sheets: [...workbook.sheets, ...workbook.sheets] })
		],
		['no sheet', (workbook: Workbook) => ({ ...workbook, sheets: [] })],
		[
			'a name like a cell',
			(workbook: Workbook) => ({ ...workbook, names: [{ name: 'FY2022', sheet: 'One', range: 'A1' }] })
		],
		[
			'a name on no sheet',
			(workbook: Workbook) => ({ ...workbook, names: [{ name: 'Total', sheet: 'Two', range: 'A1' }] })
		],
		['a style that is not there', (workbook: Workbook) => ({ ...workbook, styles: {} })]
	])('%s', (_, spoil) => {
		const workbook = withRows([[{ type: 'number', style: 'Money', number: '1' }]]);
		checkWorkbook(workbook);
		expect(() => checkWorkbook(spoil(workbook))).toThrow(WorkbookError);
	});

	it.each(['1e5', '1,000', 'NaN', '', '.5', '--1'])('the number %s', (number) => {
		expect(() => toXlsx(withRows([[{ type: 'number', style: 'Money', number }]]))).toThrow(WorkbookError);
	});
});

describe('numbers', () => {
	it('are shown as a spreadsheet shows them', () => {
		const pounds = { kind: 'number', decimals: 2, grouped: true, prefix: '£' } as const;
		expect(formatCode(pounds)).toBe('"£"#,##0.00');
		expect(shownNumber('-1234567.895', pounds)).toBe('-£1,234,567.90');
		expect(shownNumber('999', { kind: 'number', decimals: 0, grouped: true })).toBe('999');
		expect(shownNumber('0.12345', { kind: 'percent', decimals: 1 })).toBe('12.3%');
	});

	it('of columns are letters', () => {
		expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
		expect(address(7, 2)).toBe('C8');
	});
});

describe('renderWorkbook', () => {
	afterAll(closeRenderer);

	it('makes both formats in the worker', async () => {
		expect(await renderWorkbook(sampleWorkbook(), 'xlsx')).toEqual(made.xlsx);
		expect(await renderWorkbook(sampleWorkbook(), 'ods')).toEqual(made.ods);
	});

	it('refuses what is too large and goes on after what cannot be made', async () => {
		const rows: Cell[][] = [[{ type: 'text', style: 'Text', text: 'x'.repeat(12_000_001) }]];
		await expect(renderWorkbook(withRows(rows), 'ods')).rejects.toBeInstanceOf(DocumentTooLarge);
		await expect(renderWorkbook({ ...sampleWorkbook(), sheets: [] }, 'ods')).rejects.toBeInstanceOf(RenderFailed);
		expect(await renderWorkbook(sampleWorkbook(), 'ods')).toEqual(made.ods);
	});
});

function withRows(rows: Cell[][]): Workbook {
	const sheet = { widths: [], frozen: { rows: 0, columns: 0 }, repeatedRows: null, printArea: null };
	return {
		...sampleWorkbook(),
		names: [],
		sheets: [{ ...sheet, name: 'One', rows, landscape: false, validations: [] }]
	};
}
