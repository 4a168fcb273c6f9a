import { strToU8 } from 'fflate';
import { escapeXml } from '../escape.ts';
import { metaXml, odfLine, zipOdf } from '../odf-package.ts';
import { styleName } from '../odt-styles.ts';
import { toOpenFormula, translateReferences } from './formula.ts';
import { shownNumber } from './number-format.ts';
import { pageStyles, spreadsheetNamespaces, stylesXml } from './ods-styles.ts';
import {
	type Cell,
	checkWorkbook,
	columnCount,
	fixedAddress,
	type NumberFormat,
	quotedSheet,
	type Sheet,
	type Workbook
} from './workbook.ts';

/**
 * Writes a workbook as an OpenDocument spreadsheet: each formula with its result. The same workbook gives the same bytes.
 * @throws WorkbookError
 */
export function toOds(workbook: Workbook): Uint8Array {
	checkWorkbook(workbook);
	return zipOdf('application/vnd.oasis.opendocument.spreadsheet', {
		'content.xml': strToU8(contentXml(workbook)),
		'styles.xml': strToU8(stylesXml(workbook)),
		'meta.xml': strToU8(metaXml(workbook)),
		'settings.xml': strToU8(settingsXml(workbook))
	});
}

/** A millimetre and a bit for the margin, and the width of a digit for each character. */
const CHARACTER_CM = 0.185;
const MARGIN_CM = 0.13;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function contentXml(workbook: Workbook): string {
	const { sheets, names } = workbook;
	const widths = [...new Set(sheets.flatMap((sheet) => sheet.widths))];
	const columnStyle = (width: number) => `column${widths.indexOf(width)}`;
	const validations = sheets.flatMap((sheet, index) =>
		sheet.validations.map(
			({ range, list, message }, at) =>
				`<table:content-validation table:name="${validationName(index, at)}" table:condition="${escapeXml(`of:cell-content-is-in-list(${translateReferences(list, workbook)})`)}" table:allow-empty-cell="true" table:base-cell-address="${escapeXml(`$${quotedSheet(sheet.name)}.${range.split(':')[0]?.replaceAll('$', '')}`)}"><table:error-message table:title="Not in the list" table:display="true" table:message-type="stop"><text:p>${odfLine(message)}</text:p></table:error-message></table:content-validation>`
		)
	);
	const ranges = names.map(({ name, sheet, range }) => {
		const place = placeOf(range);
		const from = `$${quotedSheet(sheet)}.${fixedAddress(place.top, place.left)}`;
		return `<table:named-range table:name="${name}" table:base-cell-address="${escapeXml(from)}" table:cell-range-address="${escapeXml(`${from}:.${fixedAddress(place.bottom, place.right)}`)}"/>`;
	});
	return [
		`<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content${spreadsheetNamespaces} office:version="1.3"><office:automatic-styles>`,
		...widths.map(
			(width) =>
				`<style:style style:name="${columnStyle(width)}" style:family="table-column"><style:table-column-properties style:column-width="${(width * CHARACTER_CM + MARGIN_CM).toFixed(2)}cm"/></style:style>`
		),
		`<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>`,
		...(['landscape', 'portrait'] as const).map(
			(way) =>
				`<style:style style:name="${way}" style:family="table" style:master-page-name="${pageStyles[way]}"><style:table-properties table:display="true" style:writing-mode="lr-tb"/></style:style>`
		),
		'</office:automatic-styles><office:body><office:spreadsheet>',
		// A criterion is the whole of a cell, as in the other format.
		'<table:calculation-settings table:automatic-find-labels="false" table:use-regular-expressions="false" table:use-wildcards="true"/>',
		validations.length === 0 ? '' : `<table:content-validations>${validations.join('')}</table:content-validations>`,
		...sheets.map((sheet, index) => tableXml(sheet, index, workbook, columnStyle)),
		ranges.length === 0 ? '' : `<table:named-expressions>${ranges.join('')}</table:named-expressions>`,
		'</office:spreadsheet></office:body></office:document-content>'
	].join('');
}

