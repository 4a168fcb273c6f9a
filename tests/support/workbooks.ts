import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import type { WorkbookFormat } from '#lib/documents/filename.ts';
import { address, type Workbook } from '#lib/documents/workbook/workbook.ts';
import { allText, type Element, find, parseXml } from './ooxml.ts';

export type ReadCell = { value: number | string; formula: string | null; style: string | null };

/** The cells of each sheet that hold something, by their address. */
export type ReadSheets = Record<string, Record<string, ReadCell>>;

/** Every part of the file by its path, each well-formed XML. @throws where one is not */
export function partsOf(bytes: Uint8Array): Record<string, Element> {
	const parts = Object.entries(unzipSync(bytes)).filter(([name]) => name !== 'mimetype');
	return Object.fromEntries(parts.map(([name, part]) => [name, parseXml(strFromU8(part))]));
}

/** Reads the cells as another program would find them. */
export function readSheets(bytes: Uint8Array, format: WorkbookFormat): ReadSheets {
	return format === 'xlsx' ? readXlsx(partsOf(bytes)) : readOds(partsOf(bytes));
}

/** What the model holds, in the same words as what is read back. */
export function sheetsOf(workbook: Workbook): ReadSheets {
	return Object.fromEntries(
		workbook.sheets.map(({ name, rows }) => [
			name,
			Object.fromEntries(
				rows.flatMap((row, at) =>
					row.flatMap((cell, column): [string, ReadCell][] => {
						if (!cell || (cell.type === 'text' && cell.text === '')) return [];
						const { style } = cell;
						const formula = cell.type === 'formula' ? cell.formula : null;
						const read = (value: number | string) => ({ value, formula, style });
						const at_ = address(at, column);
						if (cell.type === 'text') return [[at_, read(cell.text)]];
						if (cell.type === 'number') return [[at_, read(Number(cell.number))]];
						if (cell.type === 'date') return [[at_, read(cell.date)]];
						return [[at_, read('text' in cell.result ? cell.result.text : Number(cell.result.number))]];
					})
				)
			)
		])
	);
}

