import type { Block, DocumentModel, Run } from './document.ts';
import { escapeHtml } from './escape.ts';
import {
	contentsOf,
	itemLabel,
	numberDocument,
	type Numbering,
	recommendationLabel,
	referenceLabel,
	UNRESOLVED
} from './numbering.ts';
import { cleanSvg } from './svg.ts';

/** Writes a document as one accessible page that needs nothing else and prints with its marking. */
export function toHtml(original: DocumentModel): string {
	const numbering = numberDocument(original);
	const { model } = numbering;
	const context: Context = { model, numbering, marks: new Map() };
	const body = blocks(model.blocks, context, 0);
	const marking = escapeHtml(model.marking);

	return `<!doctype html>
<html lang="${model.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(model.title)}</title>
${metadata(model)}
<style>
${style(model.marking)}
</style>
</head>
<body>
<header class="marking"><p>${marking}</p>${model.banner ? `<p class="banner">${escapeHtml(model.banner)}</p>` : ''}</header>
<main${model.numbered ? ' class="paragraphs-numbered"' : ''}>
${blocks(model.head ?? [], context, 0)}<h1 dir="auto"${model.head ? ' class="subject"' : ''}>${escapeHtml(model.title)}</h1>
${model.byLine ? `<p class="by-line">${escapeHtml(model.byLine)}</p>\n` : ''}${
		model.status ? `<p class="status">${escapeHtml(model.status)}</p>\n` : ''
	}${contents(context)}${body}
${notes(context)}</main>
<footer class="marking"><p>${marking}</p></footer>
</body>
</html>
`;
}

type Context = {
	model: DocumentModel;
	numbering: Numbering;
	/** How many marks of each note have been printed; each needs its own way back. */
	marks: Map<number, number>;
};

function contents({ model, numbering }: Context): string {
	const entries = model.contents ? contentsOf(numbering) : [];
	if (entries.length === 0) return '';
	const items = entries.map(
		({ level, text, place }) =>
			`<li${level === 2 ? ' class="second"' : ''}><a href="#${place}" dir="auto">${escapeHtml(text)}</a></li>`
	);
	return `<nav class="contents" aria-labelledby="contents-heading">
<h2 id="contents-heading">Contents</h2>
<ol class="plain" role="list">
${items.join('\n')}
</ol>
</nav>
`;
}

type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;

function metadata({ properties, marking }: DocumentModel): string {
	const named: [string, string][] = [
		['author', properties.creator],
		['description', properties.subject],
		['keywords', properties.keywords.join(', ')],
		['marking', marking],
		['snapshot-number', properties.snapshot?.number ?? ''],
		['snapshot-sha256', properties.snapshot?.sha256 ?? '']
	];
	return named
		.filter(([, content]) => content !== '')
		.map(([name, content]) => `<meta name="${name}" content="${escapeHtml(content)}">`)
		.join('\n');
}

function style(marking: string): string {
	const text = cssString(marking);
	return `:root { color-scheme: light; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; color: #1b2733; background: #fff; }
body { font: 1.0625rem/1.5 Arial, Helvetica, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 1.8em 0 0.5em; break-after: avoid; }
h1 { font-size: 1.7rem; margin-top: 1rem; }
h2 { font-size: 1.3rem; }
h3 { font-size: 1.12rem; }
h4, h5 { font-size: 1rem; }
h5 { font-style: italic; font-weight: normal; }
.marking { text-align: center; font-weight: bold; }
.marking p { margin: 0; }
footer.marking { margin-top: 3rem; }
h1.subject { margin: 1.5rem 0 1rem; font-size: 1.125rem; }
.banner { font-weight: normal; font-size: 0.875rem; }
.banner, .by-line, .status, .reference { color: #4a5560; }
.by-line { margin: 0; }
.status { margin: 0.25rem 0 2rem; font-weight: bold; }
.numbered, ol.list > li { position: relative; }
.numbered > .number, ol.list > li > .number { position: absolute; left: 0; }
ul { padding-left: 1.5rem; }
ol.list { list-style: none; padding-left: 0; }
ol.list > li { padding-left: 2.25rem; }
.numbered, .paragraphs-numbered > ol.list { padding-left: 3rem; }
.paragraphs-numbered > ul { padding-left: 4.25rem; }
li, li p { margin: 0.35em 0; }
blockquote, .recommendation { margin: 1.2em 0; padding-left: 1rem; border-left: 3px solid #a9b2ba; }
.recommendation { border-left: 4px solid #1b2733; break-inside: avoid; }
.paragraphs-numbered > blockquote, .paragraphs-numbered > .recommendation { margin-left: 3rem; }
pre { background: #f1f3f5; padding: 0.75rem; overflow-x: auto; }
code { font-size: 0.9375em; }
.table { overflow-x: auto; margin: 1.2em 0; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; border-block: 2px solid #1b2733; }
caption { text-align: left; font-weight: bold; padding-bottom: 0.4em; }
th, td { padding: 0.35em 0.5em; text-align: left; vertical-align: top; border-bottom: 1px solid #a9b2ba; }
th { background: #e8ecef; }
th.right, td.right { text-align: right; }
th.centre, td.centre { text-align: center; }
figure { margin: 1.2em 0; break-inside: avoid; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { font-weight: bold; padding-bottom: 0.4em; font-size: 0.9375rem; }
.contents { margin: 0 0 2rem; border-bottom: 1px solid #a9b2ba; padding-bottom: 1rem; }
ol.plain { list-style: none; padding-left: 0; }
.contents .second { padding-left: 1.5rem; }
hr { border: 0; border-top: 1px solid #a9b2ba; }
a { color: #1d4f91; }
a:focus, [tabindex]:focus { outline: 3px solid #b8860b; outline-offset: 2px; }
sup { line-height: 0; }
.notes { margin-top: 3rem; border-top: 1px solid #a9b2ba; font-size: 0.875rem; }
@media print {
	body { max-width: none; padding: 0; font-size: 12pt; color: #000; }
	header.marking > p:first-child, footer.marking { display: none; }
	.page-break { break-before: page; }
	tr { break-inside: avoid; }
	thead { display: table-header-group; }
	.table { overflow: visible; }
	a { color: inherit; text-decoration: none; }
}
@page {
	size: A4;
	margin: 23mm;
	@top-center { content: ${text}; font: bold 11pt Arial, sans-serif; }
	@bottom-center { content: ${text}; font: bold 11pt Arial, sans-serif; }
	@bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt Arial, sans-serif; }
}`;
}

