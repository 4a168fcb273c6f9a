import { type Inline, parseMarkdown } from '../markdown.ts';
import type { Format, Span } from './reading.ts';

/** The Markdown that a mark stands for, such as [^F104]; null for a footnote of somebody else's. */
export type Cited = (mark: Extract<Span, { type: 'citation' | 'note' }>) => string | null;

/**
 * A text that is the same for spans that say the same in the same form. How a program cuts its runs, and whether a
 * space is bold, makes no difference.
 */
export function fingerprint(spans: readonly Span[], cited: Cited): string {
	const parts: { flags: string; text: string }[] = [];
	const add = (flags: string, text: string) => {
		const last = parts.at(-1);
		if (last?.flags !== flags) parts.push({ flags, text });
		else if (flags !== 'space') last.text += text;
	};
	for (const span of spans) {
		if (span.type === 'break') add('break', '\n');
		if (span.type === 'citation' || span.type === 'note') {
			const mark = cited(span) ?? '';
			// A footnote's mark stands directly after its word, wherever the author left a space.
			if (mark.startsWith('[^') && parts.at(-1)?.flags === 'space') parts.pop();
			if (mark !== '') add('cited', mark);
		}
		if (span.type !== 'text') continue;
		for (const text of span.text.split(/(\s+)/)) {
			if (text !== '') add(text.trim() === '' ? 'space' : flagsOf(span), text.trim() === '' ? ' ' : text);
		}
	}
	while (parts[0]?.flags === 'space') parts.shift();
	while (parts.at(-1)?.flags === 'space') parts.pop();
	return parts
		.filter(
			(part, index) =>
				part.flags !== 'space' || (parts[index - 1]?.flags !== 'break' && parts[index + 1]?.flags !== 'break')
		)
		.map(({ flags, text }) => `${flags}\u0001${text}`)
		.join('\u0002');
}

/** Spans without their bold and italic, for places whose style carries that: headings, and the first row of a table. */
export function plainSpans(spans: readonly Span[]): Span[] {
	return spans.map((span) => (span.type === 'text' ? { ...span, bold: false, italic: false } : span));
}

/**
 * Spans as one line or paragraph of Markdown that reads back as the same words. Where a form cannot be written, as bold
 * inside a word can not, the words stand without it.
 */
export function toInlineMarkdown(spans: readonly Span[], cited: Cited, place: 'text' | 'line' | 'cell'): string {
	const trimmed = trimSpans(place === 'text' ? spans : spans.map(withoutBreak));
	const plain = (span: Span): Span => (span.type === 'text' ? { ...span, bold: false, italic: false } : span);
	const candidates = [
		() => write(trimmed, cited, (text) => text),
		() => write(trimmed, cited, escapeText),
		() => write(trimmed.map(plain), cited, escapeText)
	];
	const wanted = fingerprint(trimmed, cited);
	for (const candidate of candidates) {
		const text = place === 'cell' ? escapeBars(candidate()) : protectStart(candidate());
		if (readsAs(text, place) === wanted) return text;
	}
	const last = write(trimmed.map(plain), cited, escapeText);
	return place === 'cell' ? escapeBars(last) : protectStart(last);
}

function flagsOf({ bold, italic, code, href }: Format): string {
	return `${bold ? 'b' : ''}${italic ? 'i' : ''}${code ? 'c' : ''}${href?.replace(/\/$/, '') ?? ''}`;
}

function withoutBreak(span: Span): Span {
	return span.type === 'break'
		? { type: 'text', text: ' ', bold: false, italic: false, code: false, href: null }
		: span;
}

function trimSpans(spans: readonly Span[]): Span[] {
	const isBlank = (span: Span | undefined) =>
		span?.type === 'break' || (span?.type === 'text' && span.text.trim() === '');
	const trimmed = [...spans];
	while (isBlank(trimmed[0])) trimmed.shift();
	while (isBlank(trimmed.at(-1))) trimmed.pop();
	const [first] = trimmed;
	if (first?.type === 'text') trimmed[0] = { ...first, text: first.text.trimStart() };
	const last = trimmed.at(-1);
	if (last?.type === 'text') trimmed[trimmed.length - 1] = { ...last, text: last.text.trimEnd() };
	return trimmed;
}

type Layer = 'href' | 'bold' | 'italic';

function write(spans: readonly Span[], cited: Cited, escape: (text: string) => string): string {
	return writeLayer(spans, ['href', 'bold', 'italic'], cited, escape);
}

