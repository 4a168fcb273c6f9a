import type { Span } from '#lib/documents/word/reading.ts';
import { type Cited, toInlineMarkdown } from '#lib/documents/word/spans.ts';
import { type Line, oneLine, spansOf, wordsOf, wordsOfMarkdown } from './lines.ts';

/** A line on its way back into Markdown. */
export type Returned = Line & {
	/** The number of the sent line that it is, within its unit; null for a new one. */
	line: number | null;
	/** What it says now: its own words, or those of the same line in another reading of the file. */
	spans: Span[];
	changed: boolean;
};

export type Form =
	| { type: 'paragraph' | 'quote' | 'code' | 'caption' }
	| { type: 'heading'; level: number }
	| { type: 'item'; ordered: boolean; level: number };

/** What a paragraph of a Word file is. @param textStyles the styles of ordinary paragraphs, whose number is no list's */
export function formOf({ paragraph }: Line, textStyles: ReadonlySet<string>): Form {
	const { heading, list, style } = paragraph;
	if (heading !== null) return { type: 'heading', level: heading };
	if (list && (!list.ordered || !textStyles.has(style))) return { type: 'item', ...list };
	if (style === 'caption') return { type: 'caption' };
	if (style === 'block quotation' || style === 'quote' || style === 'intense quote') return { type: 'quote' };
	return { type: style === 'code block' ? 'code' : 'paragraph' };
}

/** Puts changed words into the Markdown that was sent and leaves the rest of it as it was typed; null where it cannot. */
export function rewordUnit(
	source: string,
	lines: readonly Returned[],
	sent: readonly Line[],
	cited: Cited
): string | null {
	const parts = partsOf(source);
	const texts = parts.filter((part) => part.type === 'words');
	const alike = texts.length === sent.length && texts.every((part, index) => saysSame(part, sent[index]));
	if (!alike) return null;
	let at = 0;
	return parts
		.map((part) => {
			if (part.type === 'mark') return part.text;
			const line = lines[at++];
			return line?.changed ? inlineOf(line, cited, part.place) : part.text;
		})
		.join('');
}

/** Markdown of lines as they stand in the file. @param source what was typed, for the words that did not change */
export function writeUnit(
	lines: readonly Returned[],
	cited: Cited,
	textStyles: ReadonlySet<string>,
	source: string | null
): string {
	const typed = source === null ? [] : partsOf(source).filter((part) => part.type === 'words');
	const heading = /^(#{1,6})\s/.exec(source ?? '')?.[1];
	const loose = source !== null && /\n\n/.test(source);
	const inline = (line: Returned, place: Place) => {
		const part = line.line === null || line.changed ? undefined : typed[line.line];
		return part && partWords(part) === wordsOf(line) ? part.text : inlineOf(line, cited, place);
	};
	const chunks: { text: string; item: boolean }[] = [];
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at];
		if (!line) continue;
		if (line.cell) {
			const { table } = line.cell;
			const cells = lines.filter((each) => each.cell?.table === table);
			chunks.push({ text: writeTable(cells, inline, source), item: false });
			while (lines[at + 1]?.cell?.table === table) at++;
			continue;
		}
		const form = formOf(line, textStyles);
		const next = chunks.at(-1);
		if (form.type === 'code' && next?.text.endsWith('\n```')) {
			next.text = `${next.text.slice(0, -3)}${wordsWithSpaces(line)}\n\`\`\``;
			continue;
		}
		const text = writeLine(form, inline(line, placeOf(form)), line, heading);
		if (text !== '') chunks.push({ text, item: form.type === 'item' });
	}
	return chunks
		.map(({ text, item }, index) => {
			const before = chunks[index - 1];
			return before ? `${item && before.item && !loose ? '\n' : '\n\n'}${text}` : text;
		})
		.join('');
}

type Place = 'text' | 'line' | 'cell' | 'code';
type Part = { type: 'mark'; text: string } | { type: 'words'; text: string; place: Place };

function writeLine(form: Form, words: string, line: Returned, heading: string | undefined): string {
	if (form.type !== 'code' && words === '') return '';
	switch (form.type) {
		case 'heading':
			return `${line.line !== null && heading ? heading : '#'.repeat(Math.min(6, Math.max(2, form.level)))} ${words}`;
		case 'item':
			return `${'   '.repeat(form.level)}${form.ordered ? '1.' : '-'} ${words}`;
		case 'quote':
			return words.replace(/^/gm, '> ');
		case 'code':
			return `\`\`\`\n${wordsWithSpaces(line)}\n\`\`\``;
		case 'caption':
			return `Table: ${words}`;
		case 'paragraph':
			return words;
	}
}

function placeOf({ type }: Form): Place {
	return type === 'paragraph' || type === 'quote' ? 'text' : type === 'code' ? 'code' : 'line';
}

function wordsWithSpaces(line: Returned): string {
	return line.spans.map((span) => (span.type === 'text' ? span.text : '')).join('');
}

