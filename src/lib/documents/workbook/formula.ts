import { quotedSheet, type Workbook, WorkbookError } from './workbook.ts';

/** The functions that mean the same in both formats and whose results the tests compare. */
export const functions: readonly string[] = [
	'ABS',
	'AND',
	'COUNT',
	'COUNTA',
	'COUNTIFS',
	'IF',
	'IFERROR',
	'INDEX',
	'MATCH',
	'MAX',
	'MIN',
	'NOT',
	'OR',
	'PRODUCT',
	'ROUND',
	'SUM',
	'SUMIFS',
	'SUMPRODUCT'
];

/**
 * A formula as OpenDocument keeps it: "SUM(Costs!B2:B9,1)" is "of:=SUM([$'Costs'.B2:.B9];1)".
 * @throws WorkbookError on anything that is not known to mean the same in both formats
 */
export function toOpenFormula(formula: string, workbook: Pick<Workbook, 'names' | 'sheets'>): string {
	return `of:=${translateReferences(formula, workbook)}`;
}

/** The same without the sign in front, as the list of a validation is written. @throws WorkbookError */
export function translateReferences(formula: string, workbook: Pick<Workbook, 'names' | 'sheets'>): string {
	return readFormula(formula, workbook).map(translate).join('');
}

/** @throws WorkbookError on a function, a sheet or a name that the workbook does not have, and on what is no formula */
export function checkFormula(formula: string, workbook: Pick<Workbook, 'names' | 'sheets'>): void {
	readFormula(formula, workbook);
}

type Token =
	| { kind: 'text' | 'number' | 'name' | 'operator' | 'open' | 'close' | 'separator'; source: string }
	| { kind: 'function'; source: string }
	| { kind: 'reference'; source: string; sheet: string | null; from: string; to: string | null };

const MAX_LENGTH = 8_000;
const CELL = '\\$?[A-Z]{1,3}\\$?[1-9]\\d{0,6}';
const patterns = {
	text: /"(?:[^"]|"")*"/y,
	reference: new RegExp(`(?:('(?:[^']|'')+'|[A-Za-z_]\\w*)!)?(${CELL})(?::(${CELL}))?(?![\\w.(])`, 'y'),
	number: /\d+(?:\.\d+)?/y,
	function: /[A-Z][A-Z0-9.]*\(/y,
	name: /[A-Za-z_]\w*/y,
	operator: /<>|<=|>=|[-+*/^&=<>]/y,
	open: /\(/y,
	close: /\)/y,
	separator: /,/y
};

function readFormula(formula: string, { names, sheets }: Pick<Workbook, 'names' | 'sheets'>): Token[] {
	if (formula.length > MAX_LENGTH) throw new WorkbookError('A formula is too long');
	const tokens = tokenise(formula);
	checkOrder(tokens, formula);
	for (const token of tokens) {
		if (token.kind === 'function' && !functions.includes(token.source))
			throw new WorkbookError(`The function ${token.source} is not one that both formats share`);
		if (token.kind === 'name' && !names.some(({ name }) => name === token.source))
			throw new WorkbookError(`No range has the name ${token.source}`);
		if (token.kind === 'reference' && token.sheet !== null && !sheets.some(({ name }) => name === token.sheet))
			throw new WorkbookError(`There is no sheet ${token.sheet}`);
	}
	return tokens;
}

function tokenise(formula: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	while (at < formula.length) {
		const token = tokenAt(formula, at);
		if (!token) throw new WorkbookError(`A formula cannot be read at character ${at + 1}: ${formula}`);
		tokens.push(token);
		at += token.source.length;
	}
	return tokens;
}

function tokenAt(formula: string, at: number): Token | null {
	const match = (pattern: RegExp) => {
		pattern.lastIndex = at;
		return pattern.exec(formula);
	};
	const reference = match(patterns.reference);
	if (reference) {
		const [source, sheet, from = '', to] = reference;
		return { kind: 'reference', source, sheet: sheet === undefined ? null : unquoted(sheet), from, to: to ?? null };
	}
	const called = match(patterns.function);
	if (called) return { kind: 'function', source: called[0].slice(0, -1) };
	for (const kind of ['text', 'number', 'name', 'operator', 'open', 'close', 'separator'] as const) {
		const found = match(patterns[kind]);
		if (found) return { kind, source: found[0] };
	}
	return null;
}

function unquoted(sheet: string): string {
	return sheet.startsWith("'") ? sheet.slice(1, -1).replaceAll("''", "'") : sheet;
}

/** A comma outside a function would be a union of ranges, which the two formats write differently; two values in a row are none. */
function checkOrder(tokens: Token[], formula: string): void {
	const open: boolean[] = [];
	let value = false;
	const require = (holds: boolean) => {
		if (!holds) throw new WorkbookError(`This is no formula: ${formula}`);
	};
	for (const [index, { kind, source }] of tokens.entries()) {
		switch (kind) {
			case 'text':
			case 'number':
			case 'name':
			case 'reference':
				require(!value);
				value = true;
				break;
			case 'function':
				require(!value && tokens[index + 1]?.kind === 'open');
				break;
			case 'operator':
				require(value || source === '-' || source === '+');
				value = false;
				break;
			case 'open':
				require(!value);
				open.push(tokens[index - 1]?.kind === 'function');
				break;
			case 'separator':
				require(value && open.at(-1) === true);
				value = false;
				break;
			case 'close':
				require(value && open.length > 0);
				open.pop();
				break;
		}
	}
	require(value && open.length === 0);
}

function translate(token: Token): string {
	if (token.kind === 'separator') return ';';
	if (token.kind !== 'reference') return token.source;
	const sheet = token.sheet === null ? '' : `$${quotedSheet(token.sheet)}`;
	return `[${sheet}.${token.from}${token.to === null ? '' : `:.${token.to}`}]`;
}
