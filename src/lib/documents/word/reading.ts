import type { Document, Element } from '@xmldom/xmldom';
import { cleanText } from '#lib/forms/clean-text.ts';
import { attributeOf, childOf, descendants, elementsOf, UnreadableFile } from '../xml.ts';
import { bookmarkOf, copyProperty, isParagraphBookmark } from './names.ts';
import { isOn, openPackage, type WordPackage } from './package.ts';

/** A Word file as it was read, with every tracked change still open. */
export type Reading = {
	/** Which copy the file says it is. */
	token: string | null;
	/** Who saved it last: the author of changes that nobody tracked. */
	savedBy: string | null;
	savedAt: string | null;
	blocks: ReadBlock[];
	comments: ReadComment[];
	/** What the file holds and a text cannot: each with the words in it. */
	leftOver: { what: 'picture' | 'text box'; text: string }[];
	/** The words of its footnotes. */
	notes: string[];
	/** The bookmark of a footnote's first mark, to which later marks point, and the citation that it stands in. */
	marks: Map<string, string>;
};

export type ReadBlock = ReadParagraph | ReadTable;

export type ReadParagraph = {
	type: 'paragraph';
	/** Our bookmarks that begin in it, and those that began before and still stand open. */
	ids: string[];
	inside: string[];
	/** The name of its style, in lower case. */
	style: string;
	heading: number | null;
	list: { ordered: boolean; level: number } | null;
	pieces: Piece[];
	/** The changes of its end: one that was inserted or deleted joins or parts two paragraphs. */
	end: Revision[];
};

export type ReadTable = { type: 'table'; rows: { revisions: Revision[]; cells: ReadParagraph[][] }[] };

export type Revision = { kind: 'inserted' | 'deleted'; author: string; at: string | null };

export type Format = { bold: boolean; italic: boolean; code: boolean; href: string | null };

export type Span =
	| ({ type: 'text'; text: string } & Format)
	| { type: 'break' }
	/** A mark that was sent as a citation, by its bookmark. */
	| { type: 'citation'; name: string }
	/** A footnote by its words. */
	| { type: 'note'; text: string };

export type Piece = { span: Span | { type: 'comment'; id: string; edge: 'start' | 'end' }; revisions: Revision[] };

export type ReadComment = {
	id: string;
	author: string;
	at: string | null;
	text: string;
	/** The comment that this one answers. */
	answers: string | null;
	resolved: boolean;
};

/** Reads a Word file from outside. @throws UnreadableFile */
export function readWord(bytes: Uint8Array): Reading {
	const file = openPackage(bytes);
	const document = file.xml(file.main);
	const body = childOf(document?.documentElement ?? null, 'body');
	if (!document || !body) throw new UnreadableFile('This document has no text. Choose the .docx file that came back.');

	const context: Context = {
		styles: readStyles(file.xml('word/styles.xml')),
		numbering: readNumbering(file.xml('word/numbering.xml')),
		notes: readNotes(file),
		links: readLinks(file),
		open: new Map(),
		pending: [],
		fields: [],
		leftOver: [],
		marks: new Map(),
		token: null,
		paragraphs: 0
	};
	const blocks = readBlocks(body, context);
	const comments = readComments(file).filter((comment) => comment.text !== '');
	const core = file.xml('docProps/core.xml');
	return {
		token: readToken(file) ?? context.token,
		savedBy: textOfFirst(core, 'lastModifiedBy'),
		savedAt: dateOf(textOfFirst(core, 'modified')),
		blocks,
		comments,
		leftOver: context.leftOver.slice(0, MAX_LEFT_OVER),
		notes: [...context.notes.values()],
		marks: context.marks
	};
}

const MAX_PARAGRAPHS = 30_000;
const MAX_COMMENTS = 2_000;
const MAX_LEFT_OVER = 200;

type Context = {
	styles: Map<string, Style>;
	numbering: Map<string, Map<number, boolean | null>>;
	notes: Map<string, string>;
	links: Map<string, string>;
	/** Bookmarks of ours that have begun and not ended, by the file's own number. */
	open: Map<string, string>;
	/** Bookmarks that began between two paragraphs. */
	pending: string[];
	/** The fields that stand around the present place; only the words that a field shows are read. */
	fields: { instruction: string; shows: boolean }[];
	leftOver: Reading['leftOver'];
	marks: Reading['marks'];
	token: string | null;
	paragraphs: number;
};

type Style = {
	name: string;
	outline: number | null;
	numId: string | null;
	level: number;
	bold: boolean;
	italic: boolean;
};

