import { Marked, type Token, Tokenizer, type Tokens } from 'marked';
import { cleanText } from '#lib/forms/clean-text.ts';

/** The largest text of one section or note, in bytes of UTF-8. */
export const MARKDOWN_MAX_BYTES = 100 * 1024;

const MAX_DEPTH = 20;
const MAX_DELIMITERS_IN_BLOCK = 1_000;
const MAX_DELIMITERS = 5_000;
const MAX_MARKUP_IN_BLOCK = 5_000;
const MAX_CELLS = 20_000;

/** A working reference such as E12, F104 or R7. */
export type Reference = string;

export type Inline =
	| { type: 'text'; text: string }
	| { type: 'strong'; children: Inline[] }
	| { type: 'emphasis'; children: Inline[] }
	| { type: 'code'; text: string }
	| { type: 'link'; href: string; children: Inline[] }
	| { type: 'break' }
	| { type: 'citation'; references: Reference[] }
	/** `[#R7]` or `[#visits]`: the number of what has this name, wherever it stands in the paper. */
	| { type: 'crossReference'; name: string }
	| { type: 'reference'; reference: Reference };

export type Align = 'left' | 'centre' | 'right';

export type Node =
	/** A name is given by `{#visits}` at the end of a heading, a paragraph or the caption of a table. */
	| { type: 'heading'; level: number; children: Inline[]; name?: string }
	| { type: 'paragraph'; children: Inline[]; name?: string }
	| { type: 'list'; ordered: boolean; start: number; tight: boolean; items: Node[][] }
	| { type: 'quote'; children: Node[] }
	| { type: 'code'; text: string }
	| { type: 'table'; align: Align[]; header: Inline[][]; rows: Inline[][][] }
	| { type: 'rule' }
	| { type: 'slot'; name: string; argument: string };

/**
 * Says in plain English why a text cannot be accepted, or null when it can.
 * The limits keep the parser from overflowing its stack or blocking the process on hostile text.
 */
export function checkMarkdown(text: string): string | null {
	if (isTooLong(text)) return 'This text is too long. Keep it under 100 KB, or split it in two.';

	const open: number[] = [];
	let delimiters = 0;

	for (const block of text.split(/\n[^\S\n]*\n/)) {
		const lines = block.split('\n');

		for (const line of lines) {
			if (nestingDepth(line, open) > MAX_DEPTH) {
				return `This text has quotes or lists inside each other more than ${MAX_DEPTH} deep. Use fewer levels.`;
			}
		}

		const inBlock = countMatches(block, emphasisDelimiter);
		delimiters += inBlock;
		if (inBlock > MAX_DELIMITERS_IN_BLOCK || delimiters > MAX_DELIMITERS) {
			return 'This text has too many * or _ signs. Use less bold and italic, or split the paragraph.';
		}
		if (
			countMatches(block, markup) > MAX_MARKUP_IN_BLOCK ||
			countMatches(block, exclamation) > MAX_DELIMITERS_IN_BLOCK
		) {
			return 'This text has too many signs such as [ ! < or ` in one paragraph. Split the paragraph.';
		}
		if (countCells(lines) > MAX_CELLS) return 'This text has a table that is too large. Use fewer rows or columns.';
	}

	return null;
}

/**
 * Turns Markdown into a tree. Raw HTML, link definitions and unsafe addresses come out as ordinary text.
 * Never throws: what breaks the limits of `checkMarkdown` comes out as unformatted paragraphs.
 */
export function parseMarkdown(text: string): Node[] {
	const clean = cleanText(text);
	if (checkMarkdown(clean) !== null) return plainParagraphs(clean);

	try {
		return marked.lexer(isolateSlots(clean)).flatMap((token) => toSlot(token) ?? toNodes([token]));
	} catch {
		return plainParagraphs(clean);
	}
}

/** The distinct working references in a text outside code and links, cited or bare, in order of appearance. */
export function workingReferences(text: string): Reference[] {
	const found = new Set<Reference>();
	walkInlines(parseMarkdown(text), (inline) => {
		if (inline.type === 'citation') inline.references.forEach((reference) => found.add(reference));
		if (inline.type === 'reference') found.add(inline.reference);
	});
	return [...found];
}

/** The distinct findings and other records that a text cites as `[^F104]`, in order of appearance. */
export function citedReferences(text: string): Reference[] {
	const found = new Set<Reference>();
	walkInlines(parseMarkdown(text), (inline) => {
		if (inline.type === 'citation') inline.references.forEach((reference) => found.add(reference));
	});
	return [...found];
}

