import {
	AlignmentType,
	Bookmark,
	BorderStyle,
	Document,
	ExternalHyperlink,
	Footer,
	FootnoteReferenceRun,
	Header,
	HeadingLevel,
	ImageRun,
	InternalHyperlink,
	type ILevelsOptions,
	type IParagraphOptions,
	LevelFormat,
	LevelSuffix,
	LineRuleType,
	Packer,
	PageNumber,
	Paragraph,
	type ParagraphChild,
	ShadingType,
	SimpleField,
	Tab,
	Table,
	TableCell,
	TableLayoutType,
	TableOfContents,
	TableRow,
	TabStopType,
	TextRun,
	WidthType,
	XmlComponent
} from 'docx';
import { type Block, type DocumentModel, type Footnote, type Run, runsText } from './document.ts';
import {
	contentsOf,
	itemStyle,
	numberDocument,
	type Numbering,
	recommendationLabel,
	referenceLabel,
	UNRESOLVED,
	walkBlocks
} from './numbering.ts';
import { isRightToLeft, layoutTable, ROWS_KEPT_TOGETHER, TABLE_SIZE } from './layout.ts';
import { drawPng } from './picture.ts';
import { cleanSvg } from './svg.ts';

/** Writes a document as a Word file: named styles, real numbering, real footnotes, marking on every page. */
export async function toDocx(original: DocumentModel): Promise<Uint8Array> {
	const numbering = numberDocument(original);
	const { model } = numbering;
	const context: Context = { model, numbering, pictures: await drawPictures(model), lists: 0 };

	const file = new Document({
		title: model.title,
		subject: model.properties.subject,
		creator: model.properties.creator,
		lastModifiedBy: model.properties.creator,
		keywords: model.properties.keywords.join(', '),
		customProperties: customProperties(model),
		compatibility: { version: 15 },
		// Word asks nobody to update a table of contents whose page numbers are there. To find those of a long document
		// takes longer than its reader would wait, so Word is left to ask, once, when it is opened.
		...(model.contents &&
			model.blocks.length <= MOST_BLOCKS_LAID_OUT && {
				pageNumbers: (await import('docx/layout')).estimatePageNumbers
			}),
		styles: styles(model),
		numbering: { config: numberingLevels(model) },
		footnotes: Object.fromEntries(numbering.notes.map(({ number, note }) => [number, { children: [noteText(note)] }])),
		sections: [
			{
				properties: { page: { size: { width: PAGE_WIDTH, height: 16838 }, margin: margins } },
				headers: { default: header(model) },
				footers: { default: footer(model) },
				children: [
					...titleBlock(context),
					...contents(context),
					...toParagraphs(model.blocks, context, { depth: 0, quoted: false, afterList: false })
				]
			}
		]
	});

	return new Uint8Array(await Packer.toArrayBuffer(file));
}

type Context = {
	model: DocumentModel;
	numbering: Numbering;
	pictures: Map<Block, Picture>;
	/** How many ordered lists have begun; each is counted from one. */
	lists: number;
};

type Picture = { svg: string; png: Uint8Array; width: number; height: number };

type Place = {
	/** How many lists stand around a block. */
	depth: number;
	quoted: boolean;
	/** Items stand closer together than paragraphs, so what follows a list keeps its own distance. */
	afterList: boolean;
};

type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;
type Format = { bold?: boolean; italics?: boolean; size?: number };

// Twentieths of a point, as Word measures; half points for the size of letters.
const PAGE_WIDTH = 11906;
const MARGIN = 1134;
const TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN;
const margins = { top: 1474, bottom: 1361, left: MARGIN, right: MARGIN, header: 567, footer: 510 };
const INDENT = 680;
/** In CSS pixels, so that a picture and its caption stand on one page. */
const MAX_PICTURE_HEIGHT = 800;
/** About fifty pages. */
const MOST_BLOCKS_LAID_OUT = 400;
const TWIPS = 20;
const INK = '1B2733';
const GREY = '5A6672';
const FONT = 'Arial';
// Without this rule LibreOffice reads the line height as exact and cuts what is taller.
const line = { line: 250, lineRule: LineRuleType.AUTO };