/** A string of CSS that can neither end itself nor the style element around it. */
function cssString(text: string): string {
	const escaped = text.replace(/[^\p{L}\p{N} ,.:-]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
	return `"${escaped}"`;
}

function blocks(children: Block[], context: Context, depth: number): string {
	return children.map((child) => block(child, context, depth)).join('\n');
}

function block(child: Block, context: Context, depth: number): string {
	const { numbering } = context;

	switch (child.type) {
		case 'heading':
			return `<h${child.level + 1}${id(numbering.place(child))} dir="auto">${inline(child.runs, context)}</h${child.level + 1}>`;
		case 'annex':
			return `<h2 class="page-break"${id(numbering.place(child))} dir="auto">Annex ${numbering.annex(child)}: ${inline(child.runs, context)}</h2>`;
		case 'paragraph': {
			const number = numbering.paragraph(child);
			if (number === null) return `<p dir="auto">${inline(child.runs, context)}</p>`;
			return `<p class="numbered" ${id(numbering.place(child))}><span class="number">${number}.</span> ${inline(child.runs, context)}</p>`;
		}
		case 'list':
			return list(child, context, depth);
		case 'table':
			return table(child, context);
		case 'figure':
			return figure(child, context);
		case 'quote':
			return `<blockquote>${blocks(child.blocks, context, depth)}</blockquote>`;
		case 'code':
			return `<pre tabindex="0"><code>${escapeHtml(child.text)}</code></pre>`;
		case 'recommendation':
			return recommendation(child, context);
		case 'rule':
			return '<hr>';
		case 'pageBreak':
			return '<div class="page-break"></div>';
	}
}

function list(child: BlockOf<'list'>, context: Context, depth: number): string {
	const items = child.items.map((item, index) => {
		const label = child.ordered ? itemLabel(index + 1, depth, context.model.numbered) : null;
		return `<li dir="auto">${label === null ? '' : `<span class="number">${label}</span> `}${listItem(item, context, depth + 1)}</li>`;
	});
	return child.ordered ? `<ol class="list" role="list">${items.join('\n')}</ol>` : `<ul>${items.join('\n')}</ul>`;
}

function listItem(item: Block[], context: Context, depth: number): string {
	const [first, ...rest] = item;
	if (first?.type !== 'paragraph') return blocks(item, context, depth);
	return [inline(first.runs, context), ...rest.map((child) => block(child, context, depth))].join('\n');
}

function table(child: BlockOf<'table'>, context: Context): string {
	const cell = (tag: string, attributes: string) => (content: Run[], column: number) => {
		const align = child.align[column] ?? 'left';
		const aligned = align === 'left' ? '' : ` class="${align}"`;
		return `<${tag}${attributes}${aligned} dir="auto">${inline(content, context)}</${tag}>`;
	};
	const number = context.numbering.table(child);
	// Marks are counted in the order of reading, so the caption is written before the rows.
	const caption =
		number === null
			? ''
			: `<caption${id(context.numbering.place(child))}>Table ${number}: ${inline(child.caption ?? [], context)}</caption>`;
	const header = child.header.map(cell('th', ' scope="col"')).join('');
	const rows = child.rows.map((row) => `<tr>${row.map(cell('td', '')).join('')}</tr>`).join('\n');
	const label = number === null ? 'Table' : `Table ${number}`;

	return `<div class="table" role="region" aria-label="${label}" tabindex="0"><table>${caption}
<thead><tr>${header}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** The picture is cleaned again here, so that no other road into a page exists. */
function figure(child: BlockOf<'figure'>, context: Context): string {
	const { numbering } = context;
	const svg = cleanSvg(child.svg);
	const label = child.alt === '' ? ' aria-hidden="true"' : ` role="img" aria-label="${escapeHtml(child.alt)}"`;
	const picture = svg
		? svg.markup.replace(/^<svg/, `<svg width="${svg.width}"${label}`)
		: `<p>${escapeHtml(child.alt)}</p>`;
	return `<figure${id(numbering.place(child))}><figcaption>Figure ${numbering.figure(child)}: ${inline(child.caption, context)}</figcaption>
${picture}</figure>`;
}

function id(place: string | null): string {
	return place === null ? '' : ` id="${place}"`;
}

function recommendation(child: BlockOf<'recommendation'>, context: Context): string {
	const { number } = context.numbering.recommendation(child);
	const verb = child.verb ? `<strong>${escapeHtml(child.verb)}</strong> ` : '';
	const reference = child.reference
		? ` <span class="reference">${escapeHtml(referenceLabel(child.reference))}</span>`
		: '';
	return `<p class="recommendation"${id(context.numbering.place(child))}><strong>${recommendationLabel(number)}</strong> ${verb}${inline(child.runs, context)}${reference}</p>`;
}

function inline(runs: Run[], context: Context): string {
	return runs.map((run) => toRun(run, context)).join('');
}

function toRun(run: Run, context: Context): string {
	switch (run.type) {
		case 'text':
			return escapeHtml(run.text);
		case 'strong':
			return `<strong>${inline(run.runs, context)}</strong>`;
		case 'emphasis':
			return `<em>${inline(run.runs, context)}</em>`;
		case 'code':
			return `<code>${escapeHtml(run.text)}</code>`;
		case 'break':
			return '<br>';
		case 'anchor': {
			const place = context.numbering.anchor(run);
			return place === null ? '' : `<span id="${place}"></span>`;
		}
		case 'crossReference': {
			const target = context.numbering.target(run.name);
			if (!target) return `<strong>${escapeHtml(UNRESOLVED)}</strong>`;
			return `<a href="#${target.place}">${escapeHtml(target.label)}</a>`;
		}
		case 'link': {
			const target = run.href.startsWith('#') ? context.numbering.target(run.href.slice(1)) : null;
			if (target) return `<a href="#${target.place}">${inline(run.runs, context)}</a>`;
			// A file has no site around it, so an address inside the application is printed as its words.
			return /^(?:https?|mailto):/i.test(run.href)
				? `<a href="${escapeHtml(run.href)}" rel="noopener noreferrer">${inline(run.runs, context)}</a>`
				: inline(run.runs, context);
		}
		case 'footnotes':
			return noteMarks(run, context);
	}
}

function noteMarks(run: Extract<Run, { type: 'footnotes' }>, context: Context): string {
	const marks = run.keys.flatMap((key) => {
		const mark = context.numbering.mark(run, key);
		if (mark === null) return [];
		const nth = (context.marks.get(mark.number) ?? 0) + 1;
		context.marks.set(mark.number, nth);
		return `<a href="#note-${mark.number}" id="mark-${mark.number}-${nth}" role="doc-noteref" aria-label="Note ${mark.number}">${mark.number}</a>`;
	});
	return marks.length > 0 ? `<sup>${marks.join(', ')}</sup>` : '';
}

function notes(context: Context): string {
	if (context.numbering.notes.length === 0) return '';

	const items = context.numbering.notes.map(({ number, note }) => {
		const count = context.marks.get(number) ?? 0;
		const back = Array.from({ length: count }, (_, index) => {
			const label =
				count === 1 ? `Back to note ${number} in the text` : `Back to place ${index + 1} of note ${number} in the text`;
			return `<a href="#mark-${number}-${index + 1}" role="doc-backlink" aria-label="${label}">↩</a>`;
		});
		return `<li id="note-${number}"><span class="number">${number}.</span> <span dir="auto">${escapeHtml(note.text)}</span> ${back.join(' ')}</li>`;
	});

	return `<section class="notes" role="doc-endnotes" aria-labelledby="notes-heading">
<h2 id="notes-heading">Notes</h2>
<ol class="list" role="list">
${items.join('\n')}
</ol>
</section>
`;
}