/** The distinct names that a text's cross-references seek, in order of appearance. */
export function crossReferencesIn(text: string): string[] {
	const found = new Set<string>();
	walkInlines(parseMarkdown(text), (inline) => {
		if (inline.type === 'crossReference') found.add(inline.name);
	});
	return [...found];
}

/** The live slots of a text, in order, including those placed twice. */
export function slotsIn(text: string): { name: string; argument: string }[] {
	const found: { name: string; argument: string }[] = [];
	walkNodes(parseMarkdown(text), (node) => {
		if (node.type === 'slot') found.push({ name: node.name, argument: node.argument });
	});
	return found;
}

/** Visits every node of a tree, parents first. */
export function walkNodes(nodes: Node[], visit: (node: Node) => void): void {
	for (const node of nodes) {
		visit(node);
		if (node.type === 'quote') walkNodes(node.children, visit);
		if (node.type === 'list') node.items.forEach((item) => walkNodes(item, visit));
	}
}

/** Visits every inline of a tree, parents first. */
export function walkInlines(nodes: Node[], visit: (inline: Inline) => void): void {
	walkNodes(nodes, (node) => {
		if (node.type === 'heading' || node.type === 'paragraph') descend(node.children, visit);
		if (node.type === 'table') [node.header, ...node.rows].flat().forEach((cell) => descend(cell, visit));
	});
}

/** The words of inlines without their formatting; citations have none. */
export function inlineText(inlines: Inline[]): string {
	return inlines.map(textOf).join('');
}

