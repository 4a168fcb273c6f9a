import type { Block, Run } from './document.ts';
import { escapeHtml } from './escape.ts';
import type { SafeHtml } from './html.ts';
import type { Reference } from './markdown.ts';
import { cleanSvg } from './svg.ts';

/** Writes blocks for the screen, such as what a live slot prints. A document is numbered and printed elsewhere. */
export function renderBlocks(
	blocks: readonly Block[],
	/** The address of a working reference, or null when there is nothing that this reader may open. */
	referenceHref: (reference: Reference) => string | null
): SafeHtml {
	return blocks.map((each) => block(each, referenceHref)).join('\n') as SafeHtml;
}

type Href = (reference: Reference) => string | null;

const workingReference = /(?<![\p{L}\p{N}_])[EFRPBLC][1-9]\d{0,6}(?![\p{L}\p{N}_])/gu;

function block(each: Block, href: Href): string {
	switch (each.type) {
		case 'heading':
		case 'annex':
		case 'paragraph':
			return `<p dir="auto">${inline(each.runs, href)}</p>`;
		case 'list': {
			const tag = each.ordered ? 'ol' : 'ul';
			const items = each.items.map((item) => `<li dir="auto">${item.map((part) => block(part, href)).join('\n')}</li>`);
			return `<${tag}>${items.join('')}</${tag}>`;
		}
		case 'table':
			return table(each, href);
		case 'figure':
			return figure(each, href);
		case 'quote':
			return `<blockquote dir="auto">${each.blocks.map((part) => block(part, href)).join('\n')}</blockquote>`;
		case 'code':
			return `<pre dir="ltr" tabindex="0"><code>${escapeHtml(each.text)}</code></pre>`;
		case 'recommendation': {
			const verb = each.verb ? `<strong>${escapeHtml(each.verb)}</strong> ` : '';
			return `<p dir="auto">${verb}${inline(each.runs, href)}</p>`;
		}
		case 'rule':
		case 'pageBreak':
			return '<hr>';
	}
}

function figure({ svg, alt, caption }: Extract<Block, { type: 'figure' }>, href: Href): string {
	const clean = cleanSvg(svg);
	const picture = clean
		? clean.markup.replace(/^<svg/, `<svg width="${clean.width}" role="img" aria-label="${escapeHtml(alt)}"`)
		: `<p>${escapeHtml(alt)}</p>`;
	return `<figure><figcaption dir="auto">${inline(caption, href)}</figcaption>${picture}</figure>`;
}

function table({ caption, align, header, rows }: Extract<Block, { type: 'table' }>, href: Href): string {
	const cell = (tag: string, attributes: string) => (runs: Run[], column: number) => {
		const aligned =
			align[column] === 'right' ? ' class="align-right"' : align[column] === 'centre' ? ' class="align-centre"' : '';
		return `<${tag}${attributes}${aligned} dir="auto">${inline(runs, href)}</${tag}>`;
	};
	const title = caption ? `<caption dir="auto">${inline(caption, href)}</caption>` : '';
	const head = header.map(cell('th', ' scope="col"')).join('');
	const body = rows.map((row) => `<tr>${row.map(cell('td', '')).join('')}</tr>`).join('');
	return (
		'<div class="table-scroll" role="group" aria-label="Table" tabindex="0">' +
		`<table>${title}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
	);
}

function inline(runs: readonly Run[], href: Href): string {
	return runs
		.map((run): string => {
			switch (run.type) {
				case 'text':
					return linked(run.text, href);
				case 'strong':
					return `<strong>${inline(run.runs, href)}</strong>`;
				case 'emphasis':
					return `<em>${inline(run.runs, href)}</em>`;
				case 'code':
					return `<code>${escapeHtml(run.text)}</code>`;
				case 'link':
					return inline(run.runs, href);
				case 'break':
					return '<br>';
				case 'footnotes':
				case 'anchor':
				case 'crossReference':
					return '';
			}
		})
		.join('');
}

function linked(text: string, href: Href): string {
	let html = '';
	let from = 0;
	for (const match of text.matchAll(workingReference)) {
		const address = href(match[0]);
		if (address === null) continue;
		const name = escapeHtml(match[0]);
		html += `${escapeHtml(text.slice(from, match.index))}<a class="reference" href="${escapeHtml(address)}" data-reference="${name}">${name}</a>`;
		from = match.index + match[0].length;
	}
	return html + escapeHtml(text.slice(from));
}