function readStyles(document: Document | null): Map<string, Style> {
	const elements = new Map(
		(document ? descendants(document, 'style') : []).map((each) => [attributeOf(each, 'styleId') ?? '', each])
	);
	const styles = new Map<string, Style>();
	for (const id of elements.keys()) styles.set(id, readStyle(id, elements));
	return styles;
}

/** A style with what it takes from those it is based on. */
function readStyle(id: string, elements: Map<string, Element>): Style {
	const style: Style = { name: '', outline: null, numId: null, level: 0, bold: false, italic: false };
	const seen = new Set<string>();
	for (let at: string | null = id; at !== null && !seen.has(at);) {
		seen.add(at);
		const element = elements.get(at);
		if (!element) break;
		const paragraph = childOf(element, 'pPr');
		const run = childOf(element, 'rPr');
		const numbering = childOf(paragraph, 'numPr');
		if (seen.size === 1) style.name = (attributeOf(childOf(element, 'name'), 'val') ?? id).toLowerCase();
		style.outline ??= numberOf(attributeOf(childOf(paragraph, 'outlineLvl'), 'val'));
		style.numId ??= attributeOf(childOf(numbering, 'numId'), 'val');
		style.level ||= numberOf(attributeOf(childOf(numbering, 'ilvl'), 'val')) ?? 0;
		style.bold ||= isOn(run, 'b');
		style.italic ||= isOn(run, 'i');
		at = attributeOf(childOf(element, 'basedOn'), 'val');
	}
	return style;
}

/** For each list and level whether it counts, or null for one that shows nothing. */
function readNumbering(document: Document | null): Context['numbering'] {
	if (!document) return new Map();
	const kinds = new Map(
		descendants(document, 'abstractNum').map((each) => [attributeOf(each, 'abstractNumId') ?? '', levelsOf(each)])
	);
	return new Map(
		descendants(document, 'num').map((each) => {
			const kind = kinds.get(attributeOf(childOf(each, 'abstractNumId'), 'val') ?? '');
			return [attributeOf(each, 'numId') ?? '', kind ?? new Map<number, boolean | null>()];
		})
	);
}

function levelsOf(kind: Element): Map<number, boolean | null> {
	return new Map(
		descendants(kind, 'lvl').map((level) => {
			const format = attributeOf(childOf(level, 'numFmt'), 'val');
			return [numberOf(attributeOf(level, 'ilvl')) ?? 0, format === 'none' ? null : format !== 'bullet'];
		})
	);
}

function readNotes(file: WordPackage): Map<string, string> {
	const notes = new Map<string, string>();
	for (const kind of ['footnote', 'endnote']) {
		const document = file.xml(`word/${kind}s.xml`);
		for (const note of document ? descendants(document, kind) : []) {
			if (attributeOf(note, 'type') !== null) continue;
			notes.set(`${kind} ${attributeOf(note, 'id')}`, wordsOf(note));
		}
	}
	return notes;
}

function readLinks(file: WordPackage): Map<string, string> {
	const name = file.main.replace(/([^/]+)$/, '_rels/$1.rels');
	const document = file.xml(name);
	return new Map(
		(document ? descendants(document, 'Relationship') : [])
			.filter((each) => (attributeOf(each, 'Type') ?? '').endsWith('/hyperlink'))
			.map((each) => [attributeOf(each, 'Id') ?? '', attributeOf(each, 'Target') ?? ''])
	);
}

function readToken(file: WordPackage): string | null {
	const document = file.xml('docProps/custom.xml');
	const property = (document ? descendants(document, 'property') : []).find(
		(each) => attributeOf(each, 'name') === copyProperty
	);
	const token = property?.textContent?.trim() ?? '';
	return token === '' ? null : token;
}

function readComments(file: WordPackage): ReadComment[] {
	const document = file.xml('word/comments.xml');
	const threads = readThreads(file.xml('word/commentsExtended.xml'));
	const elements = document ? descendants(document, 'comment').slice(0, MAX_COMMENTS) : [];
	const byParagraph = new Map<string, string>();
	for (const element of elements) {
		for (const paragraph of descendants(element, 'p')) {
			byParagraph.set(attributeOf(paragraph, 'paraId') ?? '', attributeOf(element, 'id') ?? '');
		}
	}
	return elements.map((element) => {
		const last = descendants(element, 'p').at(-1) ?? null;
		const thread = threads.get(attributeOf(last, 'paraId') ?? 'none');
		return {
			id: attributeOf(element, 'id') ?? '',
			author: nameOf(element),
			at: dateOf(attributeOf(element, 'date')),
			text: wordsOf(element),
			answers: (thread?.parent ? byParagraph.get(thread.parent) : null) ?? null,
			resolved: thread?.done ?? false
		};
	});
}

