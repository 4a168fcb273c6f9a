import type { Document, Element } from '@xmldom/xmldom';
import { strToU8, zipSync } from 'fflate';
import { attributeOf, childOf, descendants, elementsOf, serialiseXml, UnreadableFile } from '../xml.ts';
import { type Edit, type Editing, packedAt, pick } from './editing.ts';
import { addressOf, type Grid, lookUp, parseAddress, parseRange, type Range } from './grid.ts';
import { damaged, type SheetPackage } from './package.ts';
import { readXlsx, sheetParts } from './xlsx.ts';

/** @throws UnreadableFile */
export function editXlsx(file: SheetPackage): Editing {
	const grid = readXlsx(file);
	const open = new Map<string, OpenSheet>();
	const names = namesIn(file);
	const parts = sheetParts(file);
	for (const { name, part } of parts) {
		const document = file.xml(part);
		if (document && !open.has(name)) open.set(name, new OpenSheet(part, document, { grid, names }));
	}
	return {
		put: (edit) => open.get(edit.sheet)?.put(edit) ?? { refused: 'sheet', allowed: [] },
		finish() {
			const written = { ...file.parts };
			for (const sheet of open.values()) {
				sheet.forgetResults();
				written[sheet.part] = strToU8(serialiseXml(sheet.document));
			}
			written['xl/workbook.xml'] = strToU8(calculatedOnOpening(file));
			return zipSync(written, { mtime: packedAt });
		}
	};
}

class OpenSheet {
	readonly part: string;
	readonly document: Document;
	readonly #data: Element;
	readonly #rows = new Map<number, Element>();
	readonly #merges: Range[];
	readonly #lists: { ranges: Range[]; values: string[] }[];

