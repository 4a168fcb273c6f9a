import type { Document, Element } from '@xmldom/xmldom';
import { attributeOf, childOf, descendants, elementsOf, parseXml, serialiseXml } from '../xml.ts';
import { bookmarks, copyProperty } from './names.ts';
import { rewriteParts } from './package.ts';

/** Who changed or said something, and when, as Word keeps it. */
export type By = { author: string; at: string | null };

/** What is put into a finished Word file at the place of a mark. */
export type Mark =
	/** A hidden bookmark round the whole paragraph. */
	| { type: 'paragraph'; bookmark: string }
	/** A hidden bookmark round what stands between this and its end. */
	| { type: 'begin'; bookmark: string }
	| { type: 'end' }
	/** A tracked change of what stands between this and its end. */
	| ({ type: 'inserted' | 'deleted' } & By)
	| { type: 'settled' }
	/** A tracked change of the paragraph's own end. */
	| ({ type: 'newParagraph' | 'goneParagraph' } & By)
	| { type: 'commentBegin' | 'commentEnd'; comment: number };

export type SentComment = By & { text: string };

/** A Word file is written by the ordinary writer and marked afterwards, so that the writer knows nothing of reviews. */
export type MarkJob = { token: string; marks: Mark[]; comments: SentComment[] };

/**
 * Marks travel through the writer inside the words, each as one character that no text has: those of the private planes.
 * `markWord` exchanges them for the markup of a Word file.
 */
export class Marks {
	readonly marks: Mark[] = [];

	/** @returns the character that stands for the mark */
	put(mark: Mark): string {
		// Beyond the plane a place goes without its mark, which only costs the way back.
		if (this.marks.length >= LAST - FIRST) return '';
		return String.fromCodePoint(FIRST + this.marks.push(mark) - 1);
	}
}

/** Takes out of a text what would be read as marks. */
export function withoutMarks(text: string): string {
	return text.replace(markCharacters, '');
}

/** Exchanges the marks of a finished file for bookmarks, tracked changes and comments, and has Word track what comes. */
export function markWord(bytes: Uint8Array, { token, marks, comments }: MarkJob): Uint8Array {
	return rewriteParts(bytes, (parts) => {
		const document = parseXml(parts['word/document.xml'] ?? '');
		const writer = new Writer(document, marks);
		writer.write(token);
		parts['word/document.xml'] = serialiseXml(document);
		if (comments.length > 0) addComments(parts, comments);
		parts['docProps/custom.xml'] = withToken(parts['docProps/custom.xml'] ?? '', token);
		parts['word/settings.xml'] = withTracking(parts['word/settings.xml'] ?? '');
		for (const [name, text] of Object.entries(parts)) parts[name] = withoutMarks(text);
	});
}

const FIRST = 0xf0000;
const LAST = 0x10fffd;
const markCharacters = /[\u{f0000}-\u{10ffff}]/gu;
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

class Writer {
	readonly #document: Document;
	readonly #marks: Mark[];
	#bookmark = 0;
	#revision = 0;
	#fixed = 0;
	readonly #begun: number[] = [];

	constructor(document: Document, marks: Mark[]) {
		this.#document = document;
		this.#marks = marks;
		const taken = descendants(document, 'bookmarkStart').map((each) => Number(attributeOf(each, 'id')) || 0);
		this.#bookmark = Math.max(0, ...taken) + 1;
	}

