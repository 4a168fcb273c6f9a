/** A file of sheets as it was read, whatever program made it: values alone, without fonts or colours. */
export type Grid = { format: SheetFormat; sheets: Sheet[] };

export type SheetFormat = 'xlsx' | 'ods' | 'csv';

export type Sheet = {
	name: string;
	hidden: boolean;
	/** How far the filled cells reach. */
	rows: number;
	columns: number;
	/** The filled cells alone, row by row. */
	cells: Cell[];
	merges: Range[];
};

/** Rows and columns count from 1, as their addresses do. */
export type Cell = {
	row: number;
	column: number;
	kind: CellKind;
	/** Text; a number as an exact decimal ("-1234.5"); a date as ISO; "true" or "false"; an error as its program writes it. */
	value: string;
	/** What the value was worked out by, as the program writes it. */
	formula: string | null;
};

/** `uncalculated`: a formula whose file keeps no value for it. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'uncalculated';

export type Range = { top: number; left: number; bottom: number; right: number };

/** "B7". */
export function addressOf({ row, column }: { row: number; column: number }): string {
	return `${columnName(column)}${row}`;
}

/** 1 is "A", 28 is "AB". */
export function columnName(column: number): string {
	const rest = (column - 1) % 26;
	const before = (column - 1 - rest) / 26;
	return (before === 0 ? '' : columnName(before)) + String.fromCharCode(65 + rest);
}

/** "B7" or "$B$7" as row and column. @returns null for anything else, and beyond what a sheet can have */
export function parseAddress(text: string): { row: number; column: number } | null {
	const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i.exec(text.trim()) ?? [];
	if (letters === '') return null;
	const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
	const row = Number(digits);
	return column > LAST_COLUMN || row > LAST_ROW ? null : { row, column };
}

/** "B7:C9" or "B7". @returns null for anything else */
export function parseRange(text: string): Range | null {
	const [first = '', last = first] = text.split(':');
	const [start, end] = [parseAddress(first), parseAddress(last)];
	if (!start || !end) return null;
	return {
		top: Math.min(start.row, end.row),
		left: Math.min(start.column, end.column),
		bottom: Math.max(start.row, end.row),
		right: Math.max(start.column, end.column)
	};
}

/** The cells of a sheet by place; what is merged is found at each of its places where `merged` is asked for. */
export function lookUp(sheet: Sheet): (row: number, column: number, options?: { merged?: boolean }) => Cell | null {
	const byPlace = new Map(sheet.cells.map((cell) => [place(cell.row, cell.column), cell]));
	return (row, column, { merged = false } = {}) => {
		const found = byPlace.get(place(row, column));
		if (found || !merged) return found ?? null;
		const range = sheet.merges.find(
			({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right
		);
		return range ? (byPlace.get(place(range.top, range.left)) ?? null) : null;
	};
}

/** The last cell that a sheet of today's programs has: XFD1048576. */
const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;

function place(row: number, column: number): number {
	return row * (LAST_COLUMN + 1) + column;
}