function tableXml(sheet: Sheet, index: number, workbook: Workbook, columnStyle: (width: number) => string): string {
	const { name, rows, widths, landscape, printArea, repeatedRows } = sheet;
	const places = sheet.validations.map(({ range }, at) => ({ ...placeOf(range), name: validationName(index, at) }));
	const validated = (row: number, column: number) =>
		places.find(({ top, bottom, left, right }) => row >= top && row <= bottom && column >= left && column <= right)
			?.name ?? null;
	const count = columnCount(sheet);
	const columns = [
		...widths.map((width) => `<table:table-column table:style-name="${columnStyle(width)}"/>`),
		...(count > widths.length ? [`<table:table-column table:number-columns-repeated="${count - widths.length}"/>`] : [])
	];
	const lines = rows.map((row, at) => {
		const inside = places.filter(({ top, bottom }) => at >= top && at <= bottom);
		const last = inside.reduce((most, { right }) => Math.max(most, right + 1), row.length);
		const cells = Array.from({ length: last }, (_, column) =>
			cellXml(row[column] ?? null, inside.length === 0 ? null : validated(at, column), workbook)
		);
		return `<table:table-row table:style-name="row">${cells.length === 0 ? '<table:table-cell/>' : cells.join('')}</table:table-row>`;
	});
	if (lines.length === 0) lines.push('<table:table-row><table:table-cell/></table:table-row>');
	if (repeatedRows) {
		const { from, to } = repeatedRows;
		lines[from - 1] = `<table:table-header-rows>${lines[from - 1] ?? ''}`;
		lines[to - 1] = `${lines[to - 1] ?? ''}</table:table-header-rows>`;
	}
	return `<table:table table:name="${escapeXml(name)}" table:style-name="${landscape ? 'landscape' : 'portrait'}"${printArea === null ? ' table:print="true"' : ` table:print-ranges="${escapeXml(printRange(name, printArea))}"`}>${columns.length === 0 ? '<table:table-column/>' : columns.join('')}${lines.join('')}</table:table>`;
}

function cellXml(cell: Cell | null, validation: string | null, workbook: Workbook): string {
	const held = validation === null ? '' : ` table:content-validation-name="${validation}"`;
	if (!cell) return `<table:table-cell${held}/>`;
	const start = `<table:table-cell table:style-name="${styleName(cell.style)}"${held}`;
	const format = workbook.styles[cell.style]?.format ?? { kind: 'general' };
	switch (cell.type) {
		case 'text':
			if (cell.text === '') return `${start}/>`;
			return `${start} office:value-type="string">${paragraphs(cell.text)}</table:table-cell>`;
		case 'number':
			return `${start}${number(cell.number, format)}</table:table-cell>`;
		case 'date':
			return `${start} office:value-type="date" office:date-value="${cell.date}">${paragraphs(shownDay(cell.date))}</table:table-cell>`;
		case 'formula': {
			const formula = ` table:formula="${escapeXml(toOpenFormula(cell.formula, workbook))}"`;
			if ('number' in cell.result) return `${start}${formula}${number(cell.result.number, format)}</table:table-cell>`;
			return `${start}${formula} office:value-type="string">${paragraphs(cell.result.text)}</table:table-cell>`;
		}
	}
}

function number(value: string, format: NumberFormat): string {
	const type = format.kind === 'percent' ? 'percentage' : 'float';
	return ` office:value-type="${type}" office:value="${value}">${paragraphs(shownNumber(value, format))}`;
}

function paragraphs(text: string): string {
	return text
		.split('\n')
		.map((line) => `<text:p>${odfLine(line)}</text:p>`)
		.join('');
}

function shownDay(date: string): string {
	const [year, month, day] = date.split('-').map(Number);
	return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}

function validationName(sheet: number, at: number): string {
	return `list${sheet + 1}.${at + 1}`;
}

function printRange(sheet: string, range: string): string {
	const { top, left, bottom, right } = placeOf(range);
	const on = (row: number, column: number) => `$${quotedSheet(sheet)}.${fixedAddress(row, column)}`;
	return `${on(top, left)}:${on(bottom, right)}`;
}

type Place = { top: number; left: number; bottom: number; right: number };

/** Counted from 0. */
function placeOf(range: string): Place {
	const [from = '', to = from] = range.replaceAll('$', '').split(':');
	const at = (cell: string) => {
		const letters = /^[A-Z]+/.exec(cell)?.[0] ?? 'A';
		const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
		return { row: Number(cell.slice(letters.length)) - 1, column };
	};
	const [start, end] = [at(from), at(to)];
	return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

/** What stays in sight is a setting of the view and no part of the sheet. */
function settingsXml({ sheets }: Workbook): string {
	const item = (name: string, type: string, value: string | number) =>
		`<config:config-item config:name="${name}" config:type="${type}">${escapeXml(String(value))}</config:config-item>`;
	const views = sheets.map(({ name, frozen: { rows, columns } }) => {
		const split = (size: number, way: string) =>
			`${item(`${way}SplitMode`, 'short', size > 0 ? 2 : 0)}${item(`${way}SplitPosition`, 'int', size)}`;
		const pane = rows > 0 ? (columns > 0 ? 3 : 2) : columns > 0 ? 1 : 2;
		return `<config:config-item-map-entry config:name="${escapeXml(name)}">${split(columns, 'Horizontal')}${split(rows, 'Vertical')}${item('ActiveSplitRange', 'short', pane)}${item('PositionLeft', 'int', 0)}${item('PositionRight', 'int', columns)}${item('PositionTop', 'int', 0)}${item('PositionBottom', 'int', rows)}${item('ShowGrid', 'boolean', 'false')}</config:config-item-map-entry>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings${spreadsheetNamespaces} xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>${item('ViewId', 'string', 'view1')}<config:config-item-map-named config:name="Tables">${views.join('')}</config:config-item-map-named>${item('ActiveTable', 'string', sheets[0]?.name ?? '')}</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`;
}