function writeTable(
	cells: readonly Returned[],
	inline: (line: Returned, place: Place) => string,
	source: string | null
): string {
	const rows: string[][] = [];
	for (const line of cells) {
		if (!line.cell) continue;
		const { row, column } = line.cell;
		const cellsOfRow = (rows[row] ??= []);
		const words = inline(line, 'cell');
		cellsOfRow[column] = [cellsOfRow[column], words].filter((text) => text !== undefined && text !== '').join(' ');
	}
	const filled = rows.filter((row) => row !== undefined);
	const columns = Math.max(1, ...filled.map((row) => row.length));
	const typedRule = source?.split('\n').find(isRule);
	const rule =
		typedRule !== undefined && cellsIn(typedRule).length === columns
			? typedRule
			: `| ${Array.from({ length: columns }, () => '---').join(' | ')} |`;
	const write = (row: string[]) =>
		`| ${Array.from({ length: columns }, (_, column) => row[column] ?? '').join(' | ')} |`;
	const [header = [], ...others] = filled;
	return [write(header), rule, ...others.map(write)].join('\n');
}

function inlineOf(line: Returned, cited: Cited, place: Place): string {
	if (place === 'code') return wordsWithSpaces(line);
	return toInlineMarkdown(spansOf({ ...line, paragraph: { ...line.paragraph, spans: line.spans } }), cited, place);
}

function saysSame(part: Extract<Part, { type: 'words' }>, line: Line | undefined): boolean {
	return line !== undefined && partWords(part) === wordsOf(line);
}

function partWords({ text, place }: Extract<Part, { type: 'words' }>): string {
	return oneLine(place === 'code' ? text : wordsOfMarkdown(text, place));
}

const itemMark = /^(\s*(?:[-*+]|\d{1,9}[.)])\s+)(.*)$/;

/** A unit's Markdown cut into its words, one part a line in Word, and the marks between them. */
function partsOf(source: string): Part[] {
	const parts: Part[] = [];
	let fence = false;
	const lines = source.split('\n');
	const inTable = lines.some(isRule);
	const inList = itemMark.test(lines[0] ?? '');
	let open: Extract<Part, { type: 'words' }> | null = null;
	const mark = (text: string) => {
		const last = parts.at(-1);
		if (last?.type === 'mark') last.text += text;
		else if (text !== '') parts.push({ type: 'mark', text });
	};
	const words = (text: string, place: Place) => {
		open = { type: 'words', text, place };
		parts.push(open);
	};
	for (const [index, line] of lines.entries()) {
		const isNext = index > 0;
		if (/^\s*(?:`{3,}|~{3,})/.test(line)) {
			fence = !fence;
			mark(`${isNext ? '\n' : ''}${line}`);
			open = null;
		} else if (fence) {
			mark('\n');
			words(line, 'code');
		} else if (line.trim() === '') {
			mark('\n');
			open = null;
		} else if (inTable && line.includes('|')) {
			if (isNext) mark('\n');
			tableParts(line, isRule(line), mark, (text) => words(text, 'cell'));
			open = null;
		} else {
			const [lead, rest] = leadOf(line, { inList, inTable, goesOn: open !== null });
			if (lead === null) {
				// The line goes on from the one above.
				const current = parts.at(-1);
				if (current?.type === 'words') current.text += `\n${line}`;
				continue;
			}
			if (isNext) mark('\n');
			mark(lead);
			const [, text = rest, name = ''] = /^(.*?)(\s*\{#[A-Za-z][\w-]{0,63}\}\s*)$/.exec(rest) ?? [];
			words(text, lead.trim() === '' || lead.startsWith('>') ? 'text' : 'line');
			mark(name);
			if (/^#/.test(lead)) open = null;
		}
	}
	return parts;
}

/** What stands before the words of a line, and they; no lead for a line that goes on from the one above. */
function leadOf(
	line: string,
	{ inList, inTable, goesOn }: { inList: boolean; inTable: boolean; goesOn: boolean }
): [string | null, string] {
	const match =
		/^(#{1,6}\s+)(.*)$/.exec(line) ??
		(inList ? itemMark.exec(line) : null) ??
		(inTable ? /^(Table:\s*)(.*)$/.exec(line) : null) ??
		(goesOn ? null : (/^((?:>\s?)+)(.*)$/.exec(line) ?? /^(\s*)(.*)$/.exec(line)));
	return match ? [match[1] ?? '', match[2] ?? ''] : [null, line];
}

function tableParts(line: string, rule: boolean, mark: (text: string) => void, words: (text: string) => void): void {
	if (rule) return mark(line);
	const pieces = line.split(/((?<!\\)\|)/);
	pieces.forEach((piece, index) => {
		const edge = (index === 0 || index === pieces.length - 1) && piece.trim() === '';
		if (piece === '|' || edge) return mark(piece);
		const [, lead = '', text = '', trail = ''] = /^(\s*)(.*?)(\s*)$/.exec(piece) ?? [];
		mark(lead);
		words(text);
		mark(trail);
	});
}

function isRule(line: string): boolean {
	return /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/.test(line) && line.includes('|');
}

function cellsIn(line: string): string[] {
	return line
		.trim()
		.replace(/^\||\|$/g, '')
		.split(/(?<!\\)\|/);
}