/** Neighbours with the same link, then the same weight, stand inside one pair of marks. */
function writeLayer(spans: readonly Span[], layers: Layer[], cited: Cited, escape: (text: string) => string): string {
	const [layer, ...inner] = layers;
	if (layer === undefined) return spans.map((span) => writeSpan(span, cited, escape)).join('');
	let text = '';
	for (let at = 0; at < spans.length;) {
		const value = valueOf(spans[at], layer);
		let end = at + 1;
		while (end < spans.length && valueOf(spans[end], layer) === value) end++;
		const words = writeLayer(spans.slice(at, end), inner, cited, escape);
		text += value === null || value === false ? words : marked(words, layer, value);
		at = end;
	}
	return text;
}

function valueOf(span: Span | undefined, layer: Layer): string | boolean | null {
	return span?.type === 'text' ? span[layer] : layer === 'href' ? null : false;
}

function marked(words: string, layer: Layer, value: string | true): string {
	const [, lead = '', inner = '', trail = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
	if (inner === '') return words;
	if (layer === 'href') return inner === value ? words : `${lead}[${inner}](${linkTarget(String(value))})${trail}`;
	const mark = layer === 'bold' ? '**' : '*';
	return `${lead}${mark}${inner}${mark}${trail}`;
}

function linkTarget(href: string): string {
	return /[()<>]/.test(href) ? `<${href.replace(/[<>]/g, encodeURIComponent)}>` : href;
}

function writeSpan(span: Span, cited: Cited, escape: (text: string) => string): string {
	switch (span.type) {
		case 'break':
			return '\\\n';
		case 'citation':
		case 'note':
			return cited(span) ?? '';
		case 'text':
			return span.code && span.text.trim() !== '' ? codeSpan(span.text) : escape(span.text);
	}
}

function codeSpan(text: string): string {
	const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
	const fence = '`'.repeat(longest + 1);
	const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
	return `${fence}${padding}${text}${padding}${fence}`;
}

function escapeText(text: string): string {
	return text.replace(/[\\`*_[\]<>]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&');
}

function escapeBars(text: string): string {
	return text.replace(/(?<!\\)\|/g, '\\|');
}

/** Words at the start of a line that Markdown would read as a heading, a list, a quotation, a fence, a table or a slot. */
function protectStart(text: string): string {
	return text
		.split('\n')
		.map((line) =>
			line
				.trimStart()
				.replace(/^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|`{3}|~{3}|:{2}|\||(?:-{3,}|={3,})$)/, '\\$&')
				.replace(/^\*(?=\s)/, '\\*')
				.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
		)
		.join('\n');
}

/** The fingerprint of what a text is read as, or null where it is not one paragraph. */
function readsAs(text: string, place: 'text' | 'line' | 'cell'): string | null {
	const [first, ...others] = parseMarkdown(place === 'cell' ? `| ${text} |\n| --- |` : text);
	if (others.length > 0) return null;
	const inlines = first?.type === 'paragraph' ? first.children : first?.type === 'table' ? first.header[0] : null;
	if (!inlines) return first === undefined ? '' : null;
	const citations: string[] = [];
	const spans = spansOf(inlines, noFormat, citations);
	return fingerprint(spans, (mark) => (mark.type === 'citation' ? (citations[Number(mark.name)] ?? null) : null));
}

const noFormat: Format = { bold: false, italic: false, code: false, href: null };

function spansOf(inlines: readonly Inline[], format: Format, citations: string[]): Span[] {
	const sent = (mark: string) => String(citations.push(mark) - 1);
	return inlines.flatMap((inline): Span[] => {
		switch (inline.type) {
			case 'text':
				return [{ type: 'text', text: inline.text, ...format }];
			case 'reference':
				return [{ type: 'text', text: inline.reference, ...format }];
			case 'code':
				return [{ type: 'text', text: inline.text, ...format, code: true }];
			case 'break':
				return [{ type: 'break' }];
			case 'citation':
				return [{ type: 'citation', name: sent(inline.references.map((each) => `[^${each}]`).join('')) }];
			case 'crossReference':
				return [{ type: 'citation', name: sent(`[#${inline.name}]`) }];
			case 'strong':
				return spansOf(inline.children, { ...format, bold: true }, citations);
			case 'emphasis':
				return spansOf(inline.children, { ...format, italic: true }, citations);
			case 'link': {
				const href = /^(?:https?:|mailto:)/i.test(inline.href) ? inline.href : null;
				return spansOf(inline.children, { ...format, href }, citations);
			}
		}
	});
}
