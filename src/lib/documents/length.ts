import { inlineText, parseMarkdown, walkNodes } from './markdown.ts';

/** Words of 12 point Arial on a page of A4 with numbered, spaced paragraphs. */
export const WORDS_PER_PAGE = 450;

/** Rows of a table on the same page, allowing for cells of two lines. */
export const TABLE_ROWS_PER_PAGE = 25;

export type Length = {
	/** Every word that prints, those in tables too; citations and live slots have none of their own. */
	words: number;
	tableWords: number;
	tableRows: number;
};

export function measureLength(markdown: string): Length {
	const length = { words: 0, tableWords: 0, tableRows: 0 };

	walkNodes(parseMarkdown(markdown), (node) => {
		if (node.type === 'heading' || node.type === 'paragraph') length.words += wordsIn(inlineText(node.children));
		if (node.type === 'code') length.words += wordsIn(node.text);
		if (node.type === 'table') {
			const rows = [node.header, ...node.rows];
			length.tableRows += rows.length;
			length.tableWords += rows.flat().reduce((sum, cell) => sum + wordsIn(inlineText(cell)), 0);
		}
	});

	return { ...length, words: length.words + length.tableWords };
}

export function countWords(markdown: string): number {
	return measureLength(markdown).words;
}

export function addLengths(lengths: Length[]): Length {
	return lengths.reduce(
		(sum, each) => ({
			words: sum.words + each.words,
			tableWords: sum.tableWords + each.tableWords,
			tableRows: sum.tableRows + each.tableRows
		}),
		{ words: 0, tableWords: 0, tableRows: 0 }
	);
}

/** Pages of A4 to one decimal place: what a length meter shows, not what a printer will do. */
export function estimatePages({ words, tableWords, tableRows }: Length): number {
	const pages = (words - tableWords) / WORDS_PER_PAGE + tableRows / TABLE_ROWS_PER_PAGE;
	return Math.round(pages * 10) / 10;
}

/** "£81.75m", "twenty-five" and "Secretary's" are one word each; a dash or a sign on its own is none. */
function wordsIn(text: string): number {
	return text.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}
