import { escapeXml } from '../escape.ts';
import { colours } from '../layout.ts';
import { odfLine } from '../odf-package.ts';
import { namespaces, styleName } from '../odt-styles.ts';
import { formatCode } from './number-format.ts';
import type { CellStyle, NumberFormat, Workbook } from './workbook.ts';

export const spreadsheetNamespaces = `${namespaces} xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"`;

/** The names of the page styles that sheets are printed on. */
export const pageStyles = { landscape: 'Landscape', portrait: 'Portrait' } as const;

/** Named styles of cells, and the pages with their marking. */
export function stylesXml(workbook: Workbook): string {
	const { language, styles } = workbook;
	const [name, country] = language.split('-');
	const formats = new Map(Object.values(styles).map(({ format }) => [formatCode(format), format]));
	const codes = [...formats.keys()];
	const dataStyle = ({ format }: CellStyle) => `data${codes.indexOf(formatCode(format))}`;
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles${spreadsheetNamespaces} office:version="1.3"><office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls><office:styles>${[...formats.values()].map((format, index) => dataStyleXml(`data${index}`, format)).join('')}<style:default-style style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/><style:text-properties style:font-name="Arial" fo:font-family="Arial" fo:font-size="10pt" fo:language="${name}" fo:country="${country}"/></style:default-style><style:style style:name="Default" style:family="table-cell"/>${Object.entries(
		styles
	)
		.map(([label, style]) => cellStyleXml(label, style, dataStyle(style)))
		.join(
			''
		)}</office:styles><office:automatic-styles>${pageLayout('landscape')}${pageLayout('portrait')}<style:style style:name="middle" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style><style:style style:name="end" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style><style:style style:name="marking" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:master-styles>${masterPage('landscape', workbook)}${masterPage('portrait', workbook)}</office:master-styles></office:document-styles>`;
}

type Way = keyof typeof pageStyles;

function dataStyleXml(name: string, format: NumberFormat): string {
	switch (format.kind) {
		case 'text':
			return `<number:text-style style:name="${name}"><number:text-content/></number:text-style>`;
		case 'general':
			return `<number:number-style style:name="${name}"><number:number number:min-integer-digits="1"/></number:number-style>`;
		case 'number':
			return `<number:number-style style:name="${name}">${format.prefix ? `<number:text>${escapeXml(format.prefix)}</number:text>` : ''}${digits(format.decimals, format.grouped)}</number:number-style>`;
		case 'percent':
			return `<number:percentage-style style:name="${name}">${digits(format.decimals, false)}<number:text>%</number:text></number:percentage-style>`;
		case 'date':
			return `<number:date-style style:name="${name}"><number:day/><number:text> </number:text><number:month number:textual="true"/><number:text> </number:text><number:year number:style="long"/></number:date-style>`;
	}
}

function digits(decimals: number, grouped: boolean): string {
	return `<number:number number:decimal-places="${decimals}" number:min-decimal-places="${decimals}" number:min-integer-digits="1"${grouped ? ' number:grouping="true"' : ''}/>`;
}

function cellStyleXml(label: string, style: CellStyle, dataStyle: string): string {
	const { bold, italic, size, colour, fill, align, wrap, lineAbove, lineBelow } = style;
	const line = `0.75pt solid #${colours.grey}`;
	const cell = [
		'style:vertical-align="top"',
		...(fill === undefined ? [] : [`fo:background-color="#${fill}"`]),
		...(wrap ? ['fo:wrap-option="wrap"'] : []),
		...(lineAbove ? [`fo:border-top="${line}"`] : []),
		...(lineBelow ? [`fo:border-bottom="${line}"`] : []),
		...(align === undefined ? [] : ['style:text-align-source="fix"'])
	];
	const text = [
		...(bold ? ['fo:font-weight="bold"'] : []),
		...(italic ? ['fo:font-style="italic"'] : []),
		...(size === undefined ? [] : [`fo:font-size="${size}pt"`]),
		...(colour === undefined ? [] : [`fo:color="#${colour}"`])
	];
	const sides = { left: 'start', right: 'end', center: 'center' };
	return `<style:style style:name="${styleName(label)}" style:display-name="${escapeXml(label)}" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="${dataStyle}"><style:table-cell-properties ${cell.join(' ')}/>${align === undefined ? '' : `<style:paragraph-properties fo:text-align="${sides[align]}"/>`}${text.length === 0 ? '' : `<style:text-properties ${text.join(' ')}/>`}</style:style>`;
}

/** As many pages high as it takes and one page wide: a height is never given, or nothing is printed. */
function pageLayout(way: Way): string {
	const [width, height] = way === 'landscape' ? ['29.7cm', '21cm'] : ['21cm', '29.7cm'];
	const band = (name: string, side: string) =>
		`<style:${name}-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-${side}="0.3cm"/></style:${name}-style>`;
	return `<style:page-layout style:name="${way}"><style:page-layout-properties fo:page-width="${width}" fo:page-height="${height}" style:print-orientation="${way}" fo:margin-top="1cm" fo:margin-bottom="1cm" fo:margin-left="1.5cm" fo:margin-right="1.5cm" style:first-page-number="continue" style:scale-to-X="1"/>${band('header', 'bottom')}${band('footer', 'top')}</style:page-layout>`;
}

function masterPage(way: Way, { title, marking, status }: Workbook): string {
	const middle = `<style:region-center><text:p text:style-name="middle"><text:span text:style-name="marking">${odfLine(marking)}</text:span></text:p></style:region-center>`;
	const page = 'Page <text:page-number>1</text:page-number> of <text:page-count>1</text:page-count>';
	const end = (content: string) =>
		`<style:region-right><text:p text:style-name="end">${content}</text:p></style:region-right>`;
	return `<style:master-page style:name="${pageStyles[way]}" style:page-layout-name="${way}"><style:header>${middle}${status === null ? '' : end(odfLine(status))}</style:header><style:footer><style:region-left><text:p>${odfLine(title)}</text:p></style:region-left>${middle}${end(page)}</style:footer></style:master-page>`;
}
