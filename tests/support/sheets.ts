import { strToU8, zipSync } from 'fflate';

/** What stands in a cell of a workbook made for a test: `=` begins a formula, with the value kept for it after `→`. */
export type TestCell = string | number | null;

export type TestSheet = {
	name: string;
	rows: readonly (readonly TestCell[])[];
	/** Ranges such as "A1:C1". */
	merges?: readonly string[];
	/** XML after the rows, in the order that the format asks for: validations, print set-up. */
	after?: string;
	/** The index of the style of every cell that is filled. */
	style?: (row: number, column: number) => number;
};

/** The same file each time. */
const mtime = '2026-01-05T12:00:00';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Plain, a date, bold on grey, money with two places. */
const styles = `${xml}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0.00"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="12"/><name val="Arial"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** A workbook as Excel would write it, without what a test does not need. */
export function xlsx(sheets: readonly TestSheet[], more: Record<string, string> = {}): Uint8Array {
	const parts: Record<string, string> = {
		'[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
		'_rels/.rels': `${xml}<Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escape(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packageRelationships}">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId99" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
		'xl/styles.xml': styles,
		...Object.fromEntries(sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, xlsxSheet(sheet)])),
		...more
	};
	return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { mtime });
}

/** A spreadsheet as LibreOffice would write it, without what a test does not need. */
export function ods(sheets: readonly TestSheet[]): Uint8Array {
	const tables = sheets.map(odsTable).join('');
	const content = `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"><office:automatic-styles><style:style style:name="ce1" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
	const manifest = `<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
	return zipSync(
		{
			mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
			'content.xml': strToU8(content),
			'META-INF/manifest.xml': strToU8(manifest)
		},
		{ mtime }
	);
}

function xlsxSheet({ rows, merges = [], after = '', style = () => 0 }: TestSheet): string {
	const lines = rows.map((cells, row) => {
		const filled = cells.map((cell, column) => xlsxCell(cell, row + 1, column + 1, style(row + 1, column + 1)));
		return `<row r="${row + 1}">${filled.join('')}</row>`;
	});
	const merged =
		merges.length === 0
			? ''
			: `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
	return `${xml}<worksheet xmlns="${main}" xmlns:r="${relationships}"><sheetData>${lines.join('')}</sheetData>${merged}${after}</worksheet>`;
}

function xlsxCell(cell: TestCell, row: number, column: number, style: number): string {
	const place = `r="${letter(column)}${row}" s="${style}"`;
	if (cell === null) return style === 0 ? '' : `<c ${place}/>`;
	if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
	if (!cell.startsWith('='))
		return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
	const [formula = '', kept] = cell.slice(1).split('→');
	const value = kept === undefined ? '' : `<v>${escape(kept)}</v>`;
	return `<c ${place}><f>${escape(formula)}</f>${value}</c>`;
}

function odsTable({ name, rows, merges = [] }: TestSheet): string {
	const covers = merges.map((range) => {
		const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(range) ?? [];
		return { left: column(left), top: Number(top), right: column(right), bottom: Number(bottom) };
	});
	const lines = rows.map((cells, index) => {
		const filled = cells.map((cell, at) => {
			const [row, col] = [index + 1, at + 1];
			const cover = covers.find(
				(each) => row >= each.top && row <= each.bottom && col >= each.left && col <= each.right
			);
			const first = cover?.top === row && cover.left === col;
			if (cover && !first) return '<table:covered-table-cell/>';
			const spans = cover
				? ` table:number-columns-spanned="${cover.right - cover.left + 1}" table:number-rows-spanned="${cover.bottom - cover.top + 1}"`
				: '';
			return odsCell(cell, spans);
		});
		return `<table:table-row>${filled.join('') || '<table:table-cell/>'}</table:table-row>`;
	});
	return `<table:table table:name="${escape(name)}"><table:table-column table:number-columns-repeated="16384"/>${lines.join('')}<table:table-row table:number-rows-repeated="${1_048_576 - rows.length}"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`;
}

function odsCell(cell: TestCell, spans: string): string {
	if (cell === null) return `<table:table-cell${spans}/>`;
	const number = (value: string | number, formula = '') =>
		`<table:table-cell${spans}${formula} office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`;
	if (typeof cell === 'number') return number(cell);
	if (!cell.startsWith('=')) {
		return `<table:table-cell${spans} table:style-name="ce1" office:value-type="string"><text:p>${escape(cell)}</text:p></table:table-cell>`;
	}
	const [formula = '', kept] = cell.slice(1).split('→');
	const attribute = ` table:formula="of:=${escape(formula)}"`;
	return kept === undefined ? `<table:table-cell${spans}${attribute}/>` : number(kept, attribute);
}

function letter(number: number): string {
	return String.fromCharCode(64 + number);
}

function column(name: string): number {
	return name.charCodeAt(0) - 64;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