	write(token: string): void {
		const body = childOf(this.#document.documentElement, 'body');
		if (!body) return;
		const paragraphs = descendants(body, 'p');
		for (const paragraph of paragraphs) this.#paragraph(paragraph);
		const [first] = paragraphs;
		if (first) this.#wrap(first, bookmarks.copy(token));
	}

	#paragraph(paragraph: Element): void {
		let revision: Extract<Mark, { type: 'inserted' | 'deleted' }> | null = null;
		let named = false;
		for (const node of this.#unfold(paragraph)) {
			const mark = node.localName === 'mark' ? this.#marks[Number(node.getAttribute('n'))] : null;
			if (!mark) {
				if (revision && node.localName === 'r') this.#track(node, revision);
				continue;
			}
			switch (mark.type) {
				case 'paragraph':
					this.#wrap(paragraph, mark.bookmark);
					named = true;
					break;
				case 'begin': {
					const id = this.#bookmark++;
					this.#begun.push(id);
					this.#replace(node, this.#element('bookmarkStart', { id: String(id), name: mark.bookmark }));
					break;
				}
				case 'end': {
					const id = this.#begun.pop();
					if (id !== undefined) this.#replace(node, this.#element('bookmarkEnd', { id: String(id) }));
					break;
				}
				case 'inserted':
				case 'deleted':
					revision = mark;
					break;
				case 'settled':
					revision = null;
					break;
				case 'newParagraph':
				case 'goneParagraph':
					this.#trackEnd(paragraph, mark);
					break;
				case 'commentBegin':
					this.#replace(node, this.#element('commentRangeStart', { id: String(mark.comment) }));
					break;
				case 'commentEnd': {
					const id = { id: String(mark.comment) };
					const reference = this.#element('r', {});
					reference.appendChild(this.#element('commentReference', id));
					node.parentNode?.insertBefore(this.#element('commentRangeEnd', id), node);
					this.#replace(node, reference);
					break;
				}
			}
			if (node.parentNode) node.parentNode.removeChild(node);
		}
		// LibreOffice loses its way in the bookmark of a paragraph without words.
		if (!named && hasWords(paragraph)) this.#wrap(paragraph, bookmarks.fixed(++this.#fixed));
	}

	/** Cuts runs at the marks in them; returns runs and marks in the order of the text. */
	#unfold(paragraph: Element): Element[] {
		const found: Element[] = [];
		for (const run of descendants(paragraph, 'r')) {
			const texts = elementsOf(run).filter((each) => each.localName === 't');
			const whole = texts.map((each) => each.textContent ?? '').join('');
			if (whole.search(markCharacters) === -1) {
				found.push(run);
				continue;
			}
			for (const part of this.#cut(run)) {
				run.parentNode?.insertBefore(part, run);
				found.push(part);
			}
			run.parentNode?.removeChild(run);
		}
		return found;
	}

	#cut(run: Element): Element[] {
		const properties = childOf(run, 'rPr');
		const parts: Element[] = [];
		for (const child of elementsOf(run)) {
			if (child === properties) continue;
			const pieces = child.localName === 't' ? (child.textContent ?? '').split(/([\u{f0000}-\u{10ffff}])/u) : [null];
			for (const piece of pieces) {
				if (piece === '') continue;
				const code = piece?.codePointAt(0) ?? 0;
				if (code >= FIRST) {
					const mark = this.#document.createElementNS(W, 'w:mark');
					mark.setAttribute('n', String(code - FIRST));
					parts.push(mark);
					continue;
				}
				const copy = this.#element('r', {});
				if (properties) copy.appendChild(properties.cloneNode(true));
				copy.appendChild(piece === null ? child.cloneNode(true) : this.#text(piece));
				parts.push(copy);
			}
		}
		return parts;
	}

	#track(run: Element, { type, ...by }: Extract<Mark, { type: 'inserted' | 'deleted' }>): void {
		const change = this.#change(type === 'inserted' ? 'ins' : 'del', by);
		run.parentNode?.insertBefore(change, run);
		change.appendChild(run);
		if (type === 'inserted') return;
		for (const text of elementsOf(run).filter((each) => each.localName === 't')) {
			const deleted = this.#text(text.textContent ?? '', 'delText');
			run.replaceChild(deleted, text);
		}
	}

	#trackEnd(paragraph: Element, mark: Extract<Mark, { type: 'newParagraph' | 'goneParagraph' }>): void {
		let properties = childOf(paragraph, 'pPr');
		if (!properties) {
			properties = this.#element('pPr', {});
			paragraph.insertBefore(properties, paragraph.firstChild);
		}
		let run = childOf(properties, 'rPr');
		if (!run) {
			run = this.#element('rPr', {});
			const after = elementsOf(properties).find((each) => /^(?:sectPr|pPrChange)$/.test(each.localName ?? '')) ?? null;
			properties.insertBefore(run, after);
		}
		run.insertBefore(this.#change(mark.type === 'newParagraph' ? 'ins' : 'del', mark), run.firstChild);
	}

