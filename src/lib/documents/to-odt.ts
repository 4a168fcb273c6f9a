import { strToU8 } from 'fflate';
import { type Block, type DocumentModel, type Run, runsText } from './document.ts';
import { escapeXml } from './escape.ts';
import { colours, INDENT, isRightToLeft, layoutTable, pictureSize, ROWS_KEPT_TOGETHER, TABLE_SIZE } from './layout.ts';
import {
	contentsOf,
	numberDocument,
	type Numbering,
	recommendationLabel,
	referenceLabel,
	UNRESOLVED
} from './numbering.ts';
import { metaXml, odfLine, zipOdf } from './odf-package.ts';
import { fonts, LIST_LEVELS, namespaces, styleName, stylesXml, tableCell } from './odt-styles.ts';
import { drawPng } from './picture.ts';
import { cleanSvg } from './svg.ts';

/** Writes a document as an OpenDocument text: named styles, real numbering, real footnotes, marking on every page. */
export async function toOdt(original: DocumentModel): Promise<Uint8Array> {
	const numbering = numberDocument(original);
	const { model } = numbering;
	const context: Context = {
		model,
		numbering,
		styles: new Map(),
		tableStyles: [],
		pictures: [],
		lists: new Map(),
		tables: 0
	};
	const body = [
		titleBlock(context),
		contents(context),
		toBlocks(model.blocks, context, { depth: 0, quoted: false })
	].join('');

	const parts: Record<string, Uint8Array> = {
		'content.xml': strToU8(contentXml(body, context)),
		'styles.xml': strToU8(stylesXml(model)),
		'meta.xml': strToU8(metaXml(model)),
		'settings.xml': strToU8(settingsXml)
	};
	for (const { name, svg, width } of context.pictures) {
		parts[`Pictures/${name}.svg`] = strToU8(svg);
		parts[`Pictures/${name}.png`] = await drawPng(svg, width);
	}

	return zipOdf(MIMETYPE, parts);
}

type Context = {
	model: DocumentModel;
	numbering: Numbering;
	/** Paragraph styles that differ from a named one in a line or two, by what they say. */
	styles: Map<string, string>;
	tableStyles: string[];
	pictures: { name: string; svg: string; width: number }[];
	/** The list that the next paragraph, recommendation or annex goes on from. */
	lists: Map<string, string>;
	tables: number;
};

type Place = {
	/** How many lists stand around a block. */
	depth: number;
	quoted: boolean;
};

type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;

const MIMETYPE = 'application/vnd.oasis.opendocument.text';

const settingsXml = `<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings${namespaces} xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3"><office:settings><config:config-item-set config:name="ooo:configuration-settings"><config:config-item config:name="AddParaTableSpacing" config:type="boolean">true</config:config-item><config:config-item config:name="AddParaTableSpacingAtStart" config:type="boolean">true</config:config-item><config:config-item config:name="UseFormerLineSpacing" config:type="boolean">false</config:config-item><config:config-item config:name="AddExternalLeading" config:type="boolean">true</config:config-item><config:config-item config:name="TabOverflow" config:type="boolean">true</config:config-item></config:config-item-set></office:settings></office:document-settings>`;

function contentXml(body: string, { styles, tableStyles }: Context): string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content${namespaces} office:version="1.3">${fonts}<office:automatic-styles>${[...styles].map(([properties, name]) => `<style:style style:name="${name}" style:family="paragraph" ${properties}</style:style>`).join('')}${tableStyles.join('')}</office:automatic-styles><office:body><office:text><text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Table"/><text:sequence-decl text:display-outline-level="0" text:name="Figure"/></text:sequence-decls>${body}</office:text></office:body></office:document-content>`;
}

function titleBlock(context: Context): string {
	const { model } = context;
	if (model.head) {
		return `${toBlocks(model.head, context, { depth: 0, quoted: false })}<text:p text:style-name="Subject">${text(model.title)}</text:p>`;
	}
	return [
		`<text:p text:style-name="Title">${text(model.title)}</text:p>`,
		...(model.byLine ? [`<text:p text:style-name="${styleName('By-line')}">${text(model.byLine)}</text:p>`] : []),
		...(model.status
			? [`<text:p text:style-name="${styleName('Document Status')}">${text(model.status)}</text:p>`]
			: []),
		`<text:p text:style-name="${styleName('Title Rule')}"/>`
	].join('');
}

