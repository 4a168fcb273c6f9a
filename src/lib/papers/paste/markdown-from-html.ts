import { nestWordLists } from './word-lists.ts';
import { runsToMarkdown, type TextRun } from './runs.ts';
import { takeNotes } from './notes.ts';

/**
 * The words of a piece of HTML as Markdown, with its headings, lists, tables, notes, bold, italics and links. The tree is
 * changed on the way. Notes are marked where they stood and follow at the end.
 */
export function markdownFromHtml(root: HTMLElement): { text: string; notes: number } {
	for (const element of Array.from(root.querySelectorAll('script, style, template, noscript, title, head, o\\:p'))) {
		// Word ends each paragraph with an empty element of its own.
		if (element.tagName !== 'O:P' || element.textContent.trim() === '') element.remove();
	}
	const notes = takeNotes(root);
	nestWordLists(root);
	const body = blocksOf(root, false);
	const last = notes.map((note, index) => `Note ${index + 1}: ${blocksOf(note, false).join(' ')}`.trim());
	return { text: [...body, ...last].join('\n\n'), notes: notes.length };
}

const blockNames = new Set(
	'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE UL'.split(
		' '
	)
);

/** @param inItem whether the blocks stand in an item or a cell, where there are no headings */
function blocksOf(parent: Node, inItem: boolean): string[] {
	const blocks: string[] = [];
	let runs: TextRun[] = [];
	const settle = () => {
		const text = runsToMarkdown(runs);
		if (text !== '') blocks.push(text);
		runs = [];
	};
	for (const node of Array.from(parent.childNodes)) {
		if (!isElement(node) || !holdsBlocks(node)) {
			runs.push(...runsOf(node, plain));
			continue;
		}
		settle();
		if (!isHidden(node)) blocks.push(...blockOf(node, inItem));
	}
	settle();
	return blocks;
}

function blockOf(element: Element, inItem: boolean): string[] {
	const name = element.tagName;
	const level = headingLevel(element);
	if (level !== null && !inItem) {
		const text = runsToMarkdown(element.textContent === '' ? [] : runsOf(element, { ...plain, bold: 'never' }));
		return text === '' ? [] : [`${'#'.repeat(level)} ${text.replace(/\s*\n\s*/g, ' ')}`];
	}
	if (name === 'UL' || name === 'OL') return listOf(element);
	if (name === 'TABLE') return tableOf(element);
	if (name === 'HR') return ['---'];
	if (name === 'PRE') {
		const text = element.textContent.replace(/\n+$/, '');
		return text.trim() === '' ? [] : ['```\n' + text + '\n```'];
	}
	const blocks = blocksOf(element, inItem);
	if (name === 'BLOCKQUOTE') return blocks.map((block) => indented(block, '> ', '> '));
	if (name === 'LI') return blocks.length === 0 ? [] : [itemOf('- ', blocks)];
	if (isCaption(element)) return blocks.map((block) => block.replace(/^Table\s*[\dA-Z.]*\s*[:.–-]?\s*/i, 'Table: '));
	return blocks;
}

/** The section has the first level, so that headings inside it begin one below. */
function headingLevel(element: Element): number | null {
	const found = /^H([1-6])$/.exec(element.tagName)?.[1] ?? /\bMsoHeading([1-6])\b/.exec(element.className)?.[1];
	if (found) return Math.min(6, Number(found) + 2);
	return /\bMso(?:Sub)?Title\b/.test(element.className) ? 3 : null;
}

/** Word's caption of a table is called one here too. */
function isCaption(element: Element): boolean {
	if (element.tagName === 'CAPTION') return true;
	return /\bMsoCaption\b/.test(element.className) && element.nextElementSibling?.tagName === 'TABLE';
}

function listOf(list: Element): string[] {
	const items: string[] = [];
	const ordered = list.tagName === 'OL';
	let number = Number(list.getAttribute('start') ?? 1) || 1;
	for (const child of Array.from(list.children)) {
		const nested = child.tagName === 'UL' || child.tagName === 'OL';
		const last = items.length - 1;
		// Some programs put an inner list beside the item that it belongs to.
		if (nested && items[last] !== undefined) {
			const marker = /^(?:- |\d+\. )/.exec(items[last])?.[0] ?? '- ';
			items[last] += `\n${indented(listOf(child).join('\n'), ' '.repeat(marker.length), ' '.repeat(marker.length))}`;
			continue;
		}
		const blocks = child.tagName === 'LI' ? blocksOf(child, true) : blockOf(child, true);
		if (blocks.length === 0) continue;
		items.push(itemOf(ordered ? `${number++}. ` : '- ', blocks));
	}
	return items.length === 0 ? [] : [items.join('\n')];
}

function itemOf(marker: string, blocks: readonly string[]): string {
	const [first = '', ...rest] = blocks;
	const space = ' '.repeat(marker.length);
	return rest.reduce(
		(item, block) => {
			const inner = isList(block) ? '\n' : '\n\n';
			return item + inner + indented(block, space, space);
		},
		indented(first, marker, space)
	);
}

function isList(block: string): boolean {
	return /^(?:- |\d+\. )/.test(block);
}