function customProperties({ properties, marking }: DocumentModel): { name: string; value: string }[] {
	const { snapshot } = properties;
	return [
		{ name: 'Marking', value: marking },
		...(snapshot
			? [
					{ name: 'Snapshot number', value: snapshot.number },
					{ name: 'Snapshot SHA-256', value: snapshot.sha256 }
				]
			: [])
	];
}

function styles(model: DocumentModel) {
	const heading = (size: number, level: number, before: number) => ({
		run: { font: FONT, size, bold: true, italics: false, color: INK },
		// Word lists a heading whose style is restated only when its level is restated too.
		paragraph: { outlineLevel: level, keepNext: true, keepLines: true, spacing: { before, after: 120, ...line } }
	});
	const named = (name: string, paragraph: IParagraphOptions, run: Format & { font?: string; color?: string } = {}) => ({
		id: styleId(name),
		name,
		basedOn: 'Normal',
		next: styleId(name),
		quickFormat: true,
		paragraph,
		run
	});
	const rule = { style: BorderStyle.SINGLE, size: 18, color: INK, space: 10 };

	return {
		default: {
			document: {
				run: { font: FONT, size: 24, language: { value: model.language } },
				paragraph: { spacing: { after: 130, ...line } }
			},
			title: {
				run: { font: FONT, size: 36, bold: true, color: INK },
				paragraph: { keepNext: true, spacing: { before: 0, after: 120, ...line } }
			},
			heading1: heading(28, 0, 360),
			heading2: heading(25, 1, 280),
			heading3: heading(24, 2, 240),
			heading4: { ...heading(24, 3, 200), run: { font: FONT, size: 24, bold: false, italics: true, color: INK } },
			listParagraph: { run: { font: FONT }, paragraph: { spacing: { after: 80, ...line } } },
			caption: {
				run: { font: FONT, size: 22, bold: true, italics: false, color: INK },
				paragraph: { keepNext: true, spacing: { before: 200, after: 80, ...line } }
			},
			footnoteText: {
				run: { font: FONT, size: 20 },
				paragraph: { spacing: { after: 40, line: 240, lineRule: LineRuleType.AUTO } }
			},
			toc1: { run: { font: FONT }, paragraph: { spacing: { before: 60, after: 40, ...line } } },
			toc2: { run: { font: FONT }, paragraph: { indent: { left: INDENT }, spacing: { after: 40, ...line } } },
			hyperlink: { run: { color: '1D4F91', underline: {} } }
		},
		paragraphStyles: [
			named(model.styles.paragraph, {}),
			named(model.styles.recommendation, { keepLines: true, indent: { left: INDENT }, border: { left: rule } }),
			named('By-line', { spacing: { after: 60, ...line } }, { size: 24, color: GREY }),
			named('Document Status', { spacing: { after: 60, ...line } }, { size: 22, bold: true, color: GREY }),
			named(
				'Contents Heading',
				{ keepNext: true, spacing: { before: 120, after: 120, ...line } },
				{ size: 28, bold: true }
			),
			named('Figure', { keepLines: true, spacing: { after: 160, ...line } }),
			named('Block Quotation', {
				indent: { left: INDENT, right: 340 },
				border: { left: { ...rule, size: 12, color: 'A9B2BA' } }
			}),
			named(
				'Code Block',
				{
					spacing: { after: 120, line: 240, lineRule: LineRuleType.AUTO },
					shading: { type: ShadingType.CLEAR, fill: 'F1F3F5' }
				},
				{ font: 'Courier New', size: 20 }
			),
			named('Table Text', { spacing: { before: 40, after: 40, line: 252, lineRule: LineRuleType.AUTO } }, { size: 21 }),
			named('Marking', { alignment: AlignmentType.CENTER, spacing: { after: 0, ...line } }, { size: 22, bold: true }),
			named('Banner', { alignment: AlignmentType.CENTER, spacing: { after: 0, ...line } }, { size: 18, color: GREY })
		]
	};
}