// A run with white space on both sides (a bullet, a rule, a sum) opens and closes nothing.
const emphasisDelimiter = /(?<![\s*_])[*_]+|[*_]+(?![\s*_])/g;
const markup = /[\\<[\]`&@~]/g;
const exclamation = /!/g;
const container = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/y;
const tableRule = /^[\s>*+\d.)|:-]*-[\s>*+\d.)|:-]*$/;
const citationMark = /^\[\^([EFRPBLC][1-9]\d{0,6})\]/i;
const crossReferenceMark = /^\[#([A-Za-z][\w-]{0,63})\](?!\()/;
const nameAtEnd = /\s*\{#([A-Za-z][\w-]{0,63})\}\s*$/;
const slotLine = /^::([a-z][a-z-]{0,39})(?:[ \t]+([^\s:][^\n]{0,119}))?[ \t]*$/;
const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const bareReference = /(?<![\p{L}\p{N}_])[EFRPBLC][1-9]\d{0,6}(?![\p{L}\p{N}_])/gu;
const characterReference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;
const namedCharacters: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	pound: '£',
	euro: '€',
	ndash: '–',
	mdash: '—',
	hellip: '…',
	lsquo: '‘',
	rsquo: '’',
	ldquo: '“',
	rdquo: '”',
	bull: '•',
	middot: '·',
	times: '×',
	deg: '°',
	copy: '©',
	eacute: 'é',
	frac12: '½'
};

const marked = new Marked({
	gfm: true,
	// Each of these would hide or restyle words that were typed as words: pasted HTML, indented paragraphs,
	// "[^F1]: text" as a link definition, a line above dashes as a heading, "~5 to ~6" as struck through.
	tokenizer: {
		html: () => undefined,
		tag: () => undefined,
		def: () => undefined,
		code: () => undefined,
		lheading: () => undefined,
		del: () => undefined,
		// A citation directly after an address would be read as its end.
		url(source) {
			const end = source.indexOf('[^');
			return Tokenizer.prototype.url.call(this, end === -1 ? source : source.slice(0, end));
		}
	},
	extensions: [
		{
			name: 'citation',
			level: 'inline',
			start: (source) => {
				const index = source.indexOf('[^');
				return index === -1 ? undefined : index;
			},
			tokenizer(source) {
				const match = citationMark.exec(source);
				return match ? { type: 'citation', raw: match[0], reference: match[1]?.toUpperCase() } : undefined;
			}
		},
		{
			name: 'crossReference',
			level: 'inline',
			start: (source) => {
				const index = source.indexOf('[#');
				return index === -1 ? undefined : index;
			},
			tokenizer(source) {
				const match = crossReferenceMark.exec(source);
				return match ? { type: 'crossReference', raw: match[0], name: match[1] } : undefined;
			}
		}
	]
});

function isTooLong(text: string): boolean {
	if (text.length > MARKDOWN_MAX_BYTES) return true;
	return text.length * 3 > MARKDOWN_MAX_BYTES && new TextEncoder().encode(text).length > MARKDOWN_MAX_BYTES;
}

/** Keeps the columns of the quotes and lists still open in `open`; nesting always moves to the right. */
function nestingDepth(line: string, open: number[]): number {
	container.lastIndex = 0;
	let match = container.exec(line);
	let column = 0;
	let first = true;

	while (match && open.length <= MAX_DEPTH) {
		for (const character of match[0]) column += character === '\t' ? 4 - (column % 4) : 1;
		if (first) while (open.length > 0 && (open.at(-1) ?? 0) >= column) open.pop();
		first = false;
		open.push(column);
		match = container.exec(line);
	}

	return open.length;
}

function countMatches(text: string, pattern: RegExp): number {
	let count = 0;
	pattern.lastIndex = 0;
	while (pattern.test(text)) count++;
	return count;
}

/** Every row is padded to the columns of its header, so a wide header multiplies short rows. */
function countCells(lines: string[]): number {
	const columns = lines.map((line) => (tableRule.test(line) ? line.split('|').length : 0));
	const widest = columns.reduce((most, count) => Math.max(most, count), 0);
	return widest > 1 ? widest * lines.length : 0;
}

function plainParagraphs(text: string): Node[] {
	return text
		.split(/\n\s*\n/)
		.filter((paragraph) => paragraph.trim() !== '')
		.map((paragraph) => ({ type: 'paragraph', children: [{ type: 'text', text: paragraph }] }));
}

/** A slot ends whatever paragraph, list or quote stands above it, but for a fenced block of code. */
function isolateSlots(text: string): string {
	if (!text.includes('::')) return text;
	let closing: RegExp | null = null;

	return text
		.split('\n')
		.map((line) => {
			const mark = fence.exec(line)?.[1];
			if (closing !== null) closing = closing.test(line) ? null : closing;
			else if (mark !== undefined) closing = new RegExp(`^ {0,3}\\${mark.charAt(0)}{${mark.length},}[ \\t]*$`);
			return closing === null && slotLine.test(line) ? `\n${line}\n` : line;
		})
		.join('\n');
}

function toSlot(token: Token): Node[] | null {
	const [, name, argument = ''] = (token.type === 'paragraph' && slotLine.exec(token.raw.trimEnd())) || [];
	return name === undefined ? null : [{ type: 'slot', name, argument: argument.trim().replace(/\s+/g, ' ') }];
}

function toNodes(tokens: Token[]): Node[] {
	return tokens.flatMap((token): Node[] => {
		// marked's token type is open for extensions, so its own members are told apart by name alone.
		switch (token.type) {
			case 'heading':
				return [{ type: 'heading', level: (token as Tokens.Heading).depth, ...withName(toInlines(token.tokens)) }];
			case 'paragraph':
			case 'text':
				return [{ type: 'paragraph', ...withName(toInlines(token.tokens ?? [token])) }];
			case 'list':
				return [toList(token as Tokens.List)];
			case 'blockquote':
				return [{ type: 'quote', children: toNodes(token.tokens ?? []) }];
			case 'code':
				return [{ type: 'code', text: (token as Tokens.Code).text }];
			case 'table':
				return [toTable(token as Tokens.Table)];
			case 'hr':
				return [{ type: 'rule' }];
			case 'space':
			case 'checkbox':
				return [];
			default:
				return [{ type: 'paragraph', children: [{ type: 'text', text: token.raw }] }];
		}
	});
}

/** Takes the name off the end of the words that it names. */
function withName(children: Inline[]): { children: Inline[]; name?: string } {
	const last = children.at(-1);
	const [mark, name] = (last?.type === 'text' && nameAtEnd.exec(last.text)) || [];
	if (last?.type !== 'text' || mark === undefined || name === undefined) return { children };
	const text = last.text.slice(0, -mark.length);
	return { children: [...children.slice(0, -1), ...(text === '' ? [] : [{ ...last, text }])], name };
}

function toList(list: Tokens.List): Node {
	return {
		type: 'list',
		ordered: list.ordered,
		start: list.start === '' ? 1 : list.start,
		tight: !list.loose,
		items: list.items.map((item) => {
			const nodes = toNodes(item.tokens);
			const box: Inline = { type: 'text', text: item.checked ? '[x] ' : '[ ] ' };
			if (!item.task) return nodes;
			const [first, ...rest] = nodes;
			return first?.type === 'paragraph'
				? [{ type: 'paragraph', children: [box, ...first.children.filter((inline) => !isBox(inline))] }, ...rest]
				: [{ type: 'paragraph', children: [box] }, ...nodes];
		})
	};
}

function isBox(inline: Inline): boolean {
	return inline.type === 'text' && /^\[[ xX]\] ?$/.test(inline.text);
}

function toTable(table: Tokens.Table): Node {
	return {
		type: 'table',
		align: table.align.map((align) => (align === 'center' ? 'centre' : (align ?? 'left'))),
		header: table.header.map((cell) => toInlines(cell.tokens)),
		rows: table.rows.map((row) => row.map((cell) => toInlines(cell.tokens)))
	};
}

function toInlines(tokens: Token[] | undefined): Inline[] {
	return joinTexts((tokens ?? []).flatMap((token) => toInline(token))).flatMap((inline) =>
		inline.type === 'text' ? splitReferences(inline.text) : [inline]
	);
}

function toInline(token: Token): Inline[] {
	switch (token.type) {
		case 'strong':
			return [{ type: 'strong', children: toInlines(token.tokens) }];
		case 'em':
			return [{ type: 'emphasis', children: toInlines(token.tokens) }];
		case 'codespan':
			return [{ type: 'code', text: (token as Tokens.Codespan).text }];
		case 'br':
			return [{ type: 'break' }];
		case 'link':
			return toLink(token as Tokens.Link);
		case 'image': {
			// Nothing is fetched from elsewhere, so a picture is a link to it in its own words.
			const image = token as Tokens.Image;
			return toLink({ ...image, type: 'link', tokens: [{ type: 'text', raw: image.text, text: image.text }] });
		}
		case 'citation':
			return [{ type: 'citation', references: [(token as Tokens.Generic & { reference: string }).reference] }];
		case 'crossReference':
			return [{ type: 'crossReference', name: (token as Tokens.Generic & { name: string }).name }];
		case 'escape':
			return [{ type: 'text', text: (token as Tokens.Escape).text }];
		case 'text':
			return token.tokens
				? token.tokens.flatMap((child) => toInline(child))
				: [{ type: 'text', text: decodeCharacters((token as Tokens.Text).text) }];
		default:
			return [{ type: 'text', text: token.raw }];
	}
}

function toLink(link: Tokens.Link): Inline[] {
	const href = safeAddress(link.autolink ? link.href : decodeCharacters(link.href));
	const children = joinTexts((link.tokens ?? []).flatMap((token) => toInline(token)));
	const shown: Inline[] = children.length > 0 ? children : [{ type: 'text', text: link.raw }];
	return href === null ? shown : [{ type: 'link', href, children: shown }];
}

/** Browsers drop white space and controls inside an address before reading its scheme, so any of them refuses it. */
function safeAddress(address: string): string | null {
	const trimmed = address.trim();
	if (/[\p{White_Space}\p{Cc}\\]/u.test(trimmed)) return null;
	if (/^(?:https?:\/\/[^/]|mailto:[^/]|#|\/(?!\/))/i.test(trimmed)) return trimmed;
	return null;
}

/** A character reference can name what `cleanText` took out, so its answer is cleaned again. */
function decodeCharacters(text: string): string {
	const decoded = text.replace(characterReference, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) return namedCharacters[name] ?? whole;
		const code = decimal === undefined ? parseInt(hexadecimal ?? '0', 16) : Number(decimal);
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
	return cleanText(decoded);
}

/** A reference must be whole before it can be found, and neighbouring citations are one mark. */
function joinTexts(inlines: Inline[]): Inline[] {
	const joined: Inline[] = [];
	for (const inline of inlines) {
		const last = joined.at(-1);
		if (inline.type === 'text' && last?.type === 'text') last.text += inline.text;
		else if (inline.type === 'citation' && last?.type === 'citation') last.references.push(...inline.references);
		else joined.push(inline);
	}
	return joined;
}

function splitReferences(text: string): Inline[] {
	const parts: Inline[] = [];
	let from = 0;
	for (const match of text.matchAll(bareReference)) {
		if (match.index > from) parts.push({ type: 'text', text: text.slice(from, match.index) });
		parts.push({ type: 'reference', reference: match[0] });
		from = match.index + match[0].length;
	}
	if (from < text.length) parts.push({ type: 'text', text: text.slice(from) });
	return parts;
}

function descend(inlines: Inline[], visit: (inline: Inline) => void): void {
	for (const inline of inlines) {
		visit(inline);
		if (inline.type === 'strong' || inline.type === 'emphasis' || inline.type === 'link')
			descend(inline.children, visit);
	}
}

function textOf(inline: Inline): string {
	switch (inline.type) {
		case 'text':
		case 'code':
			return inline.text;
		case 'reference':
			return inline.reference;
		case 'break':
			return '\n';
		case 'citation':
		case 'crossReference':
			return '';
		default:
			return inlineText(inline.children);
	}
}
