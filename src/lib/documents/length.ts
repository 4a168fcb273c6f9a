import { type Block, type Run, runsText } from './document.ts';
import { inlineText, type Node, parseMarkdown, walkNodes } from './markdown.ts';

/**
 * The page that `to-docx.ts` lays out: A4, 12 point Arial, two-centimetre margins, numbered and spaced paragraphs.
 * Measured on rendered papers; change them together with its margins and spacing.
 */
export const LINES_PER_PAGE = 48;
const CHARACTERS_PER_LINE = 84;
/** The width of the text and the height of a line in CSS pixels. */
const TEXT_WIDTH = 642;
const LINE_HEIGHT = 20.2;
/** The space under a paragraph, under a list item, and around a heading with its own line, in lines. */
const PARAGRAPH_SPACE = 0.5;
const ITEM_SPACE = 0.3;
const HEADING_LINES = 2.4;
/** A row of a table, allowing for cells of two lines. */
export const TABLE_ROW_LINES = 1.9;
/** Title, by-line, the line of the meeting and the rule under them. */
export const TITLE_LINES = 7;

export type Length = {
	/** Every word that prints, those in tables too; citations and live slots have none of their own. */
	words: number;
	/** Lines of the page, with the space around them. */
	lines: number;
};

/** How much room one section's Markdown takes. */
export function measureLength(markdown: string): Length {
	const nodes = parseMarkdown(markdown);
	let words = 0;
	walkNodes(nodes, (node) => {
		if (node.type === 'heading' || node.type === 'paragraph') words += wordsIn(inlineText(node.children));
		if (node.type === 'code') words += wordsIn(node.text);
		if (node.type === 'table') {
			words += [node.header, ...node.rows].flat().reduce((sum, cell) => sum + wordsIn(inlineText(cell)), 0);
		}
	});
	return { words, lines: nodes.reduce((sum, node) => sum + linesOf(node), 0) };
}

/** How much room blocks take that were not written as Markdown, such as what a live slot prints. */
export function measureBlocks(blocks: readonly Block[]): Length {
	return addLengths(blocks.map(measureBlock));
}

/** A heading that stands outside the Markdown. */
export function measureHeading(text: string): Length {
	return { words: wordsIn(text), lines: HEADING_LINES };
}

export function countWords(markdown: string): number {
	return measureLength(markdown).words;
}

export function addLengths(lengths: Length[]): Length {
	return lengths.reduce((sum, each) => ({ words: sum.words + each.words, lines: sum.lines + each.lines }), {
		words: 0,
		lines: 0
	});
}

/** Pages of A4 to one decimal place: what a length meter shows, not what a printer will do. */
export function estimatePages({ lines }: Length): number {
	return Math.round((lines / LINES_PER_PAGE) * 10) / 10;
}

function measureBlock(block: Block): Length {
	switch (block.type) {
		case 'heading':
		case 'annex':
			return { words: runsWords(block.runs), lines: HEADING_LINES };
		case 'paragraph':
			return { words: runsWords(block.runs), lines: textLines(runsText(block.runs)) + PARAGRAPH_SPACE };
		case 'recommendation': {
			const text = `${block.verb ?? ''} ${runsText(block.runs)}`;
			return { words: wordsIn(text), lines: textLines(text) + PARAGRAPH_SPACE };
		}
		case 'list': {
			const items = addLengths(block.items.map(measureBlocks));
			return { words: items.words, lines: items.lines + PARAGRAPH_SPACE };
		}
		case 'quote':
			return measureBlocks(block.blocks);
		case 'code':
			return { words: wordsIn(block.text), lines: block.text.split('\n').length + PARAGRAPH_SPACE };
		case 'table':
			return measureTable(block);
		case 'figure':
			return { words: runsWords(block.caption), lines: HEADING_LINES + figureLines(block.svg) };
		default:
			return { words: 0, lines: 0 };
	}
}

/** Cells of a table that a slot prints hold whole sentences, so its rows are as high as their fullest cell. */
function measureTable({ caption, header, rows }: Extract<Block, { type: 'table' }>): Length {
	const cells = [...(caption ? [caption] : []), ...header, ...rows.flat()];
	const width = CHARACTERS_PER_LINE / Math.max(1, header.length);
	const height = (row: Run[][]) =>
		Math.max(
			1,
			...row.map((cell) =>
				runsText(cell)
					.split('\n')
					.reduce((sum, part) => sum + Math.ceil(part.length / width), 0)
			)
		);
	return {
		words: cells.reduce((sum, cell) => sum + runsWords(cell), 0),
		lines: [header, ...rows].reduce((sum, row) => sum + height(row) + (TABLE_ROW_LINES - 1), PARAGRAPH_SPACE)
	};
}

/** A picture takes the width of the text where it is wider. */
function figureLines(svg: string): number {
	const [, , width = 0, height = 0] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(/[\s,]+/).map(Number);
	if (!(width > 0 && height > 0)) return 0;
	return (height * Math.min(1, TEXT_WIDTH / width)) / LINE_HEIGHT;
}

function runsWords(runs: Run[]): number {
	return wordsIn(runsText(runs));
}

function linesOf(node: Node): number {
	switch (node.type) {
		case 'heading':
			return HEADING_LINES;
		case 'paragraph':
			return textLines(inlineText(node.children)) + PARAGRAPH_SPACE;
		case 'list':
			return node.items.reduce(
				(sum, item) => sum + item.reduce((inner, child) => inner + linesOf(child) - PARAGRAPH_SPACE, ITEM_SPACE),
				PARAGRAPH_SPACE
			);
		case 'quote':
			return node.children.reduce((sum, child) => sum + linesOf(child), 0);
		case 'code':
			return node.text.split('\n').length + PARAGRAPH_SPACE;
		case 'table':
			return (node.rows.length + 1) * TABLE_ROW_LINES + PARAGRAPH_SPACE;
		default:
			return 0;
	}
}

function textLines(text: string): number {
	return text === ''
		? 0
		: text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / CHARACTERS_PER_LINE)), 0);
}

/** "£81.75m", "twenty-five" and "Secretary's" are one word each; a dash or a sign on its own is none. */
function wordsIn(text: string): number {
	return text.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}
