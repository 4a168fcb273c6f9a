import type { DocumentModel } from './document.ts';
import { escapeXml } from './escape.ts';
import { colours, INDENT, page, TEXT_WIDTH, TABLE_SIZE } from './layout.ts';
import { itemStyle, recommendationLabel } from './numbering.ts';

export const namespaces = Object.entries({
	office: 'office:1.0',
	style: 'style:1.0',
	text: 'text:1.0',
	table: 'table:1.0',
	draw: 'drawing:1.0',
	fo: 'xsl-fo-compatible:1.0',
	svg: 'svg-compatible:1.0',
	meta: 'meta:1.0'
})
	.map(([prefix, name]) => ` xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}"`)
	.concat(' xmlns:xlink="http://www.w3.org/1999/xlink"', ' xmlns:dc="http://purl.org/dc/elements/1.1/"')
	.join('');

export const fonts = `<office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" style:font-family-generic="swiss" style:font-pitch="variable"/><style:font-face style:name="Courier New" svg:font-family="&apos;Courier New&apos;" style:font-family-generic="modern" style:font-pitch="fixed"/></office:font-face-decls>`;

/** The deepest list that the format knows. */
export const LIST_LEVELS = 10;

/** A name as ODF allows it; what a reader sees is the display name. */
export function styleName(name: string): string {
	const encoded = name.replace(/[^A-Za-z0-9]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
	return /^[A-Za-z_]/.test(encoded) ? encoded : `_${encoded}`;
}

/** The part of the file that says how each named style looks, and what stands at the top and bottom of every page. */
export function stylesXml(model: DocumentModel): string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles${namespaces} office:version="1.3">${fonts}<office:styles>${defaults(model)}${paragraphStyles(model)}${textStyles()}${listStyles(model)}<text:outline-style style:name="Outline">${Array.from(
		{ length: 10 },
		(_, level) => `<text:outline-level-style text:level="${level + 1}" style:num-format=""/>`
	).join(
		''
	)}</text:outline-style><text:notes-configuration text:note-class="footnote" text:citation-style-name="Footnote_20_Symbol" text:citation-body-style-name="Footnote_20_anchor" style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/></office:styles>${pageLayout(model)}</office:document-styles>`;
}

function defaults({ language }: DocumentModel): string {
	const [name, country] = language.split('-');
	return `<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" style:tab-stop-distance="36pt" style:writing-mode="lr-tb"/><style:text-properties fo:color="#000000" style:font-name="Arial" fo:font-family="Arial" fo:font-size="12pt" style:font-size-asian="12pt" style:font-size-complex="12pt" fo:language="${name}" fo:country="${country}" fo:hyphenate="false"/></style:default-style><style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/></style:default-style><style:default-style style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:default-style><style:default-style style:family="graphic"><style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline"/></style:default-style>`;
}

type Look = { parent?: string; next?: string; paragraph?: string; tabs?: string; text?: string; level?: number };