	#change(name: 'ins' | 'del', { author, at }: By): Element {
		const date: Record<string, string> = at === null ? {} : { date: at.replace(/\.\d+Z$/, 'Z') };
		return this.#element(name, { id: String(90_000 + this.#revision++), author, ...date });
	}

	#wrap(paragraph: Element, bookmark: string): void {
		const id = String(this.#bookmark++);
		const properties = childOf(paragraph, 'pPr');
		paragraph.insertBefore(
			this.#element('bookmarkStart', { id, name: bookmark }),
			properties ? properties.nextSibling : paragraph.firstChild
		);
		paragraph.appendChild(this.#element('bookmarkEnd', { id }));
	}

	#text(words: string, name: 't' | 'delText' = 't'): Element {
		const text = this.#element(name, {});
		text.setAttribute('xml:space', 'preserve');
		text.appendChild(this.#document.createTextNode(words));
		return text;
	}

	#element(name: string, attributes: Record<string, string>): Element {
		const element = this.#document.createElementNS(W, `w:${name}`);
		for (const [key, value] of Object.entries(attributes)) element.setAttributeNS(W, `w:${key}`, value);
		return element;
	}

	#replace(node: Element, by: Element): void {
		node.parentNode?.replaceChild(by, node);
	}
}

function hasWords(paragraph: Element): boolean {
	return descendants(paragraph, 't').some((text) => (text.textContent ?? '').trim() !== '');
}

function addComments(parts: Record<string, string>, comments: readonly SentComment[]): void {
	const document = parseXml(`<w:comments xmlns:w="${W}"/>`);
	const root = document.documentElement;
	if (!root) return;
	const element = (name: string, attributes: Record<string, string> = {}, children: Element[] = []) => {
		const made = document.createElementNS(W, `w:${name}`);
		for (const [key, value] of Object.entries(attributes)) made.setAttributeNS(W, `w:${key}`, value);
		for (const child of children) made.appendChild(child);
		return made;
	};
	for (const [index, { author, at, text }] of comments.entries()) {
		const date: Record<string, string> = at === null ? {} : { date: at.replace(/\.\d+Z$/, 'Z') };
		const paragraphs = text.split(/\n+/).map((line) => {
			const words = element('t');
			words.setAttribute('xml:space', 'preserve');
			words.appendChild(document.createTextNode(withoutMarks(line)));
			return element('p', {}, [element('r', {}, [words])]);
		});
		root.appendChild(
			element('comment', { id: String(index), author, initials: initialsOf(author), ...date }, paragraphs)
		);
	}
	parts['word/comments.xml'] = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${serialiseXml(document)}`;
	parts['[Content_Types].xml'] = (parts['[Content_Types].xml'] ?? '').replace(
		'</Types>',
		'<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml" PartName="/word/comments.xml"/></Types>'
	);
	parts['word/_rels/document.xml.rels'] = (parts['word/_rels/document.xml.rels'] ?? '').replace(
		'</Relationships>',
		'<Relationship Id="rIdComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>'
	);
}

function initialsOf(author: string): string {
	const initials = author.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu) ?? [];
	return initials.slice(0, 4).join('').toUpperCase();
}

function withToken(custom: string, token: string): string {
	const pids = [...custom.matchAll(/pid="(\d+)"/g)].map((match) => Number(match[1]));
	const pid = Math.max(1, ...pids) + 1;
	const property =
		`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${pid}" name="${copyProperty}">` +
		`<vt:lpwstr>${token}</vt:lpwstr></property>`;
	return custom.replace('</Properties>', `${property}</Properties>`);
}

/** The settings stand in a fixed order; tracking comes directly before the first of these that is there. */
function withTracking(settings: string): string {
	return settings.replace(
		/<w:(?:defaultTabStop|evenAndOddHeaders|footnotePr|endnotePr|compat|updateFields)\b/,
		'<w:trackRevisions/>$&'
	);
}