function readThreads(document: Document | null): Map<string, { parent: string | null; done: boolean }> {
	return new Map(
		(document ? descendants(document, 'commentEx') : []).map((each) => [
			attributeOf(each, 'paraId') ?? '',
			{ parent: attributeOf(each, 'paraIdParent'), done: attributeOf(each, 'done') === '1' }
		])
	);
}

function readBlocks(parent: Element, context: Context): ReadBlock[] {
	return elementsOf(parent).flatMap((element): ReadBlock[] => {
		switch (element.localName) {
			case 'p':
				return [readParagraph(element, context)];
			case 'tbl':
				return [readTable(element, context)];
			case 'sdt':
				return readBlocks(childOf(element, 'sdtContent') ?? element, context);
			case 'customXml':
			case 'smartTag':
				return readBlocks(element, context);
			case 'bookmarkStart':
			case 'bookmarkEnd':
				readBookmark(element, context, context.pending);
				return [];
			default:
				return [];
		}
	});
}

function readTable(table: Element, context: Context): ReadTable {
	const rows = elementsOf(table).flatMap((each) => (each.localName === 'sdt' ? descendants(each, 'tr') : [each]));
	return {
		type: 'table',
		rows: rows
			.filter((row) => row.localName === 'tr')
			.map((row) => ({
				revisions: revisionsIn(childOf(row, 'trPr')),
				cells: elementsOf(row)
					.flatMap((each) => (each.localName === 'sdt' ? descendants(each, 'tc') : [each]))
					.filter((cell) => cell.localName === 'tc')
					.flatMap((cell) => {
						const span = numberOf(attributeOf(childOf(childOf(cell, 'tcPr'), 'gridSpan'), 'val')) ?? 1;
						const words = readBlocks(cell, context).flatMap(paragraphsIn);
						return [words, ...Array.from({ length: Math.min(span, 63) - 1 }, () => [])];
					})
			}))
	};
}

/** A table inside a cell is read as its paragraphs: Markdown has no such thing. */
function paragraphsIn(block: ReadBlock): ReadParagraph[] {
	return block.type === 'paragraph' ? [block] : block.rows.flatMap((row) => row.cells.flat());
}

function readParagraph(element: Element, context: Context): ReadParagraph {
	if (++context.paragraphs > MAX_PARAGRAPHS) throw new UnreadableFile('This document is longer than any paper.');
	const properties = childOf(element, 'pPr');
	const style = context.styles.get(attributeOf(childOf(properties, 'pStyle'), 'val') ?? '');
	const paragraph: ReadParagraph = {
		type: 'paragraph',
		ids: context.pending.splice(0),
		inside: [...context.open.values()].filter(isParagraphBookmark),
		style: style?.name ?? '',
		heading: headingOf(properties, style),
		list: listOf(properties, style, context),
		pieces: [],
		end: revisionsIn(childOf(properties, 'rPr'))
	};
	paragraph.inside = paragraph.inside.filter((name) => !paragraph.ids.includes(name));
	readInline(element, paragraph, { revisions: [], href: null }, context);
	return paragraph;
}

function headingOf(properties: Element | null, style: Style | undefined): number | null {
	const named = /^heading (\d)$/.exec(style?.name ?? '')?.[1];
	if (named !== undefined) return Number(named);
	const outline = numberOf(attributeOf(childOf(properties, 'outlineLvl'), 'val')) ?? style?.outline ?? null;
	return outline === null || outline > 8 ? null : outline + 1;
}

function listOf(properties: Element | null, style: Style | undefined, context: Context): ReadParagraph['list'] {
	const own = childOf(properties, 'numPr');
	const numId = attributeOf(childOf(own, 'numId'), 'val') ?? style?.numId ?? null;
	if (numId === null || numId === '0') return null;
	const level = numberOf(attributeOf(childOf(own, 'ilvl'), 'val')) ?? style?.level ?? 0;
	const ordered = context.numbering.get(numId)?.get(level);
	return ordered === undefined || ordered === null ? null : { ordered, level };
}

type Place = { revisions: Revision[]; href: string | null };