function indented(text: string, first: string, others: string): string {
	return text
		.split('\n')
		.map((line, index) => (line === '' && others.trim() === '' ? line : (index === 0 ? first : others) + line))
		.join('\n');
}

function tableOf(table: Element): string[] {
	const rows = gridOf(table);
	const columns = Math.max(0, ...rows.map((row) => row.length));
	const caption = Array.from(table.children).find((child) => child.tagName === 'CAPTION');
	const above = caption
		? blockOf(caption, false).map((text) => (text.startsWith('Table:') ? text : `Table: ${text}`))
		: [];
	if (rows.length === 0 || columns === 0) return above;
	// A table of one column is how some programs lay out a page.
	if (columns === 1) return [...above, ...cellsIn(table).flatMap((cell) => blocksOf(cell, false))];
	const line = (cells: readonly string[]) =>
		`| ${Array.from({ length: columns }, (_, at) => cells[at] ?? '').join(' | ')} |`;
	const [header = [], ...others] = rows;
	return [...above, [line(header), line(Array.from({ length: columns }, () => '---')), ...others.map(line)].join('\n')];
}

/** Cells over several rows or columns leave their other places empty. */
function gridOf(table: Element): string[][] {
	const below: number[] = [];
	return rowsIn(table)
		.map((row) => {
			const cells: string[] = [];
			const skip = () => {
				while ((below[cells.length] ?? 0) > 0) {
					below[cells.length] = (below[cells.length] ?? 0) - 1;
					cells.push('');
				}
			};
			for (const cell of Array.from(row.children)) {
				if (!isCell(cell)) continue;
				skip();
				const [across, down] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
				const text = blocksOf(cell, true)
					.join(' ')
					.replace(/\s*\n\s*/g, ' ')
					.replaceAll('|', '\\|');
				for (let at = 0; at < across; at += 1) {
					below[cells.length] = down - 1;
					cells.push(at === 0 ? text : '');
				}
			}
			skip();
			return cells;
		})
		.filter((cells) => cells.some((cell) => cell !== ''));
}

function rowsIn(table: Element): Element[] {
	return Array.from(table.children).flatMap((child) =>
		child.tagName === 'TR' ? [child] : /^T(?:HEAD|BODY|FOOT)$/.test(child.tagName) ? rowsIn(child) : []
	);
}

function cellsIn(table: Element): Element[] {
	return rowsIn(table).flatMap((row) => Array.from(row.children).filter(isCell));
}

function isCell(element: Element): boolean {
	return element.tagName === 'TD' || element.tagName === 'TH';
}

function spanOf(cell: Element, name: 'colspan' | 'rowspan'): number {
	return Math.min(100, Math.max(1, Number(cell.getAttribute(name)) || 1));
}

function holdsBlocks(element: Element): boolean {
	if (blockNames.has(element.tagName) || element.tagName === 'CAPTION') return true;
	return element.tagName !== 'A' && Array.from(element.children).some(holdsBlocks);
}

type Look = { bold: boolean | 'never'; italic: boolean; code: boolean; href: string | null };

const plain: Look = { bold: false, italic: false, code: false, href: null };

function runsOf(node: Node, look: Look): TextRun[] {
	if (node.nodeType === 3) return [runOf(node.textContent ?? '', look)];
	if (!isElement(node)) return [];
	if (node.tagName === 'BR') return [{ ...runOf('', look), lineBreak: true }];
	if (node.tagName === 'IMG') {
		const words = node.getAttribute('alt')?.trim() ?? '';
		return words === '' ? [] : [runOf(`(Picture: ${words})`, look)];
	}
	if (isHidden(node)) return [];
	const now = lookOf(node, look);
	return Array.from(node.childNodes).flatMap((child) => runsOf(child, now));
}

function runOf(text: string, look: Look): TextRun {
	return { ...look, bold: look.bold === true, text, lineBreak: false };
}

function lookOf(element: Element, look: Look): Look {
	const name = element.tagName;
	const style = element.getAttribute('data-style') ?? '';
	const weight = /(?<![-\w])font-weight:\s*(bold|bolder|normal|\d+)/i.exec(style)?.[1];
	const slant = /(?<![-\w])font-style:\s*(italic|oblique|normal)/i.exec(style)?.[1];
	const heavy = weight ? /bold/i.test(weight) || Number(weight) >= 600 : name === 'B' || name === 'STRONG' || look.bold;
	const slanted = slant ? slant !== 'normal' : name === 'I' || name === 'EM' || name === 'CITE' || look.italic;
	const href = name === 'A' ? element.getAttribute('href') : null;
	return {
		bold: look.bold === 'never' ? 'never' : heavy === true,
		italic: slanted,
		code: look.code || name === 'CODE' || name === 'KBD' || name === 'TT',
		href: href !== null && /^(?:https?:|mailto:)/i.test(href) ? href : look.href
	};
}

function isHidden(element: Element): boolean {
	return /display:\s*none|mso-hide:\s*all/i.test(element.getAttribute('data-style') ?? '');
}

function isElement(node: Node): node is Element {
	return node.nodeType === 1;
}
