import { strToU8, zipSync, type Zippable } from 'fflate';
import { escapeXml } from '../escape.ts';
import { checkFormula } from './formula.ts';
import { address, type Cell, checkWorkbook, columnCount, quotedSheet, type Sheet, type Workbook } from './workbook.ts';
import { stylesXml } from './xlsx-styles.ts';

/**
 * Writes a workbook as Office Open XML: each formula with its result, to be recalculated when it is opened. The same
 * workbook gives the same bytes.
 * @throws WorkbookError
 */
export function toXlsx(workbook: Workbook): Uint8Array {
	checkWorkbook(workbook);
	const context: Context = { workbook, styles: new Map(), strings: new Map(), uses: 0 };
	for (const [index, name] of Object.keys(workbook.styles).entries()) context.styles.set(name, index + 1);
	const sheets = workbook.sheets.map((sheet, index) => [
		`xl/worksheets/sheet${index + 1}.xml`,
		sheetXml(sheet, index === 0, context)
	]);
	const parts: Record<string, string> = {
		'[Content_Types].xml': contentTypesXml(workbook),
		'_rels/.rels': packageRelationships,
		'docProps/core.xml': coreXml(workbook),
		'docProps/app.xml': appXml,
		'docProps/custom.xml': customXml(workbook),
		'xl/workbook.xml': workbookXml(workbook),
		'xl/_rels/workbook.xml.rels': relationshipsXml(workbook),
		'xl/styles.xml': stylesXml(workbook.styles),
		...Object.fromEntries(sheets),
		'xl/sharedStrings.xml': stringsXml(context)
	};
	const files: Zippable = {};
	for (const [name, text] of Object.entries(parts)) files[name] = [strToU8(text), { mtime: STAMP }];
	return zipSync(files);
}

type Context = {
	workbook: Workbook;
	/** The number of each style's format; 0 is the default. */
	styles: Map<string, number>;
	/** Each distinct text once, by its place in the list. */
	strings: Map<string, number>;
	uses: number;
};

const STAMP = new Date(1980, 0, 1);
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Days are counted from the one before the first of 1900, with a leap day that there never was. */
const EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const DEFAULT_ROW_HEIGHT = 15;
const MAX_ROW_HEIGHT = 409;
const TEXT_SIZE = 10;
const LINE_HEIGHT = 1.35;
/** Words end before the edge, so that a line holds a little less than its column is wide. */
const WRAPPING = 1.08;
/** What the head or the foot of a page holds. */
const MAX_HEADER = 255;

const packageRelationships = `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="${RELATIONSHIPS}/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId4" Type="${RELATIONSHIPS}/custom-properties" Target="docProps/custom.xml"/></Relationships>`;

const appXml = `${DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Throughline</Application></Properties>`;

function contentTypesXml({ sheets }: Workbook): string {
	const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`;
	return `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', `${SPREADSHEET}.sheet.main+xml`)}${sheets.map((_, index) => override(`xl/worksheets/sheet${index + 1}.xml`, `${SPREADSHEET}.worksheet+xml`)).join('')}${override('xl/styles.xml', `${SPREADSHEET}.styles+xml`)}${override('xl/sharedStrings.xml', `${SPREADSHEET}.sharedStrings+xml`)}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}${override('docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml')}${override('docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml')}</Types>`;
}

function relationshipsXml({ sheets }: Workbook): string {
	const entries = [
		...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
		['styles', 'styles.xml'],
		['sharedStrings', 'sharedStrings.xml']
	].map(
		([type = '', target = ''], index) =>
			`<Relationship Id="rId${index + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`
	);
	return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

function coreXml({ title, language, properties }: Workbook): string {
	const { subject, creator, keywords } = properties;
	return `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title><dc:subject>${escapeXml(subject)}</dc:subject><dc:creator>${escapeXml(creator)}</dc:creator><cp:keywords>${escapeXml(keywords.join(', '))}</cp:keywords><dc:language>${language}</dc:language></cp:coreProperties>`;
}

function customXml({ marking, properties: { snapshot } }: Workbook): string {
	const own = [
		['Marking', marking],
		...(snapshot
			? [
					['Snapshot number', snapshot.number],
					['Snapshot SHA-256', snapshot.sha256]
				]
			: [])
	].map(
		([name = '', value = ''], index) =>
			`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${index + 2}" name="${name}"><vt:lpwstr>${escapeXml(value)}</vt:lpwstr></property>`
	);
	return `${DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${own.join('')}</Properties>`;
}

function workbookXml({ sheets, names }: Workbook): string {
	const printing = sheets.flatMap(({ name, printArea, repeatedRows }, index) => {
		const of = (what: string, refersTo: string) => ({
			name: `_xlnm.${what}`,
			attributes: ` localSheetId="${index}"`,
			refersTo: `${quotedSheet(name)}!${refersTo}`
		});
		return [
			...(printArea === null ? [] : [of('Print_Area', fixed(printArea))]),
			...(repeatedRows === null ? [] : [of('Print_Titles', `$${repeatedRows.from}:$${repeatedRows.to}`)])
		];
	});
	const own = names.map(({ name, sheet, range }) => ({
		name,
		attributes: '',
		refersTo: `${quotedSheet(sheet)}!${fixed(range)}`
	}));
	const defined = [...printing, ...own].map(
		({ name, attributes, refersTo }) => `<definedName name="${name}"${attributes}>${escapeXml(refersTo)}</definedName>`
	);
	return `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.map(({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets>${defined.length === 0 ? '' : `<definedNames>${defined.join('')}</definedNames>`}<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`;
}

function sheetXml(sheet: Sheet, active: boolean, context: Context): string {
	const { rows, widths, landscape, validations } = sheet;
	const last = address(Math.max(rows.length - 1, 0), Math.max(columnCount(sheet) - 1, 0));
	const columns = widths.map(
		(width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
	);
	const data = rows.map((row, index) => {
		const cells = row.map((cell, column) => (cell ? cellXml(cell, address(index, column), context) : ''));
		return `<row r="${index + 1}"${heightOf(row, sheet, context.workbook)}>${cells.join('')}</row>`;
	});
	const lists = validations.map(({ range, list, message }) => {
		checkFormula(list, context.workbook);
		return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="Not in the list" error="${escapeXml(message.slice(0, MAX_HEADER))}" sqref="${range}"><formula1>${escapeXml(list)}</formula1></dataValidation>`;
	});
	return [
		`${DECLARATION}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${last}"/>`,
		viewXml(sheet, active),
		`<sheetFormatPr defaultRowHeight="${DEFAULT_ROW_HEIGHT}"/>${columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`}`,
		`<sheetData>${data.join('')}</sheetData>`,
		lists.length === 0 ? '' : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`,
		`<pageMargins left="0.6" right="0.6" top="0.9" bottom="0.8" header="0.4" footer="0.4"/>`,
		`<pageSetup paperSize="9" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`,
		`${headerXml(context.workbook)}</worksheet>`
	].join('');
}

/** Not every program makes room for words that wrap, so a row says how high they make it; what is typed later still grows it. */
function heightOf(row: Sheet['rows'][number], { widths }: Sheet, { styles }: Workbook): string {
	const heights = row.map((cell, column) => {
		const style = cell ? styles[cell.style] : undefined;
		if (!cell || !style) return 0;
		const text = cell.type === 'text' ? cell.text : '';
		const lines = style.wrap
			? text
					.split('\n')
					.reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * WRAPPING) / (widths[column] ?? 10))), 0)
			: 1;
		return lines * (style.size ?? TEXT_SIZE) * LINE_HEIGHT;
	});
	const height = Math.min(MAX_ROW_HEIGHT, Math.max(0, ...heights));
	return height > DEFAULT_ROW_HEIGHT ? ` ht="${height.toFixed(1)}"` : '';
}