function numberingLevels(model: DocumentModel): { reference: string; levels: ILevelsOptions[] }[] {
	const base = model.numbered ? INDENT : 0;
	const indent = (left: number, hanging: number) => ({ paragraph: { indent: { left, hanging } } });
	const bold = { bold: true };
	const depths = Array.from({ length: 9 }, (_, level) => level);
	const formats = { decimal: LevelFormat.DECIMAL, letter: LevelFormat.LOWER_LETTER, roman: LevelFormat.LOWER_ROMAN };

	return [
		{
			reference: 'paragraphs',
			levels: [
				{
					level: 0,
					format: LevelFormat.DECIMAL,
					text: '%1.',
					alignment: AlignmentType.LEFT,
					style: indent(INDENT, INDENT)
				}
			]
		},
		{
			reference: 'recommendations',
			levels: [
				{
					level: 0,
					format: LevelFormat.DECIMAL,
					text: recommendationLabel(0).replace('0', '%1'),
					suffix: LevelSuffix.SPACE,
					style: { run: bold, ...indent(INDENT, 0) }
				}
			]
		},
		{
			reference: 'annexes',
			levels: [
				{
					level: 0,
					format: LevelFormat.UPPER_LETTER,
					text: 'Annex %1:',
					suffix: LevelSuffix.SPACE,
					style: { run: bold, ...indent(0, 0) }
				}
			]
		},
		{
			reference: 'ordered',
			levels: depths.map((level) => {
				const style = itemStyle(level, model.numbered);
				return {
					level,
					format: formats[style],
					text: style === 'decimal' ? `%${level + 1}.` : `(%${level + 1})`,
					alignment: AlignmentType.LEFT,
					style: indent(base + (level + 1) * 567, 567)
				};
			})
		},
		{
			reference: 'bullets',
			levels: depths.map((level) => ({
				level,
				format: LevelFormat.BULLET,
				text: level % 2 === 0 ? '•' : '–',
				alignment: AlignmentType.LEFT,
				style: indent(base + (level + 1) * 454, 454)
			}))
		}
	];
}

function noteText(note: Footnote): Paragraph {
	return new Paragraph({ style: 'FootnoteText', children: [new TextRun({ text: ` ${note.text}` })] });
}

function header(model: DocumentModel): Header {
	return new Header({
		children: [
			new Paragraph({ style: styleId('Marking'), text: model.marking }),
			...(model.banner ? [new Paragraph({ style: styleId('Banner'), text: model.banner })] : []),
			// A page of a draft that goes astray still says which draft it is of.
			...(model.status ? [new Paragraph({ style: styleId('Banner'), text: model.status })] : [])
		]
	});
}

function footer(model: DocumentModel): Footer {
	return new Footer({
		children: [
			new Paragraph({
				style: styleId('Marking'),
				alignment: AlignmentType.LEFT,
				tabStops: [
					{ type: TabStopType.CENTER, position: TEXT_WIDTH / 2 },
					{ type: TabStopType.RIGHT, position: TEXT_WIDTH }
				],
				children: [
					new TextRun({ children: [new Tab(), model.marking] }),
					new TextRun({
						children: [new Tab(), 'Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
						bold: false,
						size: 18,
						color: GREY
					})
				]
			})
		]
	});
}

function titleBlock(context: Context): (Paragraph | Table)[] {
	const { model } = context;
	if (model.head) {
		return [
			...toParagraphs(model.head, context, { depth: 0, quoted: false, afterList: false }),
			new Paragraph({
				heading: HeadingLevel.TITLE,
				spacing: { before: 240, after: 200 },
				children: [new TextRun({ text: model.title, size: 26 })]
			})
		];
	}
	const under = { bottom: { style: BorderStyle.SINGLE, size: 6, color: 'A9B2BA', space: 8 } };
	return [
		new Paragraph({ heading: HeadingLevel.TITLE, text: model.title }),
		...(model.byLine ? [new Paragraph({ style: styleId('By-line'), text: model.byLine })] : []),
		...(model.status ? [new Paragraph({ style: styleId('Document Status'), text: model.status })] : []),
		new Paragraph({ border: under, spacing: { before: 0, after: 200, line: 120, lineRule: LineRuleType.AUTO } })
	];
}

function toParagraphs(blocks: Block[], context: Context, place: Place): (Paragraph | Table)[] {
	return blocks.flatMap((block, index) =>
		toParagraph(block, context, { ...place, afterList: blocks[index - 1]?.type === 'list' })
	);
}

function toParagraph(block: Block, context: Context, place: Place): (Paragraph | Table)[] {
	const { numbering, model } = context;

	switch (block.type) {
		case 'heading':
			return [
				new Paragraph({ heading: headings[block.level], children: marked(block, runs(block.runs, context), context) })
			];
		case 'annex':
			return [
				new Paragraph({
					heading: HeadingLevel.HEADING_1,
					pageBreakBefore: true,
					spacing: { before: 0 },
					numbering: { reference: 'annexes', level: 0, instance: 0, custom: true },
					children: marked(block, runs(block.runs, context), context)
				})
			];
		case 'paragraph': {
			const numbered = numbering.paragraph(block) !== null;
			return [
				new Paragraph({
					style: numbered ? styleId(model.styles.paragraph) : place.quoted ? styleId('Block Quotation') : undefined,
					numbering: numbered ? { reference: 'paragraphs', level: 0, instance: 0, custom: true } : undefined,
					indent: place.depth > 0 ? { left: listIndent(model, place.depth) + (place.quoted ? INDENT : 0) } : undefined,
					spacing: place.afterList ? afterList : undefined,
					bidirectional: isRightToLeft(block.runs) || undefined,
					children: marked(block, runs(block.runs, context), context)
				})
			];
		}
		case 'list':
			return list(block, context, place);
		case 'table':
			return table(block, context);
		case 'figure':
			return figure(block, context);
		case 'quote':
			return toParagraphs(block.blocks, context, { ...place, quoted: true });
		case 'code':
			return block.text.split('\n').map((text) => new Paragraph({ style: styleId('Code Block'), text }));
		case 'recommendation':
			return [recommendation(block, context, place)];
		case 'rule':
			return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: 'A9B2BA', space: 1 } } })];
		case 'pageBreak':
			return [
				new Paragraph({
					pageBreakBefore: true,
					spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.AUTO }
				})
			];
	}
}