function contents({ model, numbering }: Context): string {
	const entries = model.contents ? contentsOf(numbering) : [];
	if (entries.length === 0) return '';
	const template = (level: number) =>
		`<text:table-of-content-entry-template text:outline-level="${level}" text:style-name="Contents_20_${Math.min(level, 2)}"><text:index-entry-link-start/><text:index-entry-chapter/><text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>`;
	// The page is a field, so that it is right as soon as the file is opened.
	const lines = entries.map(
		({ level, text: words, place }) =>
			`<text:p text:style-name="Contents_20_${level}"><text:a xlink:type="simple" xlink:href="#${place}" text:style-name="Index_20_Link" text:visited-style-name="Index_20_Link">${text(words)}<text:tab/><text:bookmark-ref text:reference-format="page" text:ref-name="${place}">1</text:bookmark-ref></text:a></text:p>`
	);
	return `<text:table-of-content text:name="Contents" text:protected="false"><text:table-of-content-source text:outline-level="2" text:use-index-marks="false"><text:index-title-template text:style-name="Contents_20_Heading">Contents</text:index-title-template>${[1, 2].map(template).join('')}</text:table-of-content-source><text:index-body><text:index-title text:name="Contents_Head"><text:p text:style-name="Contents_20_Heading">Contents</text:p></text:index-title>${lines.join('')}</text:index-body></text:table-of-content>`;
}

function toBlocks(blocks: Block[], context: Context, place: Place): string {
	return blocks.map((block) => toBlock(block, context, place)).join('');
}

function toBlock(block: Block, context: Context, place: Place): string {
	const { numbering, model } = context;

	switch (block.type) {
		case 'heading': {
			const style = paragraphStyle(`Heading_20_${block.level}`, block.runs, context);
			return `<text:h text:style-name="${style}" text:outline-level="${block.level}">${marked(block, runs(block.runs, context), context)}</text:h>`;
		}
		case 'annex': {
			const style = paragraphStyle('Heading_20_1', block.runs, context, 'fo:break-before="page" fo:margin-top="0pt"');
			const heading = `<text:h text:style-name="${style}" text:outline-level="1">${marked(block, runs(block.runs, context), context)}</text:h>`;
			return continued('Annexes', heading, context);
		}
		case 'paragraph': {
			if (numbering.paragraph(block) === null)
				return `<text:p text:style-name="${plainStyle(block.runs, context, place)}">${runs(block.runs, context)}</text:p>`;
			const style = paragraphStyle(styleName(model.styles.paragraph), block.runs, context);
			return continued(
				'Paragraphs',
				`<text:p text:style-name="${style}">${marked(block, runs(block.runs, context), context)}</text:p>`,
				context
			);
		}
		case 'list':
			return list(block, context, place);
		case 'table':
			return table(block, context);
		case 'figure':
			return figure(block, context);
		case 'quote':
			return toBlocks(block.blocks, context, { ...place, quoted: true });
		case 'code':
			return block.text
				.split('\n')
				.map((line) => `<text:p text:style-name="${styleName('Code Block')}">${text(line)}</text:p>`)
				.join('');
		case 'recommendation':
			return recommendation(block, context);
		case 'rule':
			return `<text:p text:style-name="${automatic('Standard', context, `fo:border-bottom="0.75pt solid #${colours.line}"`)}"/>`;
		case 'pageBreak':
			return `<text:p text:style-name="${automatic('Standard', context, 'fo:break-before="page" fo:line-height="1pt" fo:margin-bottom="0pt"')}"/>`;
	}
}

/** A list of one item that goes on counting from the last of its kind, whatever stands between them. */
function continued(style: string, item: string, context: Context): string {
	const before = context.lists.get(style);
	const own = `list-${style.toLowerCase()}-${Number(before?.split('-').at(-1) ?? 0) + 1}`;
	context.lists.set(style, own);
	const goesOn = before === undefined ? '' : ` text:continue-list="${before}"`;
	return `<text:list xml:id="${own}" text:style-name="${style}"${goesOn}><text:list-item>${item}</text:list-item></text:list>`;
}

function plainStyle(content: Run[], context: Context, { depth, quoted }: Place): string {
	if (depth === 0) return paragraphStyle(quoted ? styleName('Block Quotation') : 'Standard', content, context);
	if (!quoted) return paragraphStyle(styleName('List Contents'), content, context);
	const left = (context.model.numbered ? INDENT : 0) + Math.min(depth, LIST_LEVELS) * 28;
	return paragraphStyle(styleName('Block Quotation'), content, context, `fo:margin-left="${left}pt"`);
}

function paragraphStyle(parent: string, content: Run[], context: Context, more = ''): string {
	const direction = isRightToLeft(content) ? ' style:writing-mode="rl-tb" fo:text-align="start"' : '';
	return automatic(parent, context, `${more}${direction}`.trim());
}

