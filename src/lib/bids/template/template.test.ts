import { execFileSync } from 'node:child_process';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { odsTemplate, xlsxTemplate } from '../../../../tests/support/templates.ts';
import { xlsx } from '../../../../tests/support/sheets.ts';
import { recalculate } from '../../../../tests/support/workbooks.ts';
import { addressOf } from '#lib/documents/sheets/grid.ts';
import { readGrid } from '#lib/documents/sheets/read.ts';
import type { BidContent } from '../content.ts';
import { fillTemplate } from './fill.server.ts';
import type { TemplateMapping } from './mapping.ts';
import { proposeTemplate } from './propose.ts';

const period = { firstYear: 2022, lastYear: 2024, capitalLastYear: 2025 };

type Line = BidContent['costLines'][number];

const line = (id: number, more: Partial<Line> = {}, ...pence: (number | null)[]): Line => ({
	id,
	optionId: 2,
	teamId: 5,
	recommendation: 'R1',
	description: `Line ${id}`,
	flow: 'cost',
	budget: 'rdel_programme',
	baseline: false,
	priceYear: null,
	steadyStatePence: null,
	cells: pence.map((amount, index) => ({ year: 2022 + index, pence: amount, staffHundredths: null, assumption: null })),
	...more
});

const bid = (reference: string, costLines: Line[]): BidContent => ({
	format: 1,
	reference,
	title: 'Hubs & <homes>',
	marking: { sensitive: true, handling: null },
	fiscalEvent: { name: 'Spending review', ...period, returnDueOn: null },
	lead: { id: 5, name: 'Department for Families', shortName: 'DfF' },
	partners: [],
	record: { accountingOfficer: 'A named officer' },
	recommendations: [],
	outcomes: [],
	options: [{ id: 2, kind: 'preferred', name: 'Hubs', description: '', leadOnly: false }],
	assumptions: [],
	costLines,
	benefitLines: [],
	headline: { pence: null, linesPence: 0, explanation: null },
	priorityRank: null,
	appraisal: null
});

const some = bid('B7', [
	line(1, {}, 150_000_000, 200_000_050, 1),
	line(2, { budget: 'cdel', flow: 'saving' }, 30_000_000, null, 40_000_000),
	line(3, { budget: 'ame' }, 10_000_001, 0, 99)
]);
const hasLibreOffice = (() => {
	try {
		execFileSync('soffice', ['--version'], { stdio: 'ignore', timeout: 60_000 });
		return true;
	} catch {
		return false;
	}
})();
const cellsOf = (bytes: Uint8Array, sheet = 0) =>
	Object.fromEntries((readGrid(bytes).sheets[sheet]?.cells ?? []).map((cell) => [addressOf(cell), cell.value]));
const mappingOf = (bytes: Uint8Array, more: Partial<TemplateMapping> = {}) => ({
	...proposeTemplate(readGrid(bytes), period),
	...more
});

describe.each([
	['xlsx', xlsxTemplate()],
	['ods', odsTemplate()]
] as const)('the Treasury’s blank return in %s', (format, blank) => {
	const mapping = mappingOf(blank);

	test('is mapped by its own words', () => {
		expect(mapping).toMatchObject({
			sheet: 'Return',
			layout: 'form',
			headingRow: 6,
			firstRow: 7,
			lastRow: 12,
			unit: 'millions',
			columns: ['description', 'budget', 'flow', 'y2022', 'y2023', 'y2024', ''],
			fields: [
				{ cell: 'B3', field: 'bid' },
				{ cell: 'E3', field: 'title' },
				{ cell: 'B4', field: 'lead' }
			]
		});
	});

	test('is filled in place, to the penny, and its sums tie', async () => {
		const filled = await fillTemplate(blank, mapping, [some]);
		const cells = cellsOf(filled.bytes);
		expect(cells).toMatchObject({
			A1: 'Spending review return',
			B3: 'B7',
			E3: 'Hubs & <homes>',
			B4: 'Department for Families',
			A7: 'Line 1',
			B7: format === 'xlsx' ? 'Resource DEL (programme)' : 'RDEL programme',
			D7: '1.5',
			E7: '2.0000005',
			F7: '0.00000001',
			B8: format === 'xlsx' ? 'Capital DEL' : 'CDEL',
			C8: 'Saving',
			D8: '-0.3',
			F8: '-0.4',
			D13: '',
			G7: ''
		});
		expect(filled.notFilled).toEqual([]);
		expect(filled.totals).toEqual([
			{ cell: 'D13', year: '2022-23 £m', ours: '1.30000001', theirs: '1.30000001', ties: true },
			{ cell: 'E13', year: '2023-24 £m', ours: '2.0000005', theirs: '2.0000005', ties: true },
			{ cell: 'F13', year: '2024-25 £m', ours: '-0.399999', theirs: '-0.399999', ties: true }
		]);
	});

	test('lists what it has no room, no column or no word for', async () => {
		const many = bid('B8', [
			...Array.from({ length: 6 }, (_, index) => line(index + 1, {}, 100, 100, 100, 7)),
			line(7, {}, 100)
		]);
		const filled = await fillTemplate(
			blank,
			{
				...mapping,
				fields: [
					{ cell: 'E4', field: 'title' },
					{ cell: 'B1', field: 'bid' }
				]
			},
			[many]
		);
		expect(filled.notFilled.map(({ where, why }) => `${where} ${why}`).slice(0, 3)).toEqual([
			'E4 The cell holds a formula of the template',
			'B1 The cell is covered by a merged one',
			'null The template has no column for 2025-26'
		]);
		expect(filled.notFilled.at(-1)).toEqual({
			where: null,
			what: 'B8, Line 7',
			why: 'The template has rows for 6 lines'
		});
		// The seventh line is not in the sum of the sheet, and the check says so.
		expect(filled.totals[0]).toMatchObject({ ours: '0.000007', theirs: '0.000006', ties: false });
	});

	test('leaves out what is in fixed prices, which its sums would add to nominal money', async () => {
		const mixed = bid('B9', [line(1, {}, 100), line(2, { priceYear: 2021 }, 700), line(3, {}, 20)]);
		const filled = await fillTemplate(blank, mapping, [mixed]);
		expect(cellsOf(filled.bytes)).toMatchObject({ A7: 'Line 1', A8: 'Line 3' });
		expect(filled.notFilled).toMatchObject([{ where: null, what: 'B9, Line 2' }]);
		expect(filled.notFilled[0]?.why).toContain('2021-22 prices');
		expect(filled.totals[0]).toMatchObject({ ours: '0.0000012', ties: true });
	});

	test.skipIf(!hasLibreOffice)(
		'comes to the same totals in LibreOffice',
		async () => {
			const { bytes } = await fillTemplate(blank, mapping, [some]);
			const sheet = recalculate(bytes, format)['Return'] ?? {};
			expect(sheet['D13']?.value).toBeCloseTo(1.30000001, 12);
			expect(sheet['E13']?.value).toBeCloseTo(2.0000005, 12);
			expect(sheet['F13']?.value).toBeCloseTo(-0.399999, 12);
			expect(sheet['G13']?.value).toBeCloseTo(2.90000151, 12);
			expect(sheet['E4']?.value).toBeCloseTo(2.90000151, 12);
			expect(sheet['G8']?.value).toBeCloseTo(-0.7, 12);
		},
		200_000
	);
});

