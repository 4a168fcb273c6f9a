import { Decimal } from 'decimal.js';
import { cleanText } from '#lib/forms/clean-text.ts';
import { UnreadableFile } from '../xml.ts';
import type { Cell, Range, Sheet } from './grid.ts';

/** Gathers the filled cells of a sheet within the limits of what a person would send. @throws UnreadableFile */
export class SheetBuilder {
	readonly #cells: Cell[] = [];
	readonly #merges: Range[] = [];
	readonly #counter: { cells: number };

	constructor(counter: { cells: number }) {
		this.#counter = counter;
	}

	add(cell: Cell): void {
		if (cell.value === '' && cell.formula === null) return;
		if (cell.row > MAX_ROWS || cell.column > MAX_COLUMNS || ++this.#counter.cells > MAX_CELLS) {
			throw new UnreadableFile(
				'This workbook holds more than anybody could check. Keep the sheet with the figures and take out the rest.'
			);
		}
		this.#cells.push(cell);
	}

	merge(range: Range): void {
		if (this.#merges.length < MAX_MERGES) this.#merges.push(range);
	}

	sheet(name: string, hidden: boolean): Sheet {
		const cells = this.#cells.sort((a, b) => a.row - b.row || a.column - b.column);
		return {
			name: tidy(name).slice(0, 200) || 'Sheet',
			hidden,
			rows: cells.at(-1)?.row ?? 0,
			columns: cells.reduce((last, { column }) => Math.max(last, column), 0),
			cells,
			merges: this.#merges
		};
	}
}

/** What people see of a text: without control characters, at the length that a cell of Excel may have. */
export function tidy(text: string): string {
	return cleanText(text).trim().slice(0, 32_767);
}

/**
 * A number as its file writes it, as an exact decimal. A file holds binary fractions written to 17 digits
 * (1.1000000000000001); programs of sheets show and mean 15.
 * @returns null for what is no number
 */
export function exactDecimal(text: string): string | null {
	if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$/i.test(text.trim())) return null;
	const number = new Decimal(text.trim()).toSignificantDigits(15);
	return number.abs().gte(1e30) ? null : number.toFixed();
}

const MAX_ROWS = 20_000;
const MAX_COLUMNS = 1_000;
const MAX_CELLS = 100_000;
const MAX_MERGES = 5_000;