function automatic(parent: string, { styles }: Context, properties: string): string {
	if (properties === '') return parent;
	const said = `style:parent-style-name="${parent}"><style:paragraph-properties ${properties}/>`;
	const known = styles.get(said) ?? `P${styles.size + 1}`;
	styles.set(said, known);
	return known;
}

/** What stands inside an item, whether it goes on with one begun before, and what stands between two parts of a list. */
type Part = { kind: 'item' | 'rest' | 'between'; xml: string };

/** An item holds paragraphs and lists alone, so a table or a picture in it parts the list, which then goes on. */
function list(block: BlockOf<'list'>, context: Context, place: Place): string {
	const style = block.ordered ? 'Ordered' : 'Bullets';
	const kind = `${style}-${context.lists.size}`;
	let open = '';
	let whole = '';
	let parts = 0;
	const close = () => {
		if (open === '') return;
		const own = `list-${kind.toLowerCase()}-${++parts}`;
		const goesOn = parts === 1 ? '' : ` text:continue-list="list-${kind.toLowerCase()}-${parts - 1}"`;
		whole += `<text:list xml:id="${own}" text:style-name="${style}"${goesOn}>${open}</text:list>`;
		open = '';
	};
	context.lists.set(kind, kind);

	for (const part of itemParts(block, context, { ...place, depth: place.depth + 1 })) {
		if (part.kind !== 'between') open += listPart(part);
		else {
			close();
			whole += part.xml;
		}
	}
	close();
	return whole;
}

function itemParts(block: BlockOf<'list'>, context: Context, place: Place): Part[] {
	return block.items.flatMap((item) => {
		const done: Part[] = [];
		const [first] = item;
		let open = first?.type === 'paragraph' ? '' : '<text:p text:style-name="List_20_Contents"/>';
		const close = () => {
			if (open !== '') done.push({ kind: done.length === 0 ? 'item' : 'rest', xml: open });
			open = '';
		};
		item.forEach((child) => {
			if (child.type === 'list' && place.depth < LIST_LEVELS) {
				const style = child.ordered ? 'Ordered' : 'Bullets';
				let inner = '';
				const closeInner = () => {
					if (inner !== '') open += `<text:list text:style-name="${style}">${inner}</text:list>`;
					inner = '';
				};
				for (const part of itemParts(child, context, { ...place, depth: place.depth + 1 })) {
					if (part.kind !== 'between') inner += listPart(part);
					else {
						closeInner();
						close();
						done.push(part);
					}
				}
				closeInner();
			} else if (child.type === 'list') {
				close();
				// What is nested deeper than the format knows stays on its last level.
				done.push(...itemParts(child, context, place));
			} else {
				const xml = toBlock(child, context, place);
				if (holdsParagraphsAlone(child)) open += xml;
				else {
					close();
					done.push({ kind: 'between', xml });
				}
			}
		});
		close();
		return done;
	});
}

/** The rest of an item has no number of its own; it can only be the first thing of a list that goes on. */
function listPart({ kind, xml }: Part): string {
	return kind === 'rest' ? `<text:list-header>${xml}</text:list-header>` : `<text:list-item>${xml}</text:list-item>`;
}

function holdsParagraphsAlone(block: Block): boolean {
	if (block.type === 'quote') return block.blocks.every(holdsParagraphsAlone);
	return block.type === 'paragraph' || block.type === 'code' || block.type === 'rule';
}

function table(block: BlockOf<'table'>, context: Context): string {
	const name = `Table${++context.tables}`;
	const { widths, size, inset } = layoutTable(block);
	const number = context.numbering.table(block);
	const caption = number === null ? '' : captionLine('Table', number, block, context);
	const smaller = size < TABLE_SIZE;
	const aligns = { left: 'start', centre: 'center', right: 'end' };
	const cell = (kind: 'Head' | 'Cell' | 'Last') => (content: Run[], column: number) => {
		const align = block.align[column] ?? 'left';
		const aligned = align === 'left' ? '' : `fo:text-align="${aligns[align]}"`;
		const parent = styleName(kind === 'Head' ? 'Table Heading' : 'Table Contents');
		const style = smaller ? sized(parent, aligned, size, context) : paragraphStyle(parent, content, context, aligned);
		return `<table:table-cell table:style-name="${name}.${kind}" office:value-type="string"><text:p text:style-name="${style}">${runs(content, context)}</text:p></table:table-cell>`;
	};
	const row = (cells: Run[][], kind: 'Head' | 'Cell' | 'Last') =>
		`<table:table-row table:style-name="${name}.Row">${widths.map((_, column) => cell(kind)(cells[column] ?? [], column)).join('')}</table:table-row>`;

	context.tableStyles.push(...tableStyles(name, widths, inset, block.rows.length <= ROWS_KEPT_TOGETHER));
	const columns = widths.map((_, column) => `<table:table-column table:style-name="${name}.${column + 1}"/>`).join('');
	const last = block.rows.length - 1;
	const rows = block.rows.map((cells, index) => row(cells, index === last ? 'Last' : 'Cell')).join('');
	return `${caption}<table:table table:name="${name}" table:style-name="${name}">${columns}<table:table-header-rows>${row(block.header, 'Head')}</table:table-header-rows>${rows}</table:table><text:p text:style-name="After_20_Table"/>`;
}

