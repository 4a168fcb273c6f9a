import { Decimal } from 'decimal.js';
import { type Cell, type Grid, lookUp, parseRange, type Range } from './grid.ts';

/** Works out formulas of a workbook that was read: sums, products and the few functions that totals are made of. */
export type Calculator = (sheet: string, row: number, column: number) => Decimal | null;

/**
 * @returns a function that gives the value of a cell, exactly; null where it cannot tell: a text, a function that it does
 * not know, a circle
 */
export function calculator(grid: Grid): Calculator {
	const sheets = new Map(grid.sheets.map((sheet) => [sheet.name, { sheet, at: lookUp(sheet) }]));
	const known = new Map<string, Decimal | null>();
	const value: Calculator = (name, row, column) => {
		const key = `${name}!${row}:${column}`;
		const found = known.get(key);
		if (found !== undefined) return found;
		// A formula that comes back to itself has no value.
		known.set(key, null);
		const cell = sheets.get(name)?.at(row, column) ?? null;
		const worked = cell === null ? new Decimal(0) : valueOf(cell, name);
		known.set(key, worked);
		return worked;
	};
	const valueOf = (cell: Cell, sheet: string): Decimal | null => {
		if (cell.formula === null) return cell.kind === 'number' ? new Decimal(cell.value) : null;
		try {
			return new Reader(tokens(cell.formula), sheet, rangeValues, value).all();
		} catch (cause) {
			if (cause instanceof NotKnown) return null;
			throw cause;
		}
	};
	const rangeValues: RangeValues = (name, range) => {
		const sheet = sheets.get(name)?.sheet;
		if (!sheet) throw new NotKnown();
		return sheet.cells
			.filter(
				({ row, column }) => row >= range.top && row <= range.bottom && column >= range.left && column <= range.right
			)
			.map((cell) => ({ ...cell, worked: isFigure(cell) ? value(name, cell.row, cell.column) : undefined }));
	};
	return value;
}

/** Whether the formula of a cell takes in a place. */
export function refersTo(formula: string, sheet: string, of: string, place: { row: number; column: number }): boolean {
	return tokens(formula).some((token) => {
		if (token.kind !== 'range' || (token.sheet ?? of) !== sheet) return false;
		const { top, bottom, left, right } = token.range;
		return place.row >= top && place.row <= bottom && place.column >= left && place.column <= right;
	});
}

class NotKnown extends Error {}

type RangeValues = (sheet: string, range: Range) => (Cell & { worked: Decimal | null | undefined })[];

type Token =
	| { kind: 'number' | 'sign' | 'function' | 'other'; text: string }
	| { kind: 'range'; text: string; sheet: string | null; range: Range };

/** Texts and errors count for nothing in a sum; a formula may be either. */
function isFigure({ kind, formula }: Cell): boolean {
	return formula !== null || kind === 'number';
}