const afterList = { before: 160 };

const headings = {
	1: HeadingLevel.HEADING_1,
	2: HeadingLevel.HEADING_2,
	3: HeadingLevel.HEADING_3,
	4: HeadingLevel.HEADING_4
};

function list(block: BlockOf<'list'>, context: Context, place: Place): (Paragraph | Table)[] {
	const instance = block.ordered ? ++context.lists : 0;
	// Word has nine levels of list; what is nested deeper stays on the last.
	const level = Math.min(place.depth, 8);
	const options: IParagraphOptions = {
		numbering: { reference: block.ordered ? 'ordered' : 'bullets', level, instance },
		indent: place.quoted ? { left: INDENT + listIndent(context.model, level + 1), hanging: 454 } : undefined
	};

	return block.items.flatMap((item) => {
		const [first, ...rest] = item;
		const inner = { ...place, depth: place.depth + 1 };
		if (first?.type !== 'paragraph') return [new Paragraph(options), ...toParagraphs(item, context, inner)];
		return [
			new Paragraph({
				...options,
				bidirectional: isRightToLeft(first.runs) || undefined,
				children: runs(first.runs, context)
			}),
			...toParagraphs(rest, context, inner)
		];
	});
}

function listIndent(model: DocumentModel, depth: number): number {
	return (model.numbered ? INDENT : 0) + Math.min(depth, 9) * 567;
}

function table(block: BlockOf<'table'>, context: Context): (Paragraph | Table)[] {
	const { widths: points, size, inset } = layoutTable(block);
	const widths = points.map((width) => Math.floor(width * TWIPS));
	const smaller = size < TABLE_SIZE ? { size: Math.round(size * 2) } : {};
	const thin = { style: BorderStyle.SINGLE, size: 4, color: 'A9B2BA' };
	const thick = { style: BorderStyle.SINGLE, size: 10, color: INK };
	const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
	const alignments = { left: AlignmentType.LEFT, centre: AlignmentType.CENTER, right: AlignmentType.RIGHT };
	const row = (cells: Run[][], tableHeader: boolean, keepNext: boolean) =>
		new TableRow({
			...(tableHeader && { tableHeader }),
			cantSplit: true,
			keepNext,
			children: widths.map(
				(width, column) =>
					new TableCell({
						width: { size: width, type: WidthType.DXA },
						margins: { top: 20, bottom: 20, left: inset * TWIPS, right: inset * TWIPS },
						shading: tableHeader ? { type: ShadingType.CLEAR, fill: 'E8ECEF' } : undefined,
						children: [
							new Paragraph({
								style: styleId('Table Text'),
								alignment: alignments[block.align[column] ?? 'left'],
								children: runs(cells[column] ?? [], context, { bold: tableHeader, ...smaller })
							})
						]
					})
			)
		});
	const caption = context.numbering.table(block);
	const together = block.rows.length <= ROWS_KEPT_TOGETHER;

	return [
		...(caption === null ? [] : [captionLine('Table', caption, block, context)]),
		new Table({
			width: { size: TEXT_WIDTH, type: WidthType.DXA },
			columnWidths: widths,
			layout: TableLayoutType.FIXED,
			borders: { top: thick, bottom: thick, left: none, right: none, insideHorizontal: thin, insideVertical: none },
			rows: [
				row(block.header, true, block.rows.length > 0),
				...block.rows.map((cells, index) => row(cells, false, together && index < block.rows.length - 1))
			]
		}),
		// Word joins two tables with nothing between them, and text would touch the last line.
		new Paragraph({ spacing: { before: 0, after: 80, line: 100, lineRule: LineRuleType.AUTO } })
	];
}