function sized(parent: string, aligned: string, size: number, { styles }: Context): string {
	const said = `style:parent-style-name="${parent}"><style:paragraph-properties ${aligned}/><style:text-properties fo:font-size="${size.toFixed(1)}pt" style:font-size-complex="${size.toFixed(1)}pt"/>`;
	const known = styles.get(said) ?? `P${styles.size + 1}`;
	styles.set(said, known);
	return known;
}

function tableStyles(name: string, widths: number[], inset: number, together: boolean): string[] {
	const { thin, thick } = tableCell;
	const padding = `fo:padding-left="${inset}pt" fo:padding-right="${inset}pt" fo:padding-top="1pt" fo:padding-bottom="1pt"`;
	const width = widths.reduce((sum, each) => sum + each, 0);
	return [
		`<style:style style:name="${name}" style:family="table"><style:table-properties style:width="${width.toFixed(2)}pt" table:align="left" style:may-break-between-rows="${!together}" table:border-model="collapsing"/></style:style>`,
		...widths.map(
			(each, column) =>
				`<style:style style:name="${name}.${column + 1}" style:family="table-column"><style:table-column-properties style:column-width="${each.toFixed(2)}pt"/></style:style>`
		),
		`<style:style style:name="${name}.Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>`,
		...Object.entries({ Head: [thick, thick], Cell: ['none', thin], Last: ['none', thick] }).map(
			([kind, [above, below]]) =>
				`<style:style style:name="${name}.${kind}" style:family="table-cell"><style:table-cell-properties ${padding}${kind === 'Head' ? ` fo:background-color="#${colours.head}"` : ''} fo:border-left="none" fo:border-right="none" fo:border-top="${above}" fo:border-bottom="${below}"/></style:style>`
		)
	];
}

function captionLine(
	label: 'Table' | 'Figure',
	number: number,
	block: BlockOf<'table' | 'figure'>,
	context: Context
): string {
	const sequence = `<text:sequence text:ref-name="ref${label}${number}" text:name="${label}" text:formula="ooow:${label}+1" style:num-format="1">${number}</text:sequence>`;
	return `<text:p text:style-name="Caption">${marked(block, `${label} ${sequence}`, context)}: ${runs(block.caption ?? [], context)}</text:p>`;
}

function figure(block: BlockOf<'figure'>, context: Context): string {
	const number = context.numbering.figure(block) ?? 0;
	const svg = cleanSvg(block.svg);
	const caption = captionLine('Figure', number, block, context);
	if (!svg) return `${caption}<text:p text:style-name="Figure">${text(block.alt)}</text:p>`;
	const name = `figure-${number}`;
	const { width, height } = pictureSize(svg);
	const sizes = `width="${svg.width}" height="${svg.height}"`;
	context.pictures.push({ name, svg: svg.markup.replace(/^<svg/, `<svg ${sizes}`), width: svg.width });
	const image = (ending: string, type: string) =>
		`<draw:image xlink:href="Pictures/${name}.${ending}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="${type}"/>`;
	return `${caption}<text:p text:style-name="Figure"><draw:frame draw:name="Figure ${number}" text:anchor-type="as-char" svg:width="${width.toFixed(2)}pt" svg:height="${height.toFixed(2)}pt">${image('svg', 'image/svg+xml')}${image('png', 'image/png')}<svg:title>${escapeXml(runsText(block.caption))}</svg:title><svg:desc>${escapeXml(block.alt)}</svg:desc></draw:frame></text:p>`;
}

