import type { Document, Element } from '@xmldom/xmldom';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { attributeOf, childOf, descendants, elementsOf, serialiseXml, UnreadableFile } from '../xml.ts';
import { type Edit, type Editing, packedAt, pick } from './editing.ts';
import { isCell, repeats, rowsOf } from './ods.ts';
import { damaged, type SheetPackage } from './package.ts';

/** @throws UnreadableFile */
export function editOds(file: SheetPackage): Editing {
	const content = file.xml('content.xml');
	const body = content ? childOf(childOf(content.documentElement, 'body'), 'spreadsheet') : null;
	if (!content || !body) throw new UnreadableFile(damaged);
	const tables = new Map(
		elementsOf(body)
			.filter(({ localName }) => localName === 'table')
			.map((table) => [attributeOf(table, 'name') ?? '', table])
	);
	const lists = listsIn(content);
	return {
		put(edit) {
			const table = tables.get(edit.sheet);
			return table ? put(table, edit, lists) : { refused: 'sheet', allowed: [] };
		},
		finish() {
			forgetResults(body);
			const { mimetype, ...parts } = file.parts;
			const written: Zippable = { ...parts, 'content.xml': strToU8(serialiseXml(content)) };
			// The kind of the file is its first part, and is not packed.
			return zipSync(mimetype ? { mimetype: [mimetype, { level: 0 }], ...written } : written, { mtime: packedAt });
		}
	};
}

function put(table: Element, edit: Edit, lists: Map<string, string[]>): ReturnType<Editing['put']> {
	const row = alone(rowsOf(table), edit.row, 'rows');
	const cell = row && alone(elementsOf(row).filter(isCell), edit.column, 'columns');
	if (!cell) return { refused: 'sheet', allowed: [] };
	if (cell.localName === 'covered-table-cell') return { refused: 'covered', allowed: [] };
	if (attributeOf(cell, 'formula') !== null) return { refused: 'formula', allowed: [] };
	const allowed = lists.get(attributeOf(cell, 'content-validation-name') ?? '') ?? null;
	const text = edit.texts ? pick(edit.texts, allowed) : null;
	if (edit.texts && text === null) return { refused: 'list', allowed: allowed ?? [] };

	clear(cell);
	const shown = text ?? edit.number ?? '';
	cell.setAttributeNS(OFFICE, 'office:value-type', text === null ? 'float' : 'string');
	if (text === null) cell.setAttributeNS(OFFICE, 'office:value', shown);
	for (const line of shown.split('\n')) {
		const paragraph = cell.ownerDocument?.createElementNS(TEXT, 'text:p');
		if (!paragraph) throw new UnreadableFile(damaged);
		paragraph.appendChild(paragraph.ownerDocument?.createTextNode(line) ?? paragraph);
		cell.appendChild(paragraph);
	}
	return { refused: null, allowed: [] };
}

const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0';
const TEXT = 'urn:oasis:names:tc:opendocument:xmlns:text:1.0';
const TABLE = 'urn:oasis:names:tc:opendocument:xmlns:table:1.0';

/** The row or cell at a place, split from those that one element stands for. @returns null beyond the end */
function alone(elements: readonly Element[], place: number, what: 'rows' | 'columns'): Element | null {
	let first = 1;
	for (const element of elements) {
		const times = repeats(element, what);
		if (place < first + times) return split(element, place - first, times, what);
		first += times;
	}
	return null;
}

function split(element: Element, before: number, times: number, what: 'rows' | 'columns'): Element {
	const parent = element.parentNode;
	if (!parent || times === 1) return element;
	const copyOf = (count: number) => {
		const copy = element.cloneNode(true) as Element;
		setRepeats(copy, count, what);
		return copy;
	};
	if (before > 0) parent.insertBefore(copyOf(before), element);
	const after = times - before - 1;
	if (after > 0) parent.insertBefore(copyOf(after), element.nextSibling);
	setRepeats(element, 1, what);
	return element;
}

function setRepeats(element: Element, times: number, what: 'rows' | 'columns'): void {
	const name = `number-${what}-repeated`;
	if (times === 1) element.removeAttributeNS(TABLE, name);
	else element.setAttributeNS(TABLE, `table:${name}`, String(times));
}

/** Takes away what a cell says, and leaves how it looks, what it allows and what was remarked on it. */
function clear(cell: Element): void {
	for (const attribute of Array.from(cell.attributes)) {
		if (
			/^(?:value-type|value|date-value|time-value|boolean-value|string-value|currency)$/.test(attribute.localName ?? '')
		) {
			cell.removeAttributeNode(attribute);
		}
	}
	for (const element of elementsOf(cell)) if (element.localName === 'p') cell.removeChild(element);
}

/** A result that was worked out from the blank would be shown by programs that trust it. */
function forgetResults(body: Element): void {
	for (const cell of descendants(body, 'table-cell')) if (attributeOf(cell, 'formula') !== null) clear(cell);
}

/** The words that each validation by list allows, by its name. */
function listsIn(content: Document): Map<string, string[]> {
	return new Map(
		descendants(content, 'content-validation').flatMap((each): [string, string[]][] => {
			const [, list] = /cell-content-is-in-list\((.*)\)\s*$/s.exec(attributeOf(each, 'condition') ?? '') ?? [];
			const words = Array.from((list ?? '').matchAll(/"((?:[^"]|"")*)"/g), ([, word = '']) =>
				word.replaceAll('""', '"')
			);
			return words.length === 0 ? [] : [[attributeOf(each, 'name') ?? '', words]];
		})
	);
}
