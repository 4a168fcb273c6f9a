import { financialYear } from '#lib/bids/bid.ts';
import {
	address,
	type Cell,
	type CellStyle,
	columnName,
	type Sheet,
	type Workbook
} from '#lib/documents/workbook/workbook.ts';
import type { DemoReturn } from './shape.ts';

/**
 * The blank return of a fiscal event, as a Treasury would send it out: a sheet for one bid with lists to choose from and
 * sums that are formulas.
 */
export function blankReturn(title: string, firstYear: number, lastYear: number): Workbook {
	const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => financialYear(firstYear + index));
	const headings = [...lineHeadings, ...years.map((year) => `${year} £m`), 'Total £m'];
	const firstAmount = lineHeadings.length;
	const total = firstAmount + years.length;
	const firstLine = 4 + labels.length;
	const afterLines = firstLine + room;
	const line = (row: number): Cell[] => [
		...lineHeadings.map(() => blank('Answer')),
		...years.map(() => blank('Amount')),
		sum(`${address(row, firstAmount)}:${address(row, total - 1)}`)
	];
	const sums = Array.from({ length: years.length + 1 }, (_, index) => {
		const column = firstAmount + index;
		return sum(`${address(firstLine, column)}:${address(afterLines - 1, column)}`);
	});
	const chosen = (column: number) => `${columnName(column)}${firstLine + 1}:${columnName(column)}${afterLines}`;
	const sheet: Sheet = {
		...plain,
		name: 'Return',
		widths: [52, 26, 16, 30, 16, ...years.map(() => 13), 13],
		rows: [
			[text(title, 'Title')],
			[text('One sheet for each bid. Amounts in £m; savings below zero. FICTIONAL.')],
			...labels.map((label) => [text(label, 'Label'), blank('Answer')]),
			[],
			headings.map((heading) => text(heading, 'Heading')),
			...Array.from({ length: room }, (_, index) => line(firstLine + index)),
			[text('Total', 'Label'), ...lineHeadings.slice(1).map(() => null), ...sums]
		],
		frozen: { rows: firstLine, columns: 1 },
		repeatedRows: { from: firstLine, to: firstLine },
		validations: [
			{ range: chosen(lineHeadings.indexOf('Budget')), list: 'Budgets', message: 'Choose a budget' },
			{ range: chosen(lineHeadings.indexOf('Cost or saving')), list: 'Kinds', message: 'Choose what it is' }
		]
	};
	const lists: Sheet = {
		...plain,
		name: 'Lists',
		widths: [34, 16],
		rows: [
			[text('Budgets', 'Heading'), text('Kinds', 'Heading')],
			...budgets.map((budget, index) => [text(budget), kinds[index] === undefined ? null : text(kinds[index])])
		]
	};
	return {
		...workbook(title, 'The Exchequer'),
		names: [
			{ name: 'Budgets', sheet: 'Lists', range: `A2:A${budgets.length + 1}` },
			{ name: 'Kinds', sheet: 'Lists', range: `B2:B${kinds.length + 1}` }
		],
		sheets: [sheet, lists]
	};
}

/** A department's own file of lines, in the order and the words that it keeps them in. */
export function departmentReturn({ title, rows }: DemoReturn, creator: string, firstYear: number): Workbook {
	const count = Math.max(...rows.map(({ years }) => years.length));
	const years = Array.from({ length: count }, (_, index) => financialYear(firstYear + index));
	const sheet: Sheet = {
		...plain,
		name: 'Costs',
		widths: [60, 20, ...years.map(() => 13)],
		rows: [
			[text(title, 'Title')],
			[],
			['Line', 'Budget', ...years].map((heading) => text(heading, 'Heading')),
			...rows.map((row) => [
				text(row.description),
				text(row.budget),
				...row.years.map((amount): Cell => {
					if (typeof amount === 'string') return text(amount);
					return { type: 'number', style: 'Amount', number: String(amount) };
				})
			])
		]
	};
	return { ...workbook(title, creator), sheets: [sheet] };
}

/** How many lines a return has room for. */
const room = 14;

/** Each names the cell on its right. */
const labels = [
	'Bid reference',
	'Title',
	'Lead department',
	'Partner departments',
	'Recommendations funded',
	'Objectives',
	'What happens if it is not funded',
	'Delivery body',
	'Senior responsible owner',
	'Accounting officer'
];

const lineHeadings = ['Line', 'Department', 'Recommendation', 'Budget', 'Cost or saving'];
const budgets = ['Resource DEL (programme)', 'Resource DEL (admin)', 'Capital DEL', 'Annually managed expenditure'];
const kinds = ['Cost', 'Saving', 'Income'];

const words = { kind: 'text' } as const;
const millions = { kind: 'number', decimals: 2, grouped: true } as const;

const styles: Record<string, CellStyle> = {
	Title: { format: words, bold: true, size: 16 },
	Heading: { format: words, bold: true, fill: 'E8ECEF', wrap: true, lineBelow: true },
	Label: { format: words, bold: true },
	Text: { format: words },
	Answer: { format: words, fill: 'FFF8E1' },
	Amount: { format: millions, fill: 'FFF8E1' },
	Sum: { format: millions, bold: true, lineAbove: true }
};

const plain: Omit<Sheet, 'name' | 'widths' | 'rows'> = {
	frozen: { rows: 0, columns: 0 },
	repeatedRows: null,
	printArea: null,
	landscape: true,
	validations: []
};

function workbook(title: string, creator: string): Omit<Workbook, 'sheets'> {
	return {
		title,
		language: 'en-GB',
		marking: 'OFFICIAL-SENSITIVE',
		status: 'FICTIONAL',
		properties: { subject: 'Settlement of the Council', creator, keywords: [], snapshot: null },
		styles,
		names: []
	};
}

function text(said: string, style = 'Text'): Cell {
	return { type: 'text', style, text: said };
}

/** To be filled in. */
function blank(style: string): Cell {
	return text('', style);
}

function sum(range: string): Cell {
	return { type: 'formula', style: 'Sum', formula: `SUM(${range})`, result: { number: '0' } };
}
