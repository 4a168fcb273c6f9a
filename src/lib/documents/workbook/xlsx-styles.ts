import { escapeXml } from '../escape.ts';
import { colours } from '../layout.ts';
import { formatCode } from './number-format.ts';
import type { CellStyle, Workbook } from './workbook.ts';

/** Named styles: the first is the format's own Normal, the others are the workbook's in their order. */
export function stylesXml(styles: Workbook['styles']): string {
	const looks = Object.values(styles);
	const codes = [...new Set(looks.map(({ format }) => formatCode(format)))].filter((code) => code !== 'General');
	const formatId = (style: CellStyle) => {
		const index = codes.indexOf(formatCode(style.format));
		return index === -1 ? 0 : FIRST_FORMAT + index;
	};
	const format = (style: CellStyle, index: number, named: string) =>
		`<xf numFmtId="${formatId(style)}" fontId="${index + 1}" fillId="${index + 2}" borderId="${index + 1}"${named} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"${style.align ? ` horizontal="${style.align}"` : ''}${style.wrap ? ' wrapText="1"' : ''}/></xf>`;
	return [
		`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
		codes.length === 0
			? ''
			: `<numFmts count="${codes.length}">${codes.map((code, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${escapeXml(code)}"/>`).join('')}</numFmts>`,
		`<fonts count="${looks.length + 1}">${font({ format: { kind: 'general' } })}${looks.map(font).join('')}</fonts>`,
		`<fills count="${looks.length + 2}">${fill('none')}${fill('gray125')}${looks.map(({ fill: colour }) => (colour === undefined ? fill('none') : solid(colour))).join('')}</fills>`,
		`<borders count="${looks.length + 1}">${border({ format: { kind: 'general' } })}${looks.map(border).join('')}</borders>`,
		`<cellStyleXfs count="${looks.length + 1}">${NORMAL}${looks.map((style, index) => format(style, index, '')).join('')}</cellStyleXfs>`,
		`<cellXfs count="${looks.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${looks.map((style, index) => format(style, index, ` xfId="${index + 1}"`)).join('')}</cellXfs>`,
		`<cellStyles count="${looks.length + 1}"><cellStyle name="Normal" xfId="0" builtinId="0"/>${Object.keys(styles)
			.map((name, index) => `<cellStyle name="${escapeXml(name)}" xfId="${index + 1}"/>`)
			.join('')}</cellStyles></styleSheet>`
	].join('');
}

/** The numbers below are the format's own. */
const FIRST_FORMAT = 164;
const NORMAL = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>';

function font({ bold, italic, size, colour }: CellStyle): string {
	return `<font>${bold ? '<b/>' : ''}${italic ? '<i/>' : ''}<sz val="${size ?? 10}"/>${colour === undefined ? '' : `<color rgb="FF${colour}"/>`}<name val="Arial"/><family val="2"/></font>`;
}

function fill(pattern: string): string {
	return `<fill><patternFill patternType="${pattern}"/></fill>`;
}

function solid(colour: string): string {
	return `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function border({ lineAbove, lineBelow }: CellStyle): string {
	const side = (name: string, drawn: boolean | undefined) =>
		drawn ? `<${name} style="thin"><color rgb="FF${colours.grey}"/></${name}>` : `<${name}/>`;
	return `<border><left/><right/>${side('top', lineAbove)}${side('bottom', lineBelow)}<diagonal/></border>`;
}