function readInline(parent: Element, paragraph: ReadParagraph, place: Place, context: Context): void {
	for (const element of elementsOf(parent)) {
		switch (element.localName) {
			case 'r':
				readRun(element, paragraph, place, context);
				break;
			case 'ins':
			case 'moveTo':
				readInline(element, paragraph, within(place, revisionOf(element, 'inserted')), context);
				break;
			case 'del':
			case 'moveFrom':
				readInline(element, paragraph, within(place, revisionOf(element, 'deleted')), context);
				break;
			case 'hyperlink': {
				const target = context.links.get(attributeOf(element, 'id') ?? '');
				readInline(element, paragraph, { ...place, href: addressOf(target) ?? place.href }, context);
				break;
			}
			case 'fldSimple':
				context.fields.push({ instruction: attributeOf(element, 'instr') ?? '', shows: true });
				readInline(element, paragraph, place, context);
				context.fields.pop();
				break;
			case 'smartTag':
			case 'customXml':
			case 'dir':
			case 'bdo':
				readInline(element, paragraph, place, context);
				break;
			case 'sdt':
				readInline(childOf(element, 'sdtContent') ?? element, paragraph, place, context);
				break;
			case 'bookmarkStart':
			case 'bookmarkEnd':
				readBookmark(element, context, paragraph.ids);
				break;
			case 'commentRangeStart':
			case 'commentRangeEnd': {
				const edge = element.localName === 'commentRangeStart' ? 'start' : 'end';
				paragraph.pieces.push({ span: { type: 'comment', id: attributeOf(element, 'id') ?? '', edge }, revisions: [] });
				break;
			}
		}
	}
}

function within(place: Place, revision: Revision): Place {
	return { ...place, revisions: [...place.revisions, revision] };
}

function readBookmark(element: Element, context: Context, ids: string[]): void {
	const id = attributeOf(element, 'id') ?? '';
	if (element.localName === 'bookmarkEnd') {
		context.open.delete(id);
		return;
	}
	const name = attributeOf(element, 'name') ?? '';
	const citation = openCitation(context);
	if (citation !== undefined && name.startsWith('_RefNote')) context.marks.set(name, citation);
	context.token ??= bookmarkOf('copy', name);
	if (isParagraphBookmark(name)) ids.push(name);
	if (isParagraphBookmark(name) || bookmarkOf('c', name) !== null) context.open.set(id, name);
}

function readRun(run: Element, paragraph: ReadParagraph, place: Place, context: Context): void {
	const properties = childOf(run, 'rPr');
	const format = formatOf(properties, place, context);
	const add = (span: Span) => addPiece(paragraph, span, place.revisions, context);

	for (const element of elementsOf(run)) {
		const field = context.fields.at(-1);
		switch (element.localName) {
			case 'fldChar': {
				const type = attributeOf(element, 'fldCharType');
				if (type === 'begin') context.fields.push({ instruction: '', shows: false });
				else if (type === 'end') context.fields.pop();
				else if (field) field.shows = true;
				break;
			}
			case 'instrText':
				if (field) field.instruction += element.textContent ?? '';
				break;
			case 't':
			case 'delText':
				if ((!field || field.shows) && !isBetweenMarks(properties, element.textContent ?? '')) {
					const href = format.href ?? linkIn(field?.instruction);
					add({ type: 'text', text: cleanText(element.textContent ?? '').replace(/\n/g, ' '), ...format, href });
				}
				break;
			case 'tab':
			case 'ptab':
				add({ type: 'text', text: ' ', ...format });
				break;
			case 'noBreakHyphen':
				add({ type: 'text', text: '\u2011', ...format });
				break;
			case 'cr':
			case 'br':
				if (!/^(?:page|column)$/.test(attributeOf(element, 'type') ?? '')) add({ type: 'break' });
				break;
			case 'footnoteReference':
			case 'endnoteReference': {
				const kind = element.localName.replace('Reference', '');
				const text = context.notes.get(`${kind} ${attributeOf(element, 'id')}`);
				if (text !== undefined) add({ type: 'note', text });
				break;
			}
			case 'commentReference': {
				const id = attributeOf(element, 'id') ?? '';
				paragraph.pieces.push({ span: { type: 'comment', id, edge: 'end' }, revisions: [] });
				break;
			}
			case 'drawing':
			case 'pict':
			case 'object':
				leaveOver(element, context);
				break;
			case 'AlternateContent':
				leaveOver(childOf(element, 'Choice') ?? element, context);
				break;
		}
	}
}