/** Two names of a profile may be one; the first then stands. */
function paragraphStyles(model: DocumentModel): string {
	const grey = `fo:color="#${colours.grey}"`;
	const ink = `fo:color="#${colours.ink}"`;
	const bold = 'fo:font-weight="bold" style:font-weight-complex="bold"';
	const size = (points: number) =>
		`fo:font-size="${points}pt" style:font-size-asian="${points}pt" style:font-size-complex="${points}pt"`;
	const heading = (level: number, points: number, above: number, look: string): [string, Look] => [
		`Heading ${level}`,
		{
			parent: 'Heading',
			next: 'Standard',
			level,
			paragraph: `fo:margin-top="${above}pt" fo:margin-bottom="6pt"`,
			text: `${size(points)} ${look}`
		}
	];
	const bar = (width: number, colour: string) =>
		`fo:border-left="${width}pt solid #${colour}" fo:border-right="none" fo:border-top="none" fo:border-bottom="none" fo:padding-left="10pt" fo:padding-right="0pt" fo:padding-top="2pt" fo:padding-bottom="2pt"`;
	const tab = (position: number, more: string) =>
		`<style:tab-stops><style:tab-stop style:position="${position.toFixed(1)}pt" ${more}/></style:tab-stops>`;
	const dots = 'style:type="right" style:leader-style="dotted" style:leader-text="."';
	const entries: [string, Look][] = [
		['Standard', { paragraph: 'fo:margin-top="0pt" fo:margin-bottom="6.5pt" fo:line-height="104%"' }],
		['Heading', { parent: 'Standard', paragraph: 'fo:keep-with-next="always" fo:keep-together="always"', text: ink }],
		heading(1, 14, 18, bold),
		heading(2, 12.5, 14, bold),
		heading(3, 12, 12, bold),
		heading(4, 12, 10, 'fo:font-style="italic" style:font-style-complex="italic"'),
		[
			'Title',
			{ parent: 'Heading', next: 'Standard', paragraph: 'fo:margin-bottom="6pt"', text: `${size(18)} ${bold}` }
		],
		[
			'Subject',
			{
				parent: 'Title',
				next: 'Standard',
				paragraph: 'fo:margin-top="14pt" fo:margin-bottom="10pt"',
				text: `${size(13)} ${bold}`
			}
		],
		[model.styles.paragraph, { parent: 'Standard' }],
		[
			model.styles.recommendation,
			{
				parent: 'Standard',
				paragraph: `fo:keep-together="always" fo:margin-left="${INDENT}pt" fo:margin-top="4pt" fo:margin-bottom="8pt" ${bar(2.25, colours.ink)}`
			}
		],
		[
			'Title Rule',
			{
				parent: 'Standard',
				paragraph: `fo:border-bottom="0.75pt solid #${colours.line}" fo:margin-bottom="10pt" fo:line-height="6pt"`
			}
		],
		['By-line', { parent: 'Standard', paragraph: 'fo:margin-bottom="3pt"', text: grey }],
		[
			'Document Status',
			{ parent: 'Standard', paragraph: 'fo:margin-bottom="3pt"', text: `${size(11)} ${bold} ${grey}` }
		],
		[
			'Block Quotation',
			{
				parent: 'Standard',
				paragraph: `fo:margin-left="${INDENT}pt" fo:margin-right="17pt" fo:margin-top="5pt" fo:margin-bottom="9pt" ${bar(1.5, colours.line)}`
			}
		],
		[
			'Code Block',
			{
				parent: 'Standard',
				paragraph: `fo:margin-bottom="0pt" fo:background-color="#${colours.code}"`,
				text: `style:font-name="Courier New" fo:font-family="&apos;Courier New&apos;" ${size(10)}`
			}
		],
		[
			'Table Contents',
			{ parent: 'Standard', paragraph: 'fo:margin-top="2pt" fo:margin-bottom="2pt"', text: size(TABLE_SIZE) }
		],
		['Table Heading', { parent: 'Table Contents', text: bold }],
		[
			'Caption',
			{
				parent: 'Standard',
				paragraph: 'fo:keep-with-next="always" fo:margin-top="10pt" fo:margin-bottom="4pt"',
				text: `${size(11)} ${bold} ${ink}`
			}
		],
		['Figure', { parent: 'Standard', paragraph: 'fo:margin-bottom="8pt"' }],
		['After Table', { parent: 'Standard', paragraph: 'fo:margin-bottom="4pt" fo:line-height="5pt"', text: size(4) }],
		['List Contents', { parent: 'Standard', paragraph: 'fo:margin-bottom="4pt"' }],
		[
			'Footnote',
			{
				parent: 'Standard',
				paragraph: 'fo:margin-left="19pt" fo:text-indent="-19pt" fo:margin-bottom="2pt" fo:line-height="100%"',
				text: size(10)
			}
		],
		[
			'Contents Heading',
			{ parent: 'Heading', paragraph: 'fo:margin-top="6pt" fo:margin-bottom="6pt"', text: `${size(14)} ${bold}` }
		],
		[
			'Contents 1',
			{ parent: 'Standard', paragraph: 'fo:margin-top="3pt" fo:margin-bottom="2pt"', tabs: tab(TEXT_WIDTH, dots) }
		],
		[
			'Contents 2',
			{
				parent: 'Standard',
				paragraph: `fo:margin-left="${INDENT}pt" fo:margin-bottom="2pt"`,
				tabs: tab(TEXT_WIDTH - INDENT, dots)
			}
		],
		[
			'Marking',
			{ parent: 'Standard', paragraph: 'fo:text-align="center" fo:margin-bottom="0pt"', text: `${size(11)} ${bold}` }
		],
		[
			'Banner',
			{ parent: 'Standard', paragraph: 'fo:text-align="center" fo:margin-bottom="0pt"', text: `${size(9)} ${grey}` }
		],
		[
			'Foot of Page',
			{
				parent: 'Standard',
				paragraph: 'fo:margin-bottom="0pt"',
				tabs: `<style:tab-stops><style:tab-stop style:position="${(TEXT_WIDTH / 2).toFixed(1)}pt" style:type="center"/><style:tab-stop style:position="${TEXT_WIDTH.toFixed(1)}pt" style:type="right"/></style:tab-stops>`,
				text: `${size(9)} ${grey}`
			}
		]
	];

	const distinct = new Map<string, Look>();
	for (const [name, look] of entries) if (!distinct.has(name)) distinct.set(name, look);
	return [...distinct].map(([name, look]) => paragraphStyle(name, look)).join('');
}

function paragraphStyle(name: string, { parent, next, paragraph = '', tabs = '', text = '', level }: Look): string {
	const id = styleName(name);
	const attributes = [
		`style:name="${id}"`,
		...(id === name ? [] : [`style:display-name="${escapeXml(name)}"`]),
		'style:family="paragraph"',
		...(parent ? [`style:parent-style-name="${styleName(parent)}"`] : []),
		...(next ? [`style:next-style-name="${styleName(next)}"`] : []),
		...(level ? [`style:default-outline-level="${level}"`] : [])
	];
	return `<style:style ${attributes.join(' ')}><style:paragraph-properties ${paragraph}>${tabs}</style:paragraph-properties><style:text-properties ${text}/></style:style>`;
}