function captionLine(
	label: 'Table' | 'Figure',
	number: number,
	block: BlockOf<'table' | 'figure'>,
	context: Context
): Paragraph {
	// A cross-reference repeats what its bookmark holds, which is the label and the number and not the words.
	const numbered = [new TextRun(`${label} `), new SimpleField(`SEQ ${label} \\* ARABIC`, String(number))];
	return new Paragraph({
		style: 'Caption',
		children: [...marked(block, numbered, context), new TextRun(': '), ...runs(block.caption ?? [], context)]
	});
}

function figure(block: BlockOf<'figure'>, context: Context): Paragraph[] {
	const picture = context.pictures.get(block);
	const caption = captionLine('Figure', context.numbering.figure(block) ?? 0, block, context);
	if (!picture) return [caption, new Paragraph({ style: styleId('Figure'), text: block.alt })];
	const scale = Math.min(1, TEXT_WIDTH / 15 / picture.width, MAX_PICTURE_HEIGHT / picture.height);
	const transformation = { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) };
	const title = runsText(block.caption);
	const image = new ImageRun({
		type: 'svg',
		data: new TextEncoder().encode(picture.svg),
		fallback: { type: 'png', data: picture.png },
		transformation,
		altText: { name: `Figure ${context.numbering.figure(block)}`, title, description: block.alt }
	});
	return [caption, new Paragraph({ style: styleId('Figure'), children: [image] })];
}

async function drawPictures(model: DocumentModel): Promise<Map<Block, Picture>> {
	const figures: BlockOf<'figure'>[] = [];
	walkBlocks(model.blocks, (block) => void (block.type === 'figure' && figures.push(block)));
	const pictures = new Map<Block, Picture>();
	for (const block of figures) {
		const svg = cleanSvg(block.svg);
		if (!svg) continue;
		const { markup, width, height } = svg;
		const sized = markup.replace(/^<svg/, `<svg width="${width}" height="${height}"`);
		pictures.set(block, { svg: sized, png: await drawPng(sized, width), width, height });
	}
	return pictures;
}

function contents({ model, numbering }: Context): (Paragraph | TableOfContents)[] {
	if (!model.contents || contentsOf(numbering).length === 0) return [];
	return [
		new Paragraph({ style: styleId('Contents Heading'), text: 'Contents' }),
		new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-2' }),
		new Paragraph({ spacing: { before: 0, after: 120, line: 120, lineRule: LineRuleType.AUTO } })
	];
}

/** Puts a bookmark round what something else in the document leads to. */
function marked(block: Block, children: ParagraphChild[], context: Context): ParagraphChild[] {
	const place = context.numbering.place(block);
	if (place === null || !context.numbering.sought.has(place)) return children;
	return [new Bookmark({ id: bookmarkId(place), children })];
}

function bookmarkId(place: string): string {
	return `_${place.replace(/-/g, '_')}`;
}

function recommendation(block: BlockOf<'recommendation'>, context: Context, place: Place): Paragraph {
	const { number, repeated } = context.numbering.recommendation(block);
	return new Paragraph({
		style: styleId(context.model.styles.recommendation),
		spacing: place.afterList ? afterList : undefined,
		numbering: repeated ? undefined : { reference: 'recommendations', level: 0, instance: 0, custom: true },
		children: [
			...(repeated ? [new TextRun({ text: `${recommendationLabel(number)} `, bold: true })] : []),
			...marked(
				block,
				[...(block.verb ? [new TextRun({ text: `${block.verb} `, bold: true })] : []), ...runs(block.runs, context)],
				context
			),
			...(block.reference ? [new TextRun({ text: ` ${referenceLabel(block.reference)}`, color: GREY })] : [])
		]
	});
}