	constructor(part: string, document: Document, { grid, names }: { grid: Grid; names: ReadonlyMap<string, string> }) {
		this.part = part;
		this.document = document;
		const data = childOf(document.documentElement, 'sheetData');
		if (!data) throw new UnreadableFile(damaged);
		this.#data = data;
		let number = 0;
		for (const row of elementsOf(data)) {
			number = Number(attributeOf(row, 'r') ?? number + 1);
			this.#rows.set(number, row);
			addressCells(row, number);
		}
		this.#merges = descendants(document, 'mergeCell').flatMap(
			(merge) => parseRange(attributeOf(merge, 'ref') ?? '') ?? []
		);
		this.#lists = descendants(document, 'dataValidation')
			.filter((each) => attributeOf(each, 'type') === 'list')
			.flatMap((each) => {
				const list = (childOf(each, 'formula1')?.textContent ?? '').trim();
				const values = listed(names.get(list.toLowerCase()) ?? list, grid);
				const ranges = (attributeOf(each, 'sqref') ?? '').split(/\s+/).flatMap((ref) => parseRange(ref) ?? []);
				return values.length === 0 ? [] : [{ ranges, values }];
			});
	}

	put(edit: Edit): ReturnType<Editing['put']> {
		if (
			this.#merges.some((range) => isWithin(edit, range) && !(range.top === edit.row && range.left === edit.column))
		) {
			return { refused: 'covered', allowed: [] };
		}
		const row = this.#rowAt(edit.row);
		const cell = cellAt(row, edit);
		if (childOf(cell, 'f')) return { refused: 'formula', allowed: [] };
		const allowed = this.#lists.find(({ ranges }) => ranges.some((range) => isWithin(edit, range)))?.values ?? null;
		const text = edit.texts ? pick(edit.texts, allowed) : null;
		if (edit.texts && text === null) return { refused: 'list', allowed: allowed ?? [] };

		while (cell.firstChild) cell.removeChild(cell.firstChild);
		cell.removeAttribute('t');
		if (text === null) append(cell, 'v', edit.number ?? '');
		else {
			cell.setAttribute('t', 'inlineStr');
			append(append(cell, 'is', ''), 't', text).setAttribute('xml:space', 'preserve');
		}
		return { refused: null, allowed: [] };
	}

	/** A result that was worked out from the blank would be shown by programs that trust it. */
	forgetResults(): void {
		for (const cell of descendants(this.#data, 'c')) {
			const result = childOf(cell, 'f') ? childOf(cell, 'v') : null;
			if (!result) continue;
			cell.removeChild(result);
			cell.removeAttribute('t');
		}
	}

	#rowAt(number: number): Element {
		const found = this.#rows.get(number);
		if (found) return found;
		const row = made(this.#data, 'row');
		row.setAttribute('r', String(number));
		const after = [...this.#rows.keys()].filter((each) => each > number).sort((a, b) => a - b)[0];
		this.#data.insertBefore(row, (after === undefined ? null : this.#rows.get(after)) ?? null);
		this.#rows.set(number, row);
		return row;
	}
}

/** A cell without an address stands beside the one before it; from now on each has its own. */
function addressCells(row: Element, number: number): void {
	let column = 0;
	for (const cell of elementsOf(row).filter(({ localName }) => localName === 'c')) {
		column = parseAddress(attributeOf(cell, 'r') ?? '')?.column ?? column + 1;
		cell.setAttribute('r', addressOf({ row: number, column }));
	}
}

function cellAt(row: Element, { row: number, column }: Edit): Element {
	const cells = elementsOf(row).filter(({ localName }) => localName === 'c');
	const columnOf = (cell: Element) => parseAddress(attributeOf(cell, 'r') ?? '')?.column ?? 0;
	const found = cells.find((cell) => columnOf(cell) === column);
	if (found) return found;
	const cell = made(row, 'c');
	cell.setAttribute('r', addressOf({ row: number, column }));
	const style = attributeOf(row, 's');
	if (style !== null) cell.setAttribute('s', style);
	row.insertBefore(cell, cells.find((each) => columnOf(each) > column) ?? null);
	return cell;
}

/** An element of the same vocabulary as its parent, whatever prefix the file gives it. */
function made(parent: Element, name: string): Element {
	const document = parent.ownerDocument;
	if (!document) throw new UnreadableFile(damaged);
	return document.createElementNS(parent.namespaceURI, parent.prefix ? `${parent.prefix}:${name}` : name);
}

function append(parent: Element, name: string, text: string): Element {
	const element = made(parent, name);
	if (text !== '') element.appendChild(element.ownerDocument?.createTextNode(text) ?? element);
	parent.appendChild(element);
	return element;
}

/** What a list allows: words that it names itself, or those of a range. */
function listed(formula: string, grid: Grid): string[] {
	const [, words] = /^"(.*)"$/s.exec(formula) ?? [];
	if (words !== undefined) return words.split(',').map((word) => word.trim());
	const [, quoted, plain, range = ''] = /^(?:'((?:[^']|'')+)'!|([^'!]+)!)?([$A-Z\d:]+)$/i.exec(formula) ?? [];
	const place = parseRange(range);
	const sheet = grid.sheets.find(({ name }) => name === (quoted?.replaceAll("''", "'") ?? plain));
	if (!place || !sheet) return [];
	const at = lookUp(sheet);
	const values: string[] = [];
	for (let row = place.top; row <= Math.min(place.bottom, place.top + 500); row++) {
		for (let column = place.left; column <= Math.min(place.right, place.left + 20); column++) {
			const value = at(row, column)?.value ?? '';
			if (value !== '') values.push(value);
		}
	}
	return values;
}

/** What the names of the whole workbook stand for; a name is the same in capitals. */
function namesIn(file: SheetPackage): Map<string, string> {
	const workbook = file.xml('xl/workbook.xml');
	return new Map(
		(workbook ? descendants(workbook, 'definedName') : [])
			.filter((each) => attributeOf(each, 'localSheetId') === null)
			.map((each) => [(attributeOf(each, 'name') ?? '').toLowerCase(), (each.textContent ?? '').trim()])
	);
}

function isWithin({ row, column }: { row: number; column: number }, range: Range): boolean {
	return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

/** The workbook asks the program that opens it to work out everything. */
function calculatedOnOpening(file: SheetPackage): string {
	const workbook = file.xml('xl/workbook.xml');
	const root = workbook?.documentElement;
	if (!workbook || !root) throw new UnreadableFile(damaged);
	const found = childOf(root, 'calcPr');
	const setting = found ?? made(root, 'calcPr');
	setting.setAttribute('fullCalcOnLoad', '1');
	if (!found) {
		// The format fixes the order of what stands in a workbook.
		const later = elementsOf(root).find(({ localName }) => afterCalculation.includes(localName ?? ''));
		root.insertBefore(setting, later ?? null);
	}
	return serialiseXml(workbook);
}

const afterCalculation = [
	'oleSize',
	'customWorkbookViews',
	'pivotCaches',
	'smartTagPr',
	'smartTagTypes',
	'webPublishing',
	'fileRecoveryPr',
	'webPublishObjects',
	'extLst'
];
