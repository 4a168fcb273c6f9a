import { MAX_CELL_TEXT, type Cell } from '#lib/documents/workbook/workbook.ts';

export type Row = (Cell | null)[];

export function words(text: string, style = 'Text'): Cell {
	return { type: 'text', style, text };
}

/** A row of headings of columns. */
export function headings(texts: readonly string[], style = 'Column heading'): Row {
	return texts.map((text) => words(text, style));
}

/** A whole number or a decimal number as text. */
export function number(value: string, style: string): Cell {
	return { type: 'number', style, number: value };
}

/** @param result the number that the application worked out for it, as decimal text */
export function formula(text: string, style: string, result: string): Cell {
	return { type: 'formula', style, formula: text, result: { number: result } };
}

/** @param result the words that the application worked out for it */
export function textFormula(text: string, style: string, result: string): Cell {
	return { type: 'formula', style, formula: text, result: { text: result } };
}

/** Pence as pounds, hundredths as whole ones: exact, "-1234.05". */
export function hundredths(amount: bigint | number): string {
	const value = BigInt(amount);
	const positive = value < 0n ? -value : value;
	const rest = positive % 100n;
	const whole = `${value < 0n ? '-' : ''}${positive / 100n}`;
	return rest === 0n ? whole : `${whole}.${String(rest).padStart(2, '0')}`;
}

/** A text in as many pieces as cells that hold it. */
export function pieces(text: string): string[] {
	const found: string[] = [];
	for (let at = 0; at < text.length; at += MAX_CELL_TEXT) found.push(text.slice(at, at + MAX_CELL_TEXT));
	return found.length === 0 ? [''] : found;
}

/** A text for one cell; what does not fit is cut and says so. */
export function fitted(text: string): string {
	return text.length <= MAX_CELL_TEXT ? text : `${text.slice(0, MAX_CELL_TEXT - 1)}…`;
}