function viewXml({ frozen: { rows, columns } }: Sheet, active: boolean): string {
	const view = `<sheetView showGridLines="0"${active ? ' tabSelected="1"' : ''} workbookViewId="0"`;
	if (rows === 0 && columns === 0) return `<sheetViews>${view}/></sheetViews>`;
	const pane = rows > 0 ? (columns > 0 ? 'bottomRight' : 'bottomLeft') : 'topRight';
	const splits = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`;
	return `<sheetViews>${view}><pane${splits} topLeftCell="${address(rows, columns)}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/></sheetView></sheetViews>`;
}

function cellXml(cell: Cell, at: string, context: Context): string {
	const start = `<c r="${at}" s="${context.styles.get(cell.style) ?? 0}"`;
	switch (cell.type) {
		case 'text':
			return cell.text === '' ? `${start}/>` : `${start} t="s"><v>${sharedString(cell.text, context)}</v></c>`;
		case 'number':
			return `${start}><v>${cell.number}</v></c>`;
		case 'date':
			return `${start}><v>${(Date.parse(cell.date) - EPOCH) / DAY_MS}</v></c>`;
		case 'formula': {
			checkFormula(cell.formula, context.workbook);
			const text = 'text' in cell.result;
			const value = 'text' in cell.result ? literal(cell.result.text) : cell.result.number;
			return `${start}${text ? ' t="str"' : ''}><f>${escapeXml(cell.formula)}</f><v>${value}</v></c>`;
		}
	}
}

function sharedString(text: string, context: Context): number {
	context.uses++;
	const known = context.strings.get(text);
	if (known !== undefined) return known;
	const index = context.strings.size;
	context.strings.set(text, index);
	return index;
}

function stringsXml({ strings, uses }: Context): string {
	const entries = [...strings.keys()].map(
		(text) => `<si><t${/^\s|\s$|\s\s|\n/.test(text) ? ' xml:space="preserve"' : ''}>${literal(text)}</t></si>`
	);
	return `${DECLARATION}<sst xmlns="${MAIN}" count="${uses}" uniqueCount="${strings.size}">${entries.join('')}</sst>`;
}

/** What looks like the format's own way to write a character is written so that it is read as it stands. */
function literal(text: string): string {
	return escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}

/** The marking is never cut; where the room is short, the title and the status are. */
function headerXml({ title, marking, status }: Workbook): string {
	const doubled = (text: string) => text.replaceAll('&', '&&');
	const within = (text: string, room: number) => {
		if (doubled(text).length <= room) return doubled(text);
		let cut = text;
		while (cut !== '' && doubled(cut).length > room - 1) cut = cut.slice(0, -1);
		return cut === '' ? '' : `${doubled(cut)}…`;
	};
	const middle = `&C&"-,Bold"${doubled(marking)}`;
	const page = '&RPage &P of &N';
	const room = MAX_HEADER - middle.length;
	const header = `${middle}${status === null ? '' : `&R${within(status, Math.max(0, room - 2))}`}`;
	const footer = `&L${within(title, Math.max(0, room - page.length - 2))}${middle}${page}`;
	return `<headerFooter><oddHeader>${escapeXml(header)}</oddHeader><oddFooter>${escapeXml(footer)}</oddFooter></headerFooter>`;
}

/** "A1:H40" as "$A$1:$H$40". */
function fixed(range: string): string {
	return range.replace(/\$?([A-Z]{1,3})\$?(\d+)/g, '$$$1$$$2');
}
