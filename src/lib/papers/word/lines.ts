import { inlineText, parseMarkdown } from '#lib/documents/markdown.ts';
import { bookmarkOf } from '#lib/documents/word/names.ts';
import type { ReadBlock, Reading, Span } from '#lib/documents/word/reading.ts';
import { type SettledBlock, type SettledParagraph, wordsIn } from '#lib/documents/word/settle.ts';
import { type Cited, fingerprint, plainSpans } from '#lib/documents/word/spans.ts';

/** A paragraph of a Word file at its place: in the text, or in a cell of a table. */
export type Line = {
	paragraph: SettledParagraph;
	cell: { table: number; row: number; column: number } | null;
};

/** What a line of the sent file stands for. */
export type LineName =
	| { kind: 'text'; section: number; version: number; unit: number; line: number }
	| { kind: 'heading'; section: number }
	| { kind: 'fixed' }
	| { kind: 'suggested' };

/** A line of the file as it was sent, before any change. */
export type SentLine = Line & {
	id: string;
	name: LineName;
	order: number;
	/** What it said, and what it would say with the suggestions that went out; null where they would take it away. */
	print: string;
	suggested: string | null;
};

export function linesOf(blocks: readonly SettledBlock[]): Line[] {
	let tables = 0;
	return blocks.flatMap((block): Line[] => {
		if (block.type === 'paragraph') return [{ paragraph: block, cell: null }];
		const table = tables++;
		return block.rows.flatMap((cells, row) =>
			cells.flatMap((paragraphs, column) =>
				paragraphs.map((paragraph) => ({ paragraph, cell: { table, row, column } }))
			)
		);
	});
}

export function nameOf(id: string): LineName | null {
	const text = /^(\d+)_(\d+)_(\d+)_(\d+)$/.exec(bookmarkOf('p', id) ?? '');
	if (text) {
		const [section = 0, version = 0, unit = 0, line = 0] = text.slice(1).map(Number);
		return { kind: 'text', section, version, unit, line };
	}
	const heading = bookmarkOf('h', id);
	if (heading !== null) return { kind: 'heading', section: Number(heading) };
	if (bookmarkOf('x', id) !== null) return { kind: 'fixed' };
	return bookmarkOf('s', id) !== null ? { kind: 'suggested' } : null;
}

/** What a line says, to be compared. The style of a heading, and of a table's first row, says nothing of its own. */
export function printOf(line: Line, cited: Cited): string {
	return fingerprint(spansOf(line), cited);
}

export function spansOf({ paragraph, cell }: Line): Span[] {
	if (paragraph.heading !== null || cell?.row === 0) return plainSpans(paragraph.spans);
	return paragraph.style === 'caption' ? withoutNumber(paragraph.spans) : paragraph.spans;
}

/** Word writes the number of a table itself. */
function withoutNumber(spans: readonly Span[]): Span[] {
	let label = /^(?:Table|Figure)\s\d+:\s*/.exec(wordsIn(spans))?.[0].length ?? 0;
	return spans.map((span) => {
		if (span.type !== 'text' || label === 0) return span;
		const { text } = span;
		const taken = Math.min(label, text.length);
		label -= taken;
		return { ...span, text: text.slice(taken) };
	});
}

export function wordsOf(line: Line): string {
	return oneLine(wordsIn(spansOf(line)));
}

/** How much of the words of one text stands in another, from 0 to 1. */
export function likeness(a: string, b: string): number {
	const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
	const [first, second] = [words(a), words(b)];
	if (first.size === 0 || second.size === 0) return 0;
	const shared = [...first].filter((word) => second.has(word)).length;
	return (2 * shared) / (first.size + second.size);
}

export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

/** The words of Markdown without its form: a text of its own, or one line of an item, a heading or a cell. */
export function wordsOfMarkdown(markdown: string, place: 'text' | 'line' | 'cell'): string {
	const line = place === 'cell' ? markdown : markdown.replace(/(?<!\\)\|/g, '\\|');
	const [node] = parseMarkdown(place === 'text' ? markdown : `| ${line.replace(/\n/g, ' ')} |\n| --- |`);
	const inlines = node?.type === 'paragraph' ? node.children : node?.type === 'table' ? node.header[0] : undefined;
	return oneLine(inlineText(inlines ?? []));
}

/** Says what the marks of a file stand for, however the program that saved it wrote them. */
export function citedIn(marks: readonly string[], reading: Reading, sent: Reading): Cited {
	const known = new Set(marks.flatMap((mark) => [...mark.matchAll(/\[\^(\w+)\]/g)].map((match) => match[1] ?? '')));
	const markdown = (name: string | undefined) => marks[Number(bookmarkOf('c', name ?? '') ?? NaN)] ?? null;
	return (span) => {
		if (span.type === 'citation') {
			return markdown(span.name) ?? markdown(reading.marks.get(span.name) ?? sent.marks.get(span.name));
		}
		const reference = /^\s*([A-Z]\d{1,7}):/.exec(span.text)?.[1];
		return reference !== undefined && known.has(reference) ? `[^${reference}]` : null;
	};
}

/** The changes that each bookmarked paragraph holds, also where nothing of it is left. */
export function revisionsById(blocks: readonly ReadBlock[]) {
	const found = new Map<string, ReadBlockRevision[]>();
	for (const block of blocks) {
		const paragraphs = block.type === 'paragraph' ? [{ paragraph: block, row: [] }] : rowsOf(block);
		for (const { paragraph, row } of paragraphs) {
			const revisions = [...row, ...paragraph.pieces.flatMap((piece) => piece.revisions), ...paragraph.end];
			for (const id of paragraph.ids) found.set(id, [...(found.get(id) ?? []), ...revisions]);
		}
	}
	return found;
}

type ReadBlockRevision = SettledParagraph['revisions'][number];

function rowsOf(table: Extract<ReadBlock, { type: 'table' }>) {
	return table.rows.flatMap((row) => row.cells.flat().map((paragraph) => ({ paragraph, row: row.revisions })));
}
