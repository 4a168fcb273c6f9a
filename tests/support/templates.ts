import { ods, type TestCell, type TestSheet, xlsx } from './sheets.ts';

const rows = 6;
const first = 7;
const last = first + rows - 1;
const years = ['2022-23 £m', '2023-24 £m', '2024-25 £m'];

/** A blank return with a merged heading, room for six lines, totals that are formulas, and a list of its own for budgets. */
function blank(): TestSheet {
	const line = (row: number): TestCell[] => [null, null, null, null, null, null, `=SUM(D${row}:F${row})→0`];
	return {
		name: 'Return',
		merges: ['A1:G1'],
		rows: [
			['Spending review return', null, null, null, null, null, null],
			[],
			['Bid reference', null, null, 'Title', null],
			['Lead department', null, null, 'Total asked for', '=G13*1→0'],
			[],
			['Line', 'Budget', 'Cost or saving', ...years, 'Total £m'],
			...Array.from({ length: rows }, (_, index) => line(first + index)),
			['Total', null, null, ...['D', 'E', 'F', 'G'].map((column) => `=SUM(${column}${first}:${column}${last})→0`)]
		]
	};
}

/** As Excel would save it: its budgets are a list, its heading is bold, its page is set up. */
export function xlsxTemplate(): Uint8Array {
	return xlsx([
		{
			...blank(),
			style: (row, column) => (row === 1 || row === 6 ? 2 : row >= first && column >= 4 ? 3 : 0),
			after: `<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="B${first}:B${last}"><formula1>Lists!$A$1:$A$4</formula1></dataValidation></dataValidations><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>`
		},
		{ name: 'Lists', rows: [['Resource DEL (programme)'], ['Resource DEL (admin)'], ['Capital DEL'], ['AME']] }
	]);
}

/** As LibreOffice would save it. */
export function odsTemplate(): Uint8Array {
	return ods([blank()]);
}