function textStyles(): string {
	const named = (name: string, text: string) =>
		`<style:style style:name="${styleName(name)}" style:display-name="${name}" style:family="text"><style:text-properties ${text}/></style:style>`;
	return [
		named('Strong Emphasis', 'fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"'),
		named('Emphasis', 'fo:font-style="italic" style:font-style-asian="italic" style:font-style-complex="italic"'),
		named(
			'Source Text',
			'style:font-name="Courier New" fo:font-family="&apos;Courier New&apos;" fo:font-size="10.5pt" style:font-size-complex="10.5pt"'
		),
		named(
			'Internet Link',
			`fo:color="#${colours.link}" style:text-underline-style="solid" style:text-underline-width="auto"`
		),
		named('Index Link', 'fo:color="#000000" style:text-underline-style="none"'),
		named('Working Reference', `fo:color="#${colours.grey}"`),
		named(
			'Marking Below',
			'fo:color="#000000" fo:font-size="11pt" style:font-size-complex="11pt" fo:font-weight="bold"'
		),
		named('Footnote Symbol', ''),
		named('Footnote anchor', 'style:text-position="super 58%"')
	].join('');
}

function listStyles(model: DocumentModel): string {
	const base = model.numbered ? INDENT : 0;
	const aligned = (left: number, hanging: number, followed = 'listtab') =>
		`<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="${followed}"${followed === 'listtab' ? ` text:list-tab-stop-position="${left}pt"` : ''} fo:margin-left="${left}pt" fo:text-indent="${-hanging}pt"/></style:list-level-properties>`;
	const number = (level: number, format: string, prefix: string, suffix: string, place: string, look = '') =>
		`<text:list-level-style-number text:level="${level}"${look} style:num-format="${format}"${prefix ? ` style:num-prefix="${prefix}"` : ''} style:num-suffix="${suffix}">${place}</text:list-level-style-number>`;
	const style = (name: string, levels: string) => `<text:list-style style:name="${name}">${levels}</text:list-style>`;
	const levels = Array.from({ length: LIST_LEVELS }, (_, level) => level);
	const formats = { decimal: '1', letter: 'a', roman: 'i' };
	const strong = ' text:style-name="Strong_20_Emphasis"';

	return [
		style('Paragraphs', number(1, '1', '', '.', aligned(INDENT, INDENT))),
		style(
			'Recommendations',
			number(1, '1', recommendationLabel(0).split('0')[0] ?? '', ':', aligned(INDENT, 0, 'space'), strong)
		),
		style('Annexes', number(1, 'A', 'Annex ', ':', aligned(0, 0, 'space'))),
		style(
			'Ordered',
			levels
				.map((level) => {
					const kind = itemStyle(level, model.numbered);
					const place = aligned(base + (level + 1) * 28, 28);
					return number(level + 1, formats[kind], kind === 'decimal' ? '' : '(', kind === 'decimal' ? '.' : ')', place);
				})
				.join('')
		),
		style(
			'Bullets',
			levels
				.map(
					(level) =>
						`<text:list-level-style-bullet text:level="${level + 1}" text:bullet-char="${level % 2 === 0 ? '•' : '–'}">${aligned(base + (level + 1) * 22, 22)}</text:list-level-style-bullet>`
				)
				.join('')
		)
	].join('');
}

function pageLayout(model: DocumentModel): string {
	const head = [model.banner, model.status].filter((text) => text !== null);
	// A page of a draft that goes astray still says which draft it is of.
	const header = [
		`<text:p text:style-name="Marking">${escapeXml(model.marking)}</text:p>`,
		...head.map((text) => `<text:p text:style-name="Banner">${escapeXml(text)}</text:p>`)
	].join('');
	const marking = `<text:span text:style-name="Marking_20_Below">${escapeXml(model.marking)}</text:span>`;
	const number =
		'Page <text:page-number text:select-page="current">1</text:page-number> of <text:page-count>1</text:page-count>';
	const footer = `<text:p text:style-name="${styleName('Foot of Page')}"><text:tab/>${marking}<text:tab/>${number}</text:p>`;
	const top = page.top - page.header;
	const bottom = page.bottom - page.footer;

	return `<office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="${page.width}pt" fo:page-height="${page.height}pt" style:print-orientation="portrait" fo:margin-top="${page.header}pt" fo:margin-bottom="${page.footer}pt" fo:margin-left="${page.side}pt" fo:margin-right="${page.side}pt"><style:footnote-sep style:width="0.5pt" style:distance-before-sep="6pt" style:distance-after-sep="4pt" style:line-style="solid" style:adjustment="left" style:rel-width="30%" style:color="#000000"/></style:page-layout-properties><style:header-style><style:header-footer-properties fo:min-height="${top.toFixed(1)}pt" fo:margin-bottom="14pt" style:dynamic-spacing="false"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="${bottom.toFixed(1)}pt" fo:margin-top="14pt" style:dynamic-spacing="false"/></style:footer-style></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"><style:header>${header}</style:header><style:footer>${footer}</style:footer></style:master-page></office:master-styles>`;
}

export const tableCell = {
	thin: `0.5pt solid #${colours.line}`,
	thick: `1.25pt solid #${colours.ink}`
};
