import type { Document, Element } from '@xmldom/xmldom';
import { attributeOf, childOf, descendants, elementsOf, UnreadableFile } from '../xml.ts';
import { exactDecimal, SheetBuilder, tidy } from './cells.ts';
import { type Cell, columnName, type Grid, parseAddress, parseRange } from './grid.ts';
import { damaged, type SheetPackage } from './package.ts';

/** @throws UnreadableFile */
export function readXlsx(file: SheetPackage): Grid {
	const workbook = file.xml('xl/workbook.xml');
	if (!workbook) throw new UnreadableFile(damaged);
	const texts = sharedTexts(file.xml('xl/sharedStrings.xml'));
	const dates = dateStyles(file.xml('xl/styles.xml'));
	const since1904 = /^(?:1|true)$/.test(attributeOf(childOf(workbook.documentElement, 'workbookPr'), 'date1904') ?? '');
	const counter = { cells: 0 };
	const sheets = sheetParts(file).map(({ name, part, hidden }) => {
		const builder = new SheetBuilder(counter);
		const document = file.xml(part);
		const read = { texts, dates, since1904, shared: new Map<string, SharedFormula>() };
		if (document) readSheet(document, read, builder);
		return builder.sheet(name, hidden);
	});
	return { format: 'xlsx', sheets };
}

/** The sheets in the order of their tabs; charts that have a tab of their own are left out. */
export function sheetParts(file: SheetPackage): { name: string; part: string; hidden: boolean }[] {
	const workbook = file.xml('xl/workbook.xml');
	const relationships = file.xml('xl/_rels/workbook.xml.rels');
	if (!workbook || !relationships) throw new UnreadableFile(damaged);
	const targets = new Map(
		descendants(relationships, 'Relationship')
			.filter((each) => (attributeOf(each, 'Type') ?? '').endsWith('/worksheet'))
			.map((each) => [attributeOf(each, 'Id'), partAt(attributeOf(each, 'Target') ?? '')])
	);
	return descendants(workbook, 'sheet')
		.slice(0, MAX_SHEETS)
		.flatMap((sheet) => {
			const part = targets.get(attributeOf(sheet, 'id'));
			if (part === undefined) return [];
			const hidden = (attributeOf(sheet, 'state') ?? 'visible') !== 'visible';
			return [{ name: attributeOf(sheet, 'name') ?? '', part, hidden }];
		});
}

const MAX_SHEETS = 100;

type Reading = { texts: string[]; dates: boolean[]; since1904: boolean; shared: Map<string, SharedFormula> };

type SharedFormula = { text: string; row: number; column: number };

function partAt(target: string): string {
	return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function sharedTexts(document: Document | null): string[] {
	if (!document?.documentElement) return [];
	return elementsOf(document.documentElement).map((item) => tidy(richText(item)));
}

/** The text of runs, without how it is pronounced. */
function richText(item: Element): string {
	return elementsOf(item)
		.filter(({ localName }) => localName === 't' || localName === 'r')
		.map((each) => (each.localName === 't' ? each.textContent : richText(each)))
		.join('');
}

/** For each style of a cell, whether it shows a number as a date. */
function dateStyles(styles: Document | null): boolean[] {
	const formats = styles ? childOf(styles.documentElement, 'numFmts') : null;
	const own = new Map(
		(formats ? elementsOf(formats) : []).map((each) => [
			attributeOf(each, 'numFmtId'),
			isDateFormat(attributeOf(each, 'formatCode') ?? '')
		])
	);
	const cells = styles ? childOf(styles.documentElement, 'cellXfs') : null;
	return (cells ? elementsOf(cells) : []).map((each) => {
		const id = attributeOf(each, 'numFmtId');
		return own.get(id) ?? shippedDates.has(Number(id));
	});
}

/** The formats of dates that every workbook has without naming them. */
const shippedDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

function isDateFormat(code: string): boolean {
	return /[dy]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|general/gi, ''));
}

