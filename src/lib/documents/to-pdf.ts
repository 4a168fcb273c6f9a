import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type Block, type DocumentModel, type Run, runsText } from './document.ts';
import { fontFiles } from './fonts.ts';
import {
	CELL_MARGIN,
	colours,
	INDENT,
	isRightToLeft,
	layoutTable,
	page,
	pictureSize,
	ROWS_KEPT_TOGETHER
} from './layout.ts';
import {
	contentsOf,
	itemLabel,
	numberDocument,
	type Numbering,
	recommendationLabel,
	referenceLabel,
	UNRESOLVED
} from './numbering.ts';
import { MAX_DEPTH, pdfRefusals, Refused } from './refusal.ts';
import { cleanSvg } from './svg.ts';

/**
 * Writes a document as a PDF with tags, bookmarks and embedded fonts: as PDF/UA-1, or, when that was not asked for, with
 * the same tags but without the promise, so that a character without a shape prints as a box.
 * @throws Refused when PDF/UA does not accept the document
 */
export function toPdf(original: DocumentModel, { accessible = true } = {}): Uint8Array {
	const refusals = accessible ? pdfRefusals(original) : [];
	if (refusals.length > 0) throw new Refused(refusals);
	const source = toTypst(original);
	const compiler = start();
	try {
		const compiled = compiler.compile({ mainFileContent: source });
		const document = compiled.result;
		if (!document) throw new Error(diagnostics(compiled.takeError()?.shortDiagnostics));
		return new Uint8Array(compiler.pdf(document, accessible ? { pdfStandard: 'ua-1' } : {}));
	} catch (error) {
		const refused = accessible ? refusedBy(error) : null;
		throw refused ?? error;
	} finally {
		compiler.evictCache(0);
	}
}

type Context = {
	model: DocumentModel;
	numbering: Numbering;
	/** What stands below a table of contents must not repeat its notes. */
	noted: Set<number>;
};

type Place = {
	/** How many lists stand around a block, which its label depends on. */
	lists: number;
	/** How many lists and quotes. */
	nested: number;
};

type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;

/** The letters of a line; nothing that anybody reads is longer. */
const LONGEST_WORD = 70;

let known: NodeCompiler | null = null;

/** Its workspace is a folder that is not there, so that no source could read a file. */
function start(): NodeCompiler {
	known ??= NodeCompiler.create({
		workspace: path.join(import.meta.dirname, 'no-files'),
		fontArgs: [{ fontBlobs: fontFiles() }]
	});
	return known;
}

function diagnostics(list: { message?: string }[] | undefined): string {
	return (list ?? []).map(({ message }) => message ?? '').join('; ') || 'the PDF could not be laid out';
}

/** What only the writer of the PDF notices, such as a character that none of the faces of the font has. */
function refusedBy(error: unknown): Refused | null {
	const said = error instanceof Error ? error.message : String(error);
	const [, message] = /message: "PDF\/UA-1 error: ((?:[^"\\]|\\.)*)"/.exec(said) ?? [];
	if (message === undefined) return null;
	const text = /the text `\\?"(.*?)\\?"` could not be displayed/.exec(message)?.[1];
	return new Refused([
		{
			message:
				text === undefined
					? `An accessible PDF does not accept this document: ${message.replace(/\\(.)/g, '$1')}.`
					: `The PDF’s font has no shape for “${text}”. Write it in words, or choose another format.`,
			section: null
		}
	]);
}

/** Every word of an author's enters the source as a string literal, so that nothing that looks like code is code. */
function toTypst(original: DocumentModel): string {
	const numbering = numberDocument(original);
	const { model } = numbering;
	const context: Context = { model, numbering, noted: new Set() };

	return [
		preamble(model),
		titleBlock(context),
		contents(context),
		blocks(model.blocks, context, { lists: 0, nested: 0 })
	].join('\n');
}