/** Both formats: `SUM(D5:D9)` and `of:=SUM([.D5:.D9])`. */
function tokens(formula: string): Token[] {
	const text = formula.replace(/^(?:of:|oooc:|msoxl:)?=?/, '');
	const found: Token[] = [];
	const pattern =
		/\s+|\[((?:\$?(?:'(?:[^']|'')+'|[^\]'.[]+))?)\.(\$?[A-Z]{1,3}\$?\d+)(?::(?:\$?(?:'(?:[^']|'')+'|[^\]'.[]+))?\.(\$?[A-Z]{1,3}\$?\d+))?\]|(?:('(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?(\$?[A-Z]{1,3}\$?[1-9]\d{0,6})(?::(\$?[A-Z]{1,3}\$?[1-9]\d{0,6}))?(?![\w(])|([A-Z][A-Z0-9.]*)\(|(\d+(?:\.\d+)?)|([-+*/(),;])|./gsy;
	for (const match of text.matchAll(pattern)) {
		const [whole, odsSheet, odsFrom, odsTo, xlsxSheet, xlsxFrom, xlsxTo, called, number, sign] = match;
		const from = odsFrom ?? xlsxFrom;
		if (from !== undefined) {
			const to = odsTo ?? xlsxTo;
			const range = parseRange(to === undefined ? from : `${from}:${to}`);
			const sheet = odsSheet?.replace(/^\$/, '') || xlsxSheet;
			if (range) found.push({ kind: 'range', text: whole, sheet: sheet ? unquoted(sheet) : null, range });
			else found.push({ kind: 'other', text: whole });
		} else if (called !== undefined) found.push({ kind: 'function', text: called });
		else if (number !== undefined) found.push({ kind: 'number', text: number });
		else if (sign !== undefined) found.push({ kind: 'sign', text: sign === ';' ? ',' : sign });
		else if (whole.trim() !== '') found.push({ kind: 'other', text: whole });
	}
	return found;
}

function unquoted(sheet: string): string {
	return sheet.startsWith("'") ? sheet.slice(1, -1).replaceAll("''", "'") : sheet;
}

/** Reads a formula once from left to right. */
class Reader {
	#at = 0;
	#depth = 0;
	readonly #tokens: readonly Token[];
	readonly #sheet: string;
	readonly #ranges: RangeValues;
	readonly #value: Calculator;

	constructor(all: readonly Token[], sheet: string, ranges: RangeValues, value: Calculator) {
		this.#tokens = all;
		this.#sheet = sheet;
		this.#ranges = ranges;
		this.#value = value;
	}

	all(): Decimal {
		const result = this.#sum();
		if (this.#at < this.#tokens.length) throw new NotKnown();
		return result;
	}

	#sum(): Decimal {
		let result = this.#product();
		for (;;) {
			if (this.#takes('+')) result = result.plus(this.#product());
			else if (this.#takes('-')) result = result.minus(this.#product());
			else return result;
		}
	}

	#product(): Decimal {
		let result = this.#one();
		for (;;) {
			if (this.#takes('*')) result = result.times(this.#one());
			else if (this.#takes('/')) {
				const by = this.#one();
				if (by.isZero()) throw new NotKnown();
				result = result.div(by);
			} else return result;
		}
	}

	#one(): Decimal {
		if (++this.#depth > 2_000) throw new NotKnown();
		if (this.#takes('-')) return this.#one().neg();
		if (this.#takes('+')) return this.#one();
		if (this.#takes('(')) return this.#closed(this.#sum());
		const token = this.#tokens[this.#at++];
		if (token?.kind === 'number') return new Decimal(token.text);
		if (token?.kind === 'function') return this.#called(token.text);
		if (token?.kind !== 'range') throw new NotKnown();
		const { top, left, bottom, right } = token.range;
		const value = top === bottom && left === right ? this.#value(token.sheet ?? this.#sheet, top, left) : null;
		if (value === null) throw new NotKnown();
		return value;
	}

	#called(name: string): Decimal {
		if (name === 'SUM') return this.#closed(this.#addedUp());
		if (name === 'ABS') return this.#closed(this.#sum().abs());
		if (name !== 'ROUND') throw new NotKnown();
		const value = this.#sum();
		if (!this.#takes(',')) throw new NotKnown();
		return this.#closed(value.toDecimalPlaces(this.#sum().toNumber(), Decimal.ROUND_HALF_UP));
	}

	#addedUp(): Decimal {
		let result = new Decimal(0);
		do {
			const token = this.#tokens[this.#at];
			const next = this.#tokens[this.#at + 1]?.text;
			if (token?.kind === 'range' && (next === ',' || next === ')')) {
				this.#at++;
				for (const { worked } of this.#ranges(token.sheet ?? this.#sheet, token.range)) {
					if (worked === null) throw new NotKnown();
					result = result.plus(worked ?? 0);
				}
			} else result = result.plus(this.#sum());
		} while (this.#takes(','));
		return result;
	}

	#closed(value: Decimal): Decimal {
		if (!this.#takes(')')) throw new NotKnown();
		return value;
	}

	#takes(sign: string): boolean {
		const token = this.#tokens[this.#at];
		if (token?.kind !== 'sign' || token.text !== sign) return false;
		this.#at++;
		return true;
	}
}
