import type { DocumentProperties } from '../document.ts';

/** A workbook before it has a format. Both writers give the same cells, formulas and print set-up from it. */
export type Workbook = {
	title: string;
	language: 'en-GB';
	/** Printed at the top and bottom of every page, such as "OFFICIAL - SENSITIVE". */
	marking: string;
	/** Printed beside the marking, such as "DRAFT, Friday 14 June 2019, 10:04am"; a frozen version says its number. */
	status: string | null;
	properties: DocumentProperties;
	/** Every look of a cell, by the name that a reader finds in the list of styles. */
	styles: Record<string, CellStyle>;
	names: NamedRange[];
	sheets: Sheet[];
};

export type Sheet = {
	/** As `checkWorkbook` allows: 31 characters at most, none of []:*?/\ */
	name: string;
	/** The width of each column in characters, from the first on. */
	widths: number[];
	rows: (Cell | null)[][];
	/** How many rows and columns stay in sight. */
	frozen: { rows: number; columns: number };
	/** The rows that every printed page begins with, counted from 1. */
	repeatedRows: { from: number; to: number } | null;
	/** Such as "A1:H40"; null prints all of the sheet. */
	printArea: string | null;
	landscape: boolean;
	validations: Validation[];
};

export type Cell =
	| { type: 'text'; style: string; text: string }
	| { type: 'number'; style: string; number: string }
	/** A day, YYYY-MM-DD. */
	| { type: 'date'; style: string; date: string }
	/** As a spreadsheet's user writes it, without the sign in front; the result is what this very formula gives. */
	| { type: 'formula'; style: string; formula: string; result: { number: string } | { text: string } };

export type CellStyle = {
	format: NumberFormat;
	bold?: boolean;
	italic?: boolean;
	/** In points. */
	size?: number;
	/** As RRGGBB. */
	colour?: string;
	fill?: string;
	align?: 'left' | 'right' | 'center';
	wrap?: boolean;
	lineAbove?: boolean;
	lineBelow?: boolean;
};

export type NumberFormat =
	/** What is typed stays text, also when it looks like a formula. */
	| { kind: 'text' }
	| { kind: 'general' }
	| { kind: 'number'; decimals: number; grouped: boolean; prefix?: string }
	| { kind: 'percent'; decimals: number }
	| { kind: 'date' };

/** A range of one sheet that formulas and people call by its name. */
export type NamedRange = { name: string; sheet: string; range: string };

/** The cells of a range take nothing but what stands in the list, which is a range or a name. */
export type Validation = { range: string; list: string; message: string };

/** The workbook breaks a rule of spreadsheets. A mistake of whoever built it, never of what people typed. */
export class WorkbookError extends Error {}

/** "C" for 2: columns are counted from 0 in the model and lettered in a sheet. */
export function columnName(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** "C8" for the eighth row and the third column, both counted from 0. */
export function address(row: number, column: number): string {
	return `${columnName(column)}${row + 1}`;
}

/** "$C$8", which stays when a formula is copied. */
export function fixedAddress(row: number, column: number): string {
	return `$${columnName(column)}$${row + 1}`;
}

/** A sheet's name as formulas write it. */
export function quotedSheet(name: string): string {
	return `'${name.replaceAll("'", "''")}'`;
}

/** How many columns a sheet uses. */
export function columnCount({ rows, widths }: Sheet): number {
	return rows.reduce((most, row) => Math.max(most, row.length), widths.length);
}

/** @throws WorkbookError where one of the two formats could not hold it as it is */
export function checkWorkbook(workbook: Workbook): void {
	const { sheets, names, styles } = workbook;
	if (sheets.length === 0) throw new WorkbookError('A workbook has a sheet');
	checkDistinct(sheets.map(({ name }) => name));
	checkDistinct(names.map(({ name }) => name));
	for (const sheet of sheets) checkSheet(sheet, styles);
	for (const { name, sheet, range } of names) {
		if (!NAME.test(name) || CELL_LIKE.test(name)) throw new WorkbookError(`${name} cannot be the name of a range`);
		if (!sheets.some((each) => each.name === sheet)) throw new WorkbookError(`${name} is on no sheet`);
		checkRange(range);
	}
}

/** The most that a cell of XLSX holds. */
export const MAX_CELL_TEXT = 32_767;

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
/** A name that a spreadsheet would read as a cell, such as FY2022 or R1C1. */
const CELL_LIKE = /^(?:[A-Z]{1,3}\d+|R\d*C?\d*|C\d*)$/i;
const RANGE = /^\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Z]{1,3}\$?[1-9]\d{0,6})?$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 1_024;

function checkDistinct(names: string[]): void {
	const seen = new Set(names.map((name) => name.toLowerCase()));
	if (seen.size < names.length) throw new WorkbookError('Two sheets or two ranges have one name');
}

function checkSheet(sheet: Sheet, styles: Workbook['styles']): void {
	const { name, rows, validations, printArea } = sheet;
	if (name === '' || name.length > 31 || /[[\]:*?/\\\u0000-\u001f]|^'|'$/.test(name))
		throw new WorkbookError(`"${name}" cannot be the name of a sheet`);
	if (rows.length > MAX_ROWS || columnCount(sheet) > MAX_COLUMNS) throw new WorkbookError(`${name} is too large`);
	for (const { range } of validations) checkRange(range);
	if (printArea !== null) checkRange(printArea);
	for (const row of rows) for (const cell of row) if (cell) checkCell(cell, styles);
}

function checkRange(range: string): void {
	if (!RANGE.test(range)) throw new WorkbookError(`${range} is no range`);
}

function checkCell(cell: Cell, styles: Workbook['styles']): void {
	if (!Object.hasOwn(styles, cell.style)) throw new WorkbookError(`There is no style ${cell.style}`);
	const text =
		cell.type === 'text' ? cell.text : cell.type === 'formula' && 'text' in cell.result ? cell.result.text : '';
	if (text.length > MAX_CELL_TEXT) throw new WorkbookError('A cell holds at most 32,767 characters');
	const number =
		cell.type === 'number'
			? cell.number
			: cell.type === 'formula' && 'number' in cell.result
				? cell.result.number
				: '0';
	if (!DECIMAL.test(number)) throw new WorkbookError(`${number} is no decimal number`);
	if (cell.type === 'date' && !DAY.test(cell.date)) throw new WorkbookError(`${cell.date} is no day`);
}