test('styles, lists and the set-up of the page stay as the Treasury made them', async () => {
	const blank = xlsxTemplate();
	const { bytes } = await fillTemplate(blank, mappingOf(blank), [some]);
	const [before, after] = [unzipSync(blank), unzipSync(bytes)];
	const part = (parts: Record<string, Uint8Array>, name: string) => strFromU8(parts[name] ?? new Uint8Array());
	const sheet = part(after, 'xl/worksheets/sheet1.xml');
	expect(Object.keys(after)).toEqual(Object.keys(before));
	for (const name of ['xl/styles.xml', 'xl/worksheets/sheet2.xml']) expect(part(after, name)).toBe(part(before, name));
	for (const kept of [
		'<mergeCell ref="A1:G1"/>',
		'<formula1>Lists!$A$1:$A$4</formula1>',
		'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
		'<c r="D7" s="3"><v>1.5</v></c>',
		'<f>SUM(D7:D12)</f></c>'
	]) {
		expect(sheet).toContain(kept);
	}
	expect(part(after, 'xl/workbook.xml')).toContain('<calcPr fullCalcOnLoad="1"/>');
});

test('a list takes the lines of every bid, one under another, as many as there are', async () => {
	const blank = xlsx([
		{
			name: 'Bids',
			rows: [
				['All figures in £000'],
				['Bid', 'Bid title', 'Department', 'Description', 'Spend type', '2022-23', '2023-24']
			]
		}
	]);
	const mapping = mappingOf(blank);
	expect(mapping).toMatchObject({ layout: 'list', lastRow: null, unit: 'thousands' });
	const filled = await fillTemplate(blank, mapping, [some, bid('B9', [line(4, {}, 5_000)])]);
	expect(filled.references).toEqual(['B7', 'B9']);
	expect(cellsOf(filled.bytes)).toMatchObject({
		A3: 'B7',
		C3: 'Department for Families',
		F3: '1500',
		F4: '-300',
		A6: 'B9',
		F6: '0.05'
	});
});

test('words that a list of the template does not have are listed with those that it has', async () => {
	const blank = xlsx([
		{
			name: 'Bids',
			rows: [['Description', 'Budget', '2022-23']],
			after:
				'<dataValidations count="1"><dataValidation type="list" sqref="B2:B9"><formula1>"RDEL,CDEL"</formula1></dataValidation></dataValidations>'
		}
	]);
	const filled = await fillTemplate(blank, mappingOf(blank), [
		bid('B7', [line(1, {}, 1), line(2, { budget: 'ame' }, 1)])
	]);
	expect(cellsOf(filled.bytes)).toMatchObject({ B2: 'RDEL' });
	expect(filled.notFilled).toEqual([
		{ where: 'B3', what: 'B7, Line 2, column B', why: 'The template allows only: RDEL, CDEL' }
	]);
});

test('a list that is called by its name allows what stands in it', async () => {
	const sheets = [
		{
			name: 'Bids',
			rows: [['Description', 'Budget', '2022-23']],
			after:
				'<dataValidations count="1"><dataValidation type="list" sqref="B2:B9"><formula1>budgets</formula1></dataValidation></dataValidations>'
		},
		{ name: 'Lists', rows: [['Programme RDEL'], ['Capital DEL']] }
	];
	const book = strFromU8(unzipSync(xlsx(sheets))['xl/workbook.xml'] ?? new Uint8Array());
	const names = '<definedNames><definedName name="Budgets">Lists!$A$1:$A$2</definedName></definedNames>';
	const blank = xlsx(sheets, { 'xl/workbook.xml': book.replace('</sheets>', `</sheets>${names}`) });
	const filled = await fillTemplate(blank, mappingOf(blank), [
		bid('B7', [line(1, {}, 1), line(2, { budget: 'ame' }, 1)])
	]);
	expect(cellsOf(filled.bytes)).toMatchObject({ B2: 'Programme RDEL' });
	expect(filled.notFilled).toEqual([
		{ where: 'B3', what: 'B7, Line 2, column B', why: 'The template allows only: Programme RDEL, Capital DEL' }
	]);
});