function readSheet(document: Document, reading: Reading, builder: SheetBuilder): void {
	const data = childOf(document.documentElement, 'sheetData');
	let row = 0;
	for (const line of data ? elementsOf(data) : []) {
		row = Number(attributeOf(line, 'r') ?? row + 1);
		let column = 0;
		for (const element of elementsOf(line)) {
			if (element.localName !== 'c') continue;
			// A cell without an address stands beside the one before it.
			column = parseAddress(attributeOf(element, 'r') ?? '')?.column ?? column + 1;
			if (!Number.isSafeInteger(row) || row < 1) throw new UnreadableFile(damaged);
			builder.add({ row, column, ...contentOf(element, { row, column }, reading) });
		}
	}
	for (const merge of descendants(document, 'mergeCell')) {
		const range = parseRange(attributeOf(merge, 'ref') ?? '');
		if (range) builder.merge(range);
	}
}

function contentOf(
	element: Element,
	at: { row: number; column: number },
	reading: Reading
): Pick<Cell, 'kind' | 'value' | 'formula'> {
	const formula = formulaOf(childOf(element, 'f'), at, reading.shared);
	const raw = childOf(element, 'v')?.textContent ?? null;
	const type = attributeOf(element, 't') ?? 'n';
	if (type === 'inlineStr') {
		const inline = childOf(element, 'is');
		return { kind: 'text', value: inline ? tidy(richText(inline)) : '', formula };
	}
	if (raw === null || (raw === '' && type !== 'str')) {
		return { kind: formula === null ? 'text' : 'uncalculated', value: '', formula };
	}
	if (type === 's') return { kind: 'text', value: reading.texts[Number(raw)] ?? '', formula };
	if (type === 'str') return { kind: 'text', value: tidy(raw), formula };
	if (type === 'b') return { kind: 'boolean', value: raw.trim() === '1' ? 'true' : 'false', formula };
	if (type === 'e') return { kind: 'error', value: tidy(raw), formula };
	if (type === 'd') return { kind: 'date', value: raw.slice(0, 10), formula };
	const number = exactDecimal(raw);
	if (number === null) return { kind: 'error', value: tidy(raw), formula };
	const date = reading.dates[Number(attributeOf(element, 's') ?? 0)] ? dateOf(Number(number), reading.since1904) : null;
	return date === null ? { kind: 'number', value: number, formula } : { kind: 'date', value: date, formula };
}

/** One formula of many cells is written with the first of them; the others have it from where they stand. */
function formulaOf(
	element: Element | null,
	{ row, column }: { row: number; column: number },
	shared: Map<string, SharedFormula>
): string | null {
	if (!element) return null;
	const text = (element.textContent ?? '').slice(0, 8_192);
	const group = attributeOf(element, 't') === 'shared' ? attributeOf(element, 'si') : null;
	if (group === null) return text;
	if (text !== '') shared.set(group, { text, row, column });
	const first = shared.get(group);
	return first ? movedBy(first.text, row - first.row, column - first.column) : text;
}

/** A formula as it reads elsewhere; what is fixed by $ stays. */
function movedBy(formula: string, down: number, across: number): string {
	return formula.replace(
		/"(?:[^"]|"")*"|'(?:[^']|'')*'!|(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(])/g,
		(whole, fixedColumn?: string, letters?: string, fixedRow?: string, digits?: string) => {
			const place = letters === undefined ? null : parseAddress(`${letters}${digits}`);
			if (!place) return whole;
			const column = fixedColumn ? place.column : place.column + across;
			const row = fixedRow ? place.row : place.row + down;
			return `${fixedColumn}${columnName(Math.max(1, column))}${fixedRow}${Math.max(1, row)}`;
		}
	);
}

/** Days since the last of 1899, as if 1900 had been a leap year; some workbooks count from 1904. */
function dateOf(serial: number, since1904: boolean): string | null {
	const days = Math.floor(serial) + (since1904 ? 1462 : 0);
	if (days < 61 || days > 109_574) return null;
	return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}
