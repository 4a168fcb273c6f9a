import { oneLine } from '#lib/documents/anchor.ts';
import { inlineText, type Node, parseMarkdown } from '#lib/documents/markdown.ts';
import { paragraphsOf } from '../paragraphs.ts';

/** The words of a section's paragraphs without their formatting, each on one line; empty for what has no words. */
export function plainParagraphs(body: string): string[] {
	return paragraphsOf(body).map((paragraph) => wordsOf(parseMarkdown(paragraph)));
}

/** The text that anchors are made in and found in: every word of a section, single spaces between them. */
export function plainTextOf(body: string): string {
	return plainParagraphs(body)
		.filter((paragraph) => paragraph !== '')
		.join(' ');
}

/** The paragraphs that have words, each with its place in the text that anchors are made in. */
export function paragraphPlaces(body: string): { text: string; start: number; end: number }[] {
	let at = 0;
	return plainParagraphs(body)
		.filter((paragraph) => paragraph !== '')
		.map((text) => {
			const start = at;
			at += text.length + 1;
			return { text, start, end: start + text.length };
		});
}

function wordsOf(nodes: readonly Node[]): string {
	return oneLine(nodes.map(nodeText).join(' '));
}

function nodeText(node: Node): string {
	switch (node.type) {
		case 'heading':
		case 'paragraph':
			return inlineText(node.children);
		case 'list':
			return node.items.map(wordsOf).join(' ');
		case 'quote':
			return wordsOf(node.children);
		case 'code':
			return node.text;
		case 'table':
			return [node.header, ...node.rows].flat().map(inlineText).join(' ');
		default:
			return '';
	}
}