/** Whatever stands inside a citation's bookmark is its mark: how Word or another program writes the number is its own. */
function addPiece(paragraph: ReadParagraph, span: Span, revisions: Revision[], context: Context): void {
	const name = openCitation(context) ?? markPointedTo(context.fields.at(-1)?.instruction);
	if (name === undefined) {
		paragraph.pieces.push({ span, revisions });
		return;
	}
	const last = paragraph.pieces.at(-1);
	const again = last?.span.type === 'citation' && last.span.name === name;
	if (again && sameRevisions(last.revisions, revisions)) return;
	paragraph.pieces.push({ span: { type: 'citation', name }, revisions });
}

function openCitation(context: Context): string | undefined {
	return [...context.open.values()].find((each) => bookmarkOf('c', each) !== null);
}

function markPointedTo(instruction: string | undefined): string | undefined {
	return /^\s*NOTEREF\s+(_RefNote\w+)/.exec(instruction ?? '')?.[1];
}

function sameRevisions(a: Revision[], b: Revision[]): boolean {
	return (
		a.length === b.length && a.every((each, index) => each.kind === b[index]?.kind && each.author === b[index]?.author)
	);
}

/** The comma between the marks of two footnotes at one place. */
function isBetweenMarks(properties: Element | null, text: string): boolean {
	return attributeOf(childOf(properties, 'vertAlign'), 'val') === 'superscript' && /^[,\s]*$/.test(text);
}

function formatOf(properties: Element | null, place: Place, context: Context): Format {
	const style = context.styles.get(attributeOf(childOf(properties, 'rStyle'), 'val') ?? '');
	const fonts = childOf(properties, 'rFonts');
	return {
		bold: childOf(properties, 'b') ? isOn(properties, 'b') : (style?.bold ?? false),
		italic: childOf(properties, 'i') ? isOn(properties, 'i') : (style?.italic ?? false),
		code: /courier|consolas|mono/i.test(attributeOf(fonts, 'ascii') ?? ''),
		href: place.href
	};
}

function leaveOver(element: Element, context: Context): void {
	const boxes = descendants(element, 'txbxContent');
	const text = boxes.map(wordsOf).join(' ').trim();
	if (text !== '') context.leftOver.push({ what: 'text box', text });
	else if (descendants(element, 'blip').length > 0 || descendants(element, 'imagedata').length > 0) {
		const named = descendants(element, 'docPr')[0] ?? null;
		context.leftOver.push({ what: 'picture', text: attributeOf(named, 'descr') ?? '' });
	}
}

function revisionsIn(properties: Element | null): Revision[] {
	if (!properties) return [];
	return elementsOf(properties).flatMap((element) => {
		if (element.localName === 'ins' || element.localName === 'moveTo') return [revisionOf(element, 'inserted')];
		if (element.localName === 'del' || element.localName === 'moveFrom') return [revisionOf(element, 'deleted')];
		return [];
	});
}

function revisionOf(element: Element, kind: Revision['kind']): Revision {
	return { kind, author: nameOf(element), at: dateOf(attributeOf(element, 'date')) };
}

function nameOf(element: Element): string {
	return cleanText(attributeOf(element, 'author') ?? '')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 200);
}

/** Word writes the hour of the wall as if it were Greenwich's; to the day that is right, and nothing better is known. */
function dateOf(text: string | null): string | null {
	const time = Date.parse(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(text ?? '') ? `${text}Z` : (text ?? ''));
	return Number.isNaN(time) || time < 0 ? null : new Date(time).toISOString();
}

/** The words of a note or a comment, its paragraphs on lines of their own, without what was deleted. */
function wordsOf(parent: Element): string {
	const paragraphs = descendants(parent, 'p').map((paragraph) =>
		descendants(paragraph, 't')
			.map((text) => text.textContent ?? '')
			.join('')
			.trim()
	);
	return cleanText(paragraphs.join('\n')).trim().slice(0, 20_000);
}

function textOfFirst(document: Document | null, name: string): string | null {
	const text = cleanText((document ? descendants(document, name)[0]?.textContent : null) ?? '').trim();
	return text === '' ? null : text.slice(0, 200);
}

function linkIn(instruction: string | undefined): string | null {
	return addressOf(/^\s*HYPERLINK\s+"([^"]+)"/.exec(instruction ?? '')?.[1]);
}

function addressOf(target: string | undefined): string | null {
	return target !== undefined && /^(?:https?:\/\/|mailto:)[^\s\\]+$/i.test(target) ? target : null;
}

function numberOf(text: string | null): number | null {
	return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