function runs(children: Run[], context: Context, format: Format = {}): ParagraphChild[] {
	return children.flatMap((child) => toRun(child, context, format));
}

function toRun(run: Run, context: Context, format: Format): ParagraphChild[] {
	switch (run.type) {
		case 'text':
			return [new TextRun({ text: run.text, ...format })];
		case 'strong':
			return runs(run.runs, context, { ...format, bold: true });
		case 'emphasis':
			return runs(run.runs, context, { ...format, italics: true });
		case 'code':
			return [new TextRun({ text: run.text, ...format, font: 'Courier New', size: 21 })];
		case 'break':
			return [new TextRun({ break: 1 })];
		case 'anchor': {
			const place = context.numbering.anchor(run);
			const sought = place !== null && context.numbering.sought.has(place);
			return sought ? [new Bookmark({ id: bookmarkId(place), children: [] })] : [];
		}
		case 'crossReference':
			return crossReference(run.name, context, format);
		case 'link': {
			const target = run.href.startsWith('#') ? context.numbering.target(run.href.slice(1)) : null;
			if (target) {
				const children = linkRuns(run.runs, context, format);
				return [new InternalHyperlink({ anchor: bookmarkId(target.place), children })];
			}
			// A file has no site around it, so an address inside the application is printed as its words.
			return /^(?:https?|mailto):/i.test(run.href)
				? [new ExternalHyperlink({ link: run.href, children: linkRuns(run.runs, context, format) })]
				: runs(run.runs, context, format);
		}
		case 'footnotes':
			return noteMarks(run, context);
	}
}

function linkRuns(children: Run[], context: Context, format: Format): ParagraphChild[] {
	return children.flatMap((child) =>
		child.type === 'text'
			? [new TextRun({ text: child.text, ...format, style: 'Hyperlink' })]
			: toRun(child, context, format)
	);
}

/** Numbers that Word itself counts are fields, which follow when a paragraph or a table is added; others are links. */
function crossReference(name: string, context: Context, format: Format): ParagraphChild[] {
	const target = context.numbering.target(name);
	if (!target) return [new TextRun({ text: UNRESOLVED, ...format, bold: true })];
	const bookmark = bookmarkId(target.place);
	if (target.kind === 'table' || target.kind === 'figure')
		return [new SimpleField(`REF ${bookmark} \\h`, target.label)];
	if (target.kind === 'paragraph') {
		const number = target.label.replace('paragraph ', '');
		return [new TextRun({ text: 'paragraph ', ...format }), new SimpleField(`REF ${bookmark} \\r \\h`, number)];
	}
	return [new InternalHyperlink({ anchor: bookmark, children: [new TextRun({ text: target.label, ...format })] })];
}

/** The second mark of a note points to the first, so that the reader finds one note and not two. */
function noteMarks(run: Extract<Run, { type: 'footnotes' }>, context: Context): ParagraphChild[] {
	const marks = run.keys.flatMap((key) => context.numbering.mark(run, key) ?? []);
	return marks.flatMap(({ number, first }, index) => [
		...(index > 0 ? [new TextRun({ text: ', ', superScript: true })] : []),
		first
			? new Bookmark({ id: noteBookmark(number), children: [new FootnoteReferenceRun(number)] })
			: // The library's own type for a paragraph's children names no component of another maker.
				(new NoteReference(number) as unknown as ParagraphChild)
	]);
}

function noteBookmark(number: number): string {
	return `_RefNote${number}`;
}

class NoteReference extends XmlComponent {
	constructor(number: number) {
		super('w:fldSimple');
		this.root.push({ _attr: { 'w:instr': ` NOTEREF ${noteBookmark(number)} \\f \\h ` } });
		this.root.push(new TextRun({ text: String(number), style: 'FootnoteReference' }));
	}
}

function styleId(name: string): string {
	return name.replace(/[^A-Za-z0-9]/g, '') || 'Paragraph';
}