function recommendation(block: BlockOf<'recommendation'>, context: Context): string {
	const { number, repeated } = context.numbering.recommendation(block);
	const style = paragraphStyle(styleName(context.model.styles.recommendation), block.runs, context);
	const strong = (words: string) => `<text:span text:style-name="Strong_20_Emphasis">${text(words)}</text:span>`;
	const words = marked(block, `${block.verb ? strong(`${block.verb} `) : ''}${runs(block.runs, context)}`, context);
	const reference = block.reference
		? `<text:span text:style-name="Working_20_Reference">${text(` ${referenceLabel(block.reference)}`)}</text:span>`
		: '';
	if (repeated)
		return `<text:p text:style-name="${style}">${strong(`${recommendationLabel(number)} `)}${words}${reference}</text:p>`;
	return continued('Recommendations', `<text:p text:style-name="${style}">${words}${reference}</text:p>`, context);
}

/** Puts a bookmark round what something else in the document leads to. */
function marked(block: Block, words: string, { numbering, model }: Context): string {
	const place = numbering.place(block);
	const listed = model.contents && (block.type === 'annex' || (block.type === 'heading' && block.level <= 2));
	if (place === null || (!numbering.sought.has(place) && !listed)) return words;
	return `<text:bookmark-start text:name="${place}"/>${words}<text:bookmark-end text:name="${place}"/>`;
}

function runs(children: Run[], context: Context): string {
	return children.map((child) => toRun(child, context)).join('');
}

function toRun(run: Run, context: Context): string {
	const { numbering } = context;

	switch (run.type) {
		case 'text':
			return text(run.text);
		case 'strong':
			return `<text:span text:style-name="Strong_20_Emphasis">${runs(run.runs, context)}</text:span>`;
		case 'emphasis':
			return `<text:span text:style-name="Emphasis">${runs(run.runs, context)}</text:span>`;
		case 'code':
			return `<text:span text:style-name="Source_20_Text">${text(run.text)}</text:span>`;
		case 'break':
			return '<text:line-break/>';
		case 'anchor': {
			const place = numbering.anchor(run);
			return place !== null && numbering.sought.has(place) ? `<text:bookmark text:name="${place}"/>` : '';
		}
		case 'crossReference':
			return crossReference(run.name, context);
		case 'link': {
			const target = run.href.startsWith('#') ? numbering.target(run.href.slice(1)) : null;
			// A file has no site around it, so an address inside the application is printed as its words.
			const href = target ? `#${target.place}` : /^(?:https?|mailto):/i.test(run.href) ? run.href : null;
			return href === null ? runs(run.runs, context) : link(href, runs(run.runs, context));
		}
		case 'footnotes':
			return noteMarks(run, context);
	}
}

function link(href: string, words: string): string {
	return `<text:a xlink:type="simple" xlink:href="${escapeXml(href)}" text:style-name="Internet_20_Link" text:visited-style-name="Internet_20_Link">${words}</text:a>`;
}

/** Numbers that the word processor counts are fields, which follow when a paragraph or a table is added; others are links. */
function crossReference(name: string, { numbering }: Context): string {
	const target = numbering.target(name);
	if (!target) return `<text:span text:style-name="Strong_20_Emphasis">${UNRESOLVED}</text:span>`;
	if (target.kind === 'paragraph') {
		const number = target.label.replace('paragraph ', '');
		return `paragraph <text:bookmark-ref text:reference-format="number" text:ref-name="${target.place}">${number}</text:bookmark-ref>`;
	}
	if (target.kind === 'table' || target.kind === 'figure') {
		const sequence = `ref${target.label.replace(' ', '')}`;
		return `<text:sequence-ref text:reference-format="category-and-value" text:ref-name="${sequence}">${target.label}</text:sequence-ref>`;
	}
	return link(`#${target.place}`, text(target.label));
}

/** The second mark of a note points to the first, so that the reader finds one note and not two. */
function noteMarks(run: Extract<Run, { type: 'footnotes' }>, { numbering }: Context): string {
	const raised = (words: string) => `<text:span text:style-name="Footnote_20_anchor">${words}</text:span>`;
	const marks = run.keys.flatMap((key) => numbering.mark(run, key) ?? []);
	return marks
		.map(({ number, first }) => {
			if (!first) {
				return raised(
					`<text:note-ref text:note-class="footnote" text:reference-format="text" text:ref-name="note-${number}">${number}</text:note-ref>`
				);
			}
			const note = numbering.notes[number - 1]?.note.text ?? '';
			return `<text:note text:id="note-${number}" text:note-class="footnote"><text:note-citation>${number}</text:note-citation><text:note-body><text:p text:style-name="Footnote">${text(note)}</text:p></text:note-body></text:note>`;
		})
		.join(raised(', '));
}

/** A line's end would be read as a space, so it is written as what it is. */
function text(words: string): string {
	return words.split('\n').map(odfLine).join('<text:line-break/>');
}