/** The results of the formulas that LibreOffice works out itself: those that the file carries are taken out first. */
export function recalculate(bytes: Uint8Array, format: WorkbookFormat): ReadSheets {
	const folder = mkdtempSync(path.join(tmpdir(), 'throughline-workbook-'));
	try {
		const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile'))}`;
		writeFileSync(path.join(folder, `book.${format}`), withoutResults(bytes, format));
		const to = ['--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', path.join(folder, 'made')];
		execFileSync('soffice', [profile, '--headless', ...to, path.join(folder, `book.${format}`)], {
			stdio: 'ignore',
			timeout: 180_000
		});
		return readSheets(new Uint8Array(readFileSync(path.join(folder, 'made', 'book.xlsx'))), 'xlsx');
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

function withoutResults(bytes: Uint8Array, format: WorkbookFormat): Uint8Array {
	const files: Zippable = {};
	for (const [name, part] of Object.entries(unzipSync(bytes))) {
		const content = (): Uint8Array => {
			if (name.startsWith('xl/worksheets/')) return strToU8(strFromU8(part).replace(/<\/f><v>[^<]*<\/v>/g, '</f>'));
			if (name !== 'content.xml') return part;
			return strToU8(
				strFromU8(part).replace(
					/(<table:table-cell(?: [^>]*)? table:formula="[^"]*")[^>]*>(?:<text:p>.*?<\/text:p>)*<\/table:table-cell>/g,
					'$1/>'
				)
			);
		};
		files[name] = format === 'ods' && name === 'mimetype' ? [part, { level: 0 }] : content();
	}
	return zipSync(files);
}

function readXlsx(parts: Record<string, Element>): ReadSheets {
	const main = parts['xl/workbook.xml'];
	const relationships = parts['xl/_rels/workbook.xml.rels'];
	if (!main || !relationships) throw new Error('No workbook');
	const strings = find(parts['xl/sharedStrings.xml'] ?? main, 'si').map(allText);
	const styles = xlsxStyles(parts['xl/styles.xml'] ?? main);
	return Object.fromEntries(
		find(main, 'sheet').map((sheet) => {
			const id = sheet.attributes['r:id'];
			const target = find(relationships, 'Relationship').find(({ attributes }) => attributes['Id'] === id)?.attributes[
				'Target'
			];
			const tree = parts[`xl/${(target ?? '').replace(/^\/xl\//, '')}`];
			if (!tree) throw new Error(`No sheet ${target}`);
			const cells = find(tree, 'c').flatMap((cell): [string, ReadCell][] => {
				const [value] = find(cell, 'v').map(allText);
				const [inline] = find(cell, 'is').map(allText);
				const [formula] = find(cell, 'f').map(allText);
				if (value === undefined && inline === undefined && formula === undefined) return [];
				const { r = '', t, s = '0' } = cell.attributes;
				const read = () => {
					if (t === 's') return unescaped(strings[Number(value)] ?? '');
					if (t === 'str' || t === 'e') return unescaped(value ?? '');
					return inline ?? Number(value ?? 0);
				};
				const style = styles[Number(s)] ?? null;
				const number = read();
				return [
					[r, { value: style?.day ? dayOf(number) : number, formula: formula ?? null, style: style?.name ?? null }]
				];
			});
			return [sheet.attributes['name'] ?? '', Object.fromEntries(cells)];
		})
	);
}

function xlsxStyles(tree: Element): { name: string | null; day: boolean }[] {
	const [formats] = find(tree, 'cellXfs');
	const named = find(tree, 'cellStyle').map(({ attributes }) => attributes);
	const codes = new Map(
		find(tree, 'numFmt').map(({ attributes }) => [attributes['numFmtId'], attributes['formatCode']])
	);
	return (formats ? find(formats, 'xf') : []).map(({ attributes }) => ({
		name: named.find(({ xfId }) => xfId === attributes['xfId'])?.['name'] ?? null,
		day: /y/.test(codes.get(attributes['numFmtId']) ?? '')
	}));
}

function dayOf(serial: number | string): string {
	return new Date(Date.UTC(1899, 11, 30) + Number(serial) * 86_400_000).toISOString().slice(0, 10);
}

function unescaped(text: string): string {
	return text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function readOds(parts: Record<string, Element>): ReadSheets {
	const content = parts['content.xml'];
	const styles = parts['styles.xml'];
	if (!content || !styles) throw new Error('No content');
	const shown = new Map(
		find(styles, 'style:style').map(({ attributes }) => [
			attributes['style:name'],
			attributes['style:display-name'] ?? attributes['style:name'] ?? null
		])
	);
	return Object.fromEntries(
		find(content, 'table:table').map((table) => {
			const cells: [string, ReadCell][] = [];
			for (const [row, line] of find(table, 'table:table-row').entries()) {
				let column = 0;
				for (const cell of find(line, 'table:table-cell')) {
					const value = odsValue(cell);
					const formula = cell.attributes['table:formula'];
					if (value !== null || formula !== undefined) {
						const style = shown.get(cell.attributes['table:style-name']) ?? null;
						cells.push([address(row, column), { value: value ?? 0, formula: formula ?? null, style }]);
					}
					column += Number(cell.attributes['table:number-columns-repeated'] ?? 1);
				}
			}
			return [table.attributes['table:name'] ?? '', Object.fromEntries(cells)];
		})
	);
}

function odsValue(cell: Element): number | string | null {
	switch (cell.attributes['office:value-type']) {
		case 'float':
		case 'percentage':
			return Number(cell.attributes['office:value']);
		case 'date':
			return cell.attributes['office:date-value'] ?? '';
		case 'string':
			return find(cell, 'text:p').map(odsText).join('\n');
		default:
			return null;
	}
}

function odsText(element: Element): string {
	return element.children
		.map((child) => {
			if (typeof child === 'string') return child;
			if (child.name === 'text:s') return ' '.repeat(Number(child.attributes['text:c'] ?? 1));
			return child.name === 'text:tab' ? '\t' : odsText(child);
		})
		.join('');
}
