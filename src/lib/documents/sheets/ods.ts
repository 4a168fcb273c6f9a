import type { Element } from '@xmldom/xmldom';
import { attributeOf, childOf, elementsOf, isElement, UnreadableFile } from '../xml.ts';
import { exactDecimal, SheetBuilder, tidy } from './cells.ts';
import type { Cell, Grid } from './grid.ts';
import { damaged, type SheetPackage } from './package.ts';

/** @throws UnreadableFile */
export function readOds(file: SheetPackage): Grid {
	const content = file.xml('content.xml');
	const body = content ? childOf(childOf(content.documentElement, 'body'), 'spreadsheet') : null;
	if (!content || !body) throw new UnreadableFile(damaged);
	const hidden = hiddenStyles(content.documentElement);
	const counter = { cells: 0 };
	const sheets = elementsOf(body)
		.filter(({ localName }) => localName === 'table')
		.slice(0, MAX_SHEETS)
		.map((table) => {
			const builder = new SheetBuilder(counter);
			readTable(table, builder);
			return builder.sheet(attributeOf(table, 'name') ?? '', hidden.has(attributeOf(table, 'style-name')));
		});
	return { format: 'ods', sheets };
}

/** The rows of a table in order, out of the groups that they may stand in. */
export function rowsOf(parent: Element): Element[] {
	return elementsOf(parent).flatMap((element) => {
		if (element.localName === 'table-row') return [element];
		return /^table-(?:header-rows|row-group|rows)$/.test(element.localName ?? '') ? rowsOf(element) : [];
	});
}

/** How often a row or a cell stands for itself. */
export function repeats(element: Element, what: 'rows' | 'columns'): number {
	const times = Number(attributeOf(element, `number-${what}-repeated`) ?? 1);
	return Number.isSafeInteger(times) && times > 0 ? times : 1;
}

export function isCell(element: Element): boolean {
	return element.localName === 'table-cell' || element.localName === 'covered-table-cell';
}

const MAX_SHEETS = 100;

function hiddenStyles(root: Element | null): Set<string | null> {
	const styles = root ? childOf(root, 'automatic-styles') : null;
	return new Set(
		(styles ? elementsOf(styles) : [])
			.filter((style) => attributeOf(childOf(style, 'table-properties'), 'display') === 'false')
			.map((style) => attributeOf(style, 'name'))
	);
}

function readTable(table: Element, builder: SheetBuilder): void {
	let row = 1;
	for (const line of rowsOf(table)) {
		const times = repeats(line, 'rows');
		const cells = cellsOf(line, row, builder);
		// A row that stands for many is nearly always empty: then it costs nothing.
		for (let copy = 0; cells.length > 0 && copy < times; copy++) {
			for (const cell of cells) builder.add({ ...cell, row: row + copy });
		}
		row += times;
	}
}

function cellsOf(line: Element, row: number, builder: SheetBuilder): Cell[] {
	const cells: Cell[] = [];
	let column = 1;
	for (const element of elementsOf(line).filter(isCell)) {
		const times = repeats(element, 'columns');
		const content = contentOf(element);
		if (content.value !== '' || content.formula !== null) {
			if (times > MOST_ALIKE) throw new UnreadableFile(damaged);
			for (let copy = 0; copy < times; copy++) cells.push({ row, column: column + copy, ...content });
		}
		const [down, across] = [spanned(element, 'rows'), spanned(element, 'columns')];
		if (down > 1 || across > 1)
			builder.merge({ top: row, left: column, bottom: row + down - 1, right: column + across - 1 });
		column += times;
	}
	return cells;
}

const MOST_ALIKE = 1_000;

function spanned(element: Element, what: 'rows' | 'columns'): number {
	const number = Number(attributeOf(element, `number-${what}-spanned`) ?? 1);
	return Number.isSafeInteger(number) && number > 0 && number < 20_000 ? number : 1;
}

function contentOf(element: Element): Pick<Cell, 'kind' | 'value' | 'formula'> {
	const formula = attributeOf(element, 'formula')?.slice(0, 8_192) ?? null;
	const shown = tidy(
		elementsOf(element)
			.filter(({ localName }) => localName === 'p')
			.map(textOf)
			.join('\n')
	);
	const types = Array.from(element.attributes).filter(({ localName }) => localName === 'value-type');
	if (types.some(({ value }) => value === 'error')) return { kind: 'error', value: shown || '#VALUE!', formula };
	switch (types[0]?.value) {
		case 'float':
		case 'percentage':
		case 'currency': {
			const number = exactDecimal(attributeOf(element, 'value') ?? '');
			return number === null ? { kind: 'error', value: shown, formula } : { kind: 'number', value: number, formula };
		}
		case 'date':
			return { kind: 'date', value: (attributeOf(element, 'date-value') ?? shown).slice(0, 10), formula };
		case 'boolean':
			return { kind: 'boolean', value: attributeOf(element, 'boolean-value') === 'true' ? 'true' : 'false', formula };
		case undefined:
			return { kind: shown === '' && formula !== null ? 'uncalculated' : 'text', value: shown, formula };
		default:
			return { kind: 'text', value: attributeOf(element, 'string-value') ?? shown, formula };
	}
}

/** Blanks and breaks are elements of their own. */
function textOf(paragraph: Element): string {
	let text = '';
	for (let node = paragraph.firstChild; node; node = node.nextSibling) {
		if (!isElement(node)) text += node.nodeType === 3 ? (node.nodeValue ?? '') : '';
		else if (node.localName === 's') text += ' '.repeat(Math.min(Number(attributeOf(node, 'c') ?? 1) || 1, 100));
		else if (node.localName === 'tab') text += '\t';
		else if (node.localName === 'line-break') text += '\n';
		else if (node.localName !== 'annotation') text += textOf(node);
	}
	return text;
}