function preamble(model: DocumentModel): string {
	const { properties } = model;
	const keywords = [
		...properties.keywords,
		model.marking,
		...(properties.snapshot ? [`Snapshot ${properties.snapshot.number}`, `SHA-256 ${properties.snapshot.sha256}`] : [])
	];
	const [language, region] = model.language.split('-');
	const head = [model.banner, model.status].filter((text) => text !== null);
	const ink = `rgb("${colours.ink}")`;
	const grey = `rgb("${colours.grey}")`;

	return `#set document(title: ${literal(model.title)}, author: (${literal(properties.creator)},), description: ${literal(properties.subject)}, keywords: (${keywords.map((each) => `${literal(each)},`).join(' ')}), date: none)
#set text(font: "Arimo", fallback: false, size: 12pt, lang: ${literal(language ?? 'en')}, region: ${literal(region ?? 'GB')}, hyphenate: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 0.2em, spacing: 0.74em, justify: false)
#set page(width: ${page.width}pt, height: ${page.height}pt, margin: (top: ${page.top + (head.length - 1) * 6}pt, bottom: ${page.bottom}pt, x: ${page.side}pt), header-ascent: 14pt, footer-descent: 14pt,
  header: align(center)[#set par(spacing: 2pt, leading: 2pt)
#text(size: 11pt, weight: "bold", ${literal(model.marking)})
${head.map((text) => `\n#text(size: 9pt, fill: ${grey}, ${literal(text)})\n`).join('')}],
  footer: context grid(columns: (1fr, auto, 1fr), [], text(size: 11pt, weight: "bold", ${literal(model.marking)}), align(right, text(size: 9pt, fill: ${grey})[Page #counter(page).display() of #counter(page).final().first()])))
#set strong(delta: 300)
#set list(marker: ([•], [–]), indent: 0pt, body-indent: 10pt, spacing: 0.55em)
#set enum(indent: 0pt, body-indent: 10pt, spacing: 0.55em)
#set footnote.entry(gap: 4pt, clearance: 10pt, indent: 0pt)
#show footnote.entry: set text(size: 10pt)
#show raw: set text(font: "DejaVu Sans Mono", size: 10pt, fallback: false)
#show link: set text(fill: rgb("${colours.link}"))
#show footnote: set text(fill: ${ink})
#show heading: set text(fill: ${ink})
#show heading: set block(above: 1.6em, below: 0.75em, sticky: true)
#show heading.where(level: 1): set text(size: 14pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 3): set text(size: 12pt)
#show heading.where(level: 4): set text(size: 12pt, weight: "regular", style: "italic")
#show outline.entry.where(level: 1): set block(above: 0.75em)
#show outline.entry.where(level: 2): set block(above: 0.5em)
#set outline.entry(fill: repeat(text(fill: ${grey})[.], gap: 2pt))
#set table(stroke: (x, y) => (top: if y < 2 { 1.25pt + ${ink} } else { 0.5pt + rgb("${colours.line}") }), inset: (x: ${CELL_MARGIN}pt, y: 4pt), fill: (x, y) => if y == 0 { rgb("${colours.head}") })
#let numbered(number, place, body) = par(hanging-indent: ${INDENT}pt)[#box(width: ${INDENT}pt, baseline: 0.2em, number)#place#body]
#let recommended(body) = pad(left: ${INDENT}pt, block(breakable: false, stroke: (left: 2.25pt + ${ink}), inset: (left: 10pt, y: 2pt), above: 1em, below: 1em, body))
#let cited(body) = pad(left: ${INDENT}pt, block(stroke: (left: 1.5pt + rgb("${colours.line}")), inset: (left: 10pt, y: 2pt), above: 1em, below: 1em, body))
#show quote.where(block: true): set pad(x: 0pt)
#show quote.where(block: true): set block(spacing: 0.74em)
`;
}

function titleBlock(context: Context): string {
	const { model } = context;
	if (model.head) {
		return `${blocks(model.head, context, { lists: 0, nested: 0 })}
#block(above: 20pt, below: 14pt)[#show title: set text(size: 13pt, weight: "bold", fill: rgb("${colours.ink}"))
#title(${literal(model.title)})]
`;
	}
	const grey = `rgb("${colours.grey}")`;
	return `#[#set par(spacing: 5pt)
#block(below: 8pt)[#show title: set text(size: 18pt, weight: "bold", fill: rgb("${colours.ink}"))
#title(${literal(model.title)})]
${model.byLine ? `#text(fill: ${grey}, ${literal(model.byLine)})\n` : ''}
${model.status ? `#text(size: 11pt, weight: "bold", fill: ${grey}, ${literal(model.status)})\n` : ''}]
#block(above: 8pt, below: 16pt, line(length: 100%, stroke: 0.75pt + rgb("${colours.line}")))
`;
}

function contents({ model, numbering }: Context): string {
	if (!model.contents || contentsOf(numbering).length === 0) return '';
	return '#block(below: 8pt, sticky: true, text(size: 14pt, weight: "bold")[Contents])\n#outline(title: none, depth: 2, indent: 34pt)\n#v(12pt)\n';
}

function blocks(children: Block[], context: Context, place: Place): string {
	return children.map((child) => block(child, context, place)).join('\n\n');
}

function block(child: Block, context: Context, place: Place): string {
	const { numbering } = context;

	switch (child.type) {
		case 'heading':
			return `#heading(level: ${child.level}, ${body(child.runs, context)})${label(child, context)}`;
		case 'annex':
			return `#pagebreak(weak: true)\n#heading(level: 1, [#"Annex ${numbering.annex(child)}: ";#${body(child.runs, context)}])${label(child, context)}`;
		case 'paragraph': {
			const number = numbering.paragraph(child);
			const words = body(child.runs, context);
			const paragraph =
				number === null ? `par(${words})` : `numbered("${number}.", [${mark(numbering.place(child))}], ${words})`;
			return isRightToLeft(child.runs) ? `#[#set text(dir: rtl)\n#${paragraph}]` : `#${paragraph}`;
		}
		case 'list':
			return list(child, context, place);
		case 'table':
			return table(child, context);
		case 'figure':
			return figure(child, context);
		case 'quote':
			if (place.nested >= MAX_DEPTH) return blocks(child.blocks, context, place);
			return `#cited(quote(block: true, quotes: false, [${blocks(child.blocks, context, { ...place, nested: place.nested + 1 })}]))`;
		case 'code':
			return `#block(fill: rgb("${colours.code}"), inset: 8pt, width: 100%, raw(block: true, ${literal(child.text)}))`;
		case 'recommendation':
			return recommendation(child, context);
		case 'rule':
			return `#line(length: 100%, stroke: 0.75pt + rgb("${colours.line}"))`;
		case 'pageBreak':
			return '#pagebreak(weak: true)';
	}
}

function list(child: BlockOf<'list'>, context: Context, place: Place): string {
	// Deeper than a page can show, an item stands beside the one it belonged to.
	if (place.nested >= MAX_DEPTH) return child.items.map((item) => blocks(item, context, place)).join('\n\n');
	const inside = { lists: place.lists + 1, nested: place.nested + 1 };
	const items = child.items.map((item) => `[${blocks(item, context, inside)}]`).join(', ');
	const indent = place.nested === 0 && context.model.numbered ? INDENT : 0;
	if (!child.ordered) return `#pad(left: ${indent}pt, list(tight: false, ${items}))`;
	const labels = child.items
		.map((_, index) => `"${itemLabel(index + 1, place.lists, context.model.numbered)}",`)
		.join(' ');
	return `#pad(left: ${indent}pt, enum(tight: false, full: false, numbering: number => (${labels}).at(number - 1), ${items}))`;
}

function table(child: BlockOf<'table'>, context: Context): string {
	const { widths, size, inset, letters } = layoutTable(child);
	const number = context.numbering.table(child);
	const cell = (cells: Run[][]) => (_: unknown, column: number) =>
		body(breakable(cells[column] ?? [], letters[column] ?? 0), context);
	const aligns = widths.map(
		(_, column) => ({ left: 'left', centre: 'center', right: 'right' })[child.align[column] ?? 'left']
	);
	const caption =
		number === null
			? ''
			: `#block(sticky: true, above: 1.2em, below: 0.5em)[#text(size: 11pt)[#strong[${mark(context.numbering.place(child))}#"Table ${number}: ";#${body(child.caption ?? [], context)}]]]\n\n`;
	const header = widths.map((_, column) => `strong(${cell(child.header)(_, column)})`).join(', ');
	const rows = child.rows.map((row) => widths.map(cell(row)).join(', ')).join(',\n');
	const keep = child.rows.length <= ROWS_KEPT_TOGETHER;

	return `${caption}#block(breakable: ${!keep}, width: 100%, below: 1.3em)[#set text(size: ${size.toFixed(2)}pt)
#set table(inset: (x: ${inset}pt, y: 4pt))
#table(columns: (${widths.map((width) => `${width.toFixed(2)}fr,`).join(' ')}), align: (${aligns.map((align) => `${align},`).join(' ')}),
table.header(repeat: true, ${header}),
${rows}${rows === '' ? '' : ','}
table.hline(stroke: 1.25pt + rgb("${colours.ink}")))]`;
}

/** A word wider than its column would print over the next one, so it may be broken anywhere. */
function breakable(runs: Run[], letters: number): Run[] {
	return runs.map((run) => {
		if ('runs' in run) return { ...run, runs: breakable(run.runs, letters) };
		if (run.type !== 'text') return run;
		return { ...run, text: breakLongWords(run.text, letters) };
	});
}

function breakLongWords(text: string, letters: number): string {
	return text.replace(/\S+/g, (word) => (word.length > letters ? [...word].join('\u200b') : word));
}

function figure(child: BlockOf<'figure'>, context: Context): string {
	const svg = cleanSvg(child.svg);
	const words = `${mark(context.numbering.place(child))}#"Figure ${context.numbering.figure(child)}: ";#${body(child.caption, context)}`;
	const caption = `#block(sticky: true, above: 1.2em, below: 0.5em)[#text(size: 11pt)[#strong[${words}]]]`;
	if (!svg) return `${caption}\n\n#par([#${literal(child.alt)}])`;
	const { width, height } = pictureSize(svg);
	const markup = svg.markup.replace(/ font-family="[^"]*"/g, '').replace(/^<svg/, '<svg font-family="Arimo"');
	return `${caption}\n\n#block(breakable: false, below: 1.3em, image(bytes(${literal(markup)}), format: "svg", width: ${width.toFixed(2)}pt, height: ${height.toFixed(2)}pt, alt: ${literal(child.alt)}))`;
}

function recommendation(child: BlockOf<'recommendation'>, context: Context): string {
	const { number } = context.numbering.recommendation(child);
	const verb = child.verb ? `#strong(${literal(`${child.verb} `)})` : '';
	const reference = child.reference
		? `#text(fill: rgb("${colours.grey}"), ${literal(` ${referenceLabel(child.reference)}`)})`
		: '';
	return `#recommended([${mark(context.numbering.place(child))}#strong(${literal(`${recommendationLabel(number)} `)})${verb}#${body(child.runs, context)}${reference}])`;
}

/** A label of our own making, never an author's words. */
function label(child: Block, context: Context): string {
	const place = context.numbering.place(child);
	return place === null ? '' : ` <${place}>`;
}

function mark(place: string | null): string {
	return place === null ? '' : `#[#metadata(none)<${place}>]`;
}

/** Runs as one expression. */
function body(runs: Run[], context: Context): string {
	const words = runs.map((run) => toRun(run, context)).join('');
	return isRightToLeft(runs) ? `[#set text(dir: rtl);${words}]` : `[${words}]`;
}

function toRun(run: Run, context: Context): string {
	switch (run.type) {
		case 'text':
			return run.text === '' ? '' : `#${literal(breakLongWords(run.text, LONGEST_WORD))};`;
		case 'strong':
			return `#strong(${body(run.runs, context)});`;
		case 'emphasis':
			return `#emph(${body(run.runs, context)});`;
		case 'code':
			return run.text === '' ? '' : `#raw(${literal(run.text)});`;
		case 'break':
			return '#linebreak();';
		case 'anchor':
			return mark(context.numbering.anchor(run));
		case 'crossReference': {
			const target = context.numbering.target(run.name);
			if (!target) return `#strong(${literal(UNRESOLVED)});`;
			return `#link(<${target.place}>, ${literal(target.label)});`;
		}
		case 'link': {
			const target = run.href.startsWith('#') ? context.numbering.target(run.href.slice(1)) : null;
			if (target) return `#link(<${target.place}>, ${body(run.runs, context)});`;
			// A file has no site around it, so an address inside the application is printed as its words.
			const leads = /^(?:https?:\/\/|mailto:)./i.test(run.href) && runsText(run.runs).trim() !== '';
			return leads ? `#link(${literal(run.href)}, ${body(run.runs, context)});` : `#${body(run.runs, context)};`;
		}
		case 'footnotes':
			return noteMarks(run, context);
	}
}

function noteMarks(run: Extract<Run, { type: 'footnotes' }>, context: Context): string {
	const marks = run.keys.flatMap((key) => {
		const found = context.numbering.mark(run, key);
		if (!found) return [];
		if (context.noted.has(found.number)) return [`#footnote(<note-${found.number}>);`];
		context.noted.add(found.number);
		const note = context.numbering.notes[found.number - 1]?.note.text ?? '';
		return [`#footnote([#h(3pt)#${body([{ type: 'text', text: note }], context)}])<note-${found.number}>`];
	});
	return marks.join('#super(", ");');
}

/** A string of the typesetting language that can neither end itself nor hold a character that is not printed. */
function literal(text: string): string {
	// A byte order mark prints nothing, and PDF/UA has no room for it.
	const escaped = text
		.replace(/\ufeff/g, '')
		.replace(/[\\"]|[^\P{C}\n\t]|[\u2028\u2029]/gu, (character) =>
			character === '\\' || character === '"'
				? `\\${character}`
				: /\p{Cs}/u.test(character)
					? '\ufffd'
					: `\\u{${character.codePointAt(0)?.toString(16)}}`
		);
	return `"${escaped.replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`;
}
