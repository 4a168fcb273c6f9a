import { strFromU8, unzipSync } from 'fflate';

export type OoxmlCheck = {
	/** What is wrong with the file as a package; an empty list when nothing is. */
	problems: string[];
	/** Every part's text by its path. */
	parts: Record<string, string>;
	/** The words of the document's body, one paragraph a line, without numbers that Word itself writes. */
	text: string;
	/** The same with those numbers, as Word would show them. */
	numberedText: string;
	/** The words of each footnote, in the order of their marks. */
	footnotes: string[];
	headings: { level: number; text: string }[];
	/** The words of each table's rows that repeat on every page. */
	headerRows: string[];
	headers: string[];
	footers: string[];
	/** Title, creator and custom properties by name. */
	properties: Record<string, string>;
	language: string | null;
};

/** Opens a Word file as a package and reads back what a reader of it would see. Never throws on a broken file. */
export function checkOoxml(bytes: Uint8Array): OoxmlCheck {
	const problems: string[] = [];
	const parts = unzip(bytes, problems);
	const trees = parseParts(parts, problems);

	checkContentTypes(parts, trees, problems);
	checkRelationships(parts, trees, problems);

	const document = trees['word/document.xml'] ?? empty;
	const body = find(document, 'w:body')[0] ?? empty;
	const numbering = readNumbering(trees['word/numbering.xml'] ?? empty);
	const styles = readStyles(trees['word/styles.xml'] ?? empty);
	const paragraphs = find(body, 'w:p').map((paragraph) => readParagraph(paragraph, styles, numbering, problems));

	checkNotes(body, trees['word/footnotes.xml'] ?? empty, problems);
	checkBookmarks(body, problems);
	checkTables(body, problems);

	return {
		problems,
		parts,
		text: paragraphs.map(({ text }) => text).join('\n'),
		numberedText: paragraphs.map(({ label, text }) => (label ? `${label} ${text}` : text)).join('\n'),
		footnotes: readNotes(body, trees['word/footnotes.xml'] ?? empty),
		headings: paragraphs.flatMap(({ level, label, text }) =>
			level === null ? [] : [{ level: level + 1, text: label ? `${label} ${text}` : text }]
		),
		headerRows: find(body, 'w:tr')
			.filter((row) =>
				find(row, 'w:tblHeader').some((mark) => !/^(?:0|false|off)$/.test(mark.attributes['w:val'] ?? ''))
			)
			.map((row) => find(row, 'w:tc').map(textOf).join(' | ')),
		headers: partsNamed(trees, /^word\/header\d*\.xml$/).map(textOf),
		footers: partsNamed(trees, /^word\/footer\d*\.xml$/).map(textOf),
		properties: readProperties(trees),
		language: find(trees['word/styles.xml'] ?? empty, 'w:lang')[0]?.attributes['w:val'] ?? null
	};
}

/** Says where a text stops being well-formed XML, or null when it is. */
export function checkXml(text: string): string | null {
	try {
		parseXml(text);
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

export type Element = {
	name: string;
	attributes: Record<string, string>;
	children: (Element | string)[];
};

type Level = {
	format: string;
	text: string;
	start: number;
};

const empty: Element = { name: '', attributes: {}, children: [] };
const nameStart = '[A-Za-z_:]';
const tagName = `${nameStart}[\\w:.-]*`;
const attribute = new RegExp(`\\s+(${tagName})\\s*=\\s*(?:"([^<"]*)"|'([^<']*)')`, 'y');
const tag = new RegExp(`<(/?)(${tagName})`, 'y');
const legalReference = /&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);/g;

const illegalCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

function unzip(bytes: Uint8Array, problems: string[]): Record<string, string> {
	try {
		const entries = unzipSync(bytes);
		return Object.fromEntries(Object.entries(entries).map(([name, content]) => [name, strFromU8(content)]));
	} catch (error) {
		problems.push(`not a zip: ${String(error)}`);
		return {};
	}
}

function parseParts(parts: Record<string, string>, problems: string[]): Record<string, Element> {
	const trees: Record<string, Element> = {};
	for (const [name, text] of Object.entries(parts)) {
		if (!/\.(?:xml|rels)$/.test(name)) continue;
		try {
			trees[name] = parseXml(text);
		} catch (error) {
			problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	return trees;
}

/** A strict reader of the XML that documents are made of: no DTD, every tag balanced, every reference known. */
export function parseXml(text: string): Element {
	const bad = illegalCharacter.exec(text);
	if (bad) throw new Error(`illegal character at ${bad.index}`);

	const root: Element = { name: '', attributes: {}, children: [] };
	const stack = [root];
	let at = 0;

	while (at < text.length) {
		const top = stack.at(-1) ?? root;
		if (text.charAt(at) !== '<') {
			const end = text.indexOf('<', at);
			const raw = text.slice(at, end === -1 ? text.length : end);
			if (top === root && raw.trim() !== '' && raw !== '\ufeff') throw new Error(`text outside the root at ${at}`);
			if (raw.includes(']]>')) throw new Error(`]]> in text at ${at}`);
			top.children.push(decode(raw, at));
			at += raw.length;
		} else if (text.startsWith('<?', at)) {
			at = after(text, '?>', at);
		} else if (text.startsWith('<!--', at)) {
			at = after(text, '-->', at);
		} else {
			at = readTag(text, at, stack, root);
		}
	}

	if (stack.length > 1) throw new Error(`<${stack.at(-1)?.name}> is never closed`);
	const elements = root.children.filter((child) => typeof child !== 'string');
	const [first] = elements;
	if (elements.length !== 1 || !first) throw new Error(`${elements.length} root elements`);
	return first;
}

function readTag(text: string, from: number, stack: Element[], root: Element): number {
	tag.lastIndex = from;
	const [whole, slash, name] = tag.exec(text) ?? [];
	if (whole === undefined || name === undefined) throw new Error(`a stray < at ${from}`);
	let at = from + whole.length;

	const attributes: Record<string, string> = {};
	attribute.lastIndex = at;
	for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
		const key = match[1] ?? '';
		if (key in attributes) throw new Error(`${key} twice in <${name}> at ${from}`);
		attributes[key] = decode(match[2] ?? match[3] ?? '', at);
		at = attribute.lastIndex;
	}

	const [, end] = /^\s*(\/?>)/.exec(text.slice(at, at + 200)) ?? [];
	if (end === undefined) throw new Error(`<${name}> is malformed at ${at}`);
	const next = text.indexOf('>', at) + 1;

	if (slash) {
		const open = stack.pop();
		if (open === root || open?.name !== name) throw new Error(`</${name}> closes <${open?.name}> at ${from}`);
		return next;
	}
	const element: Element = { name, attributes, children: [] };
	stack.at(-1)?.children.push(element);
	if (end === '>') stack.push(element);
	return next;
}

function decode(raw: string, at: number): string {
	if (raw.replace(legalReference, '').includes('&')) throw new Error(`a stray & at ${at}`);
	const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
	return raw.replace(legalReference, (reference) => {
		const inner = reference.slice(1, -1);
		if (inner.startsWith('#x')) return String.fromCodePoint(parseInt(inner.slice(2), 16));
		if (inner.startsWith('#')) return String.fromCodePoint(Number(inner.slice(1)));
		return named[inner] ?? reference;
	});
}

function after(text: string, end: string, from: number): number {
	const at = text.indexOf(end, from);
	if (at === -1) throw new Error(`${end} is missing after ${from}`);
	return at + end.length;
}

function checkContentTypes(parts: Record<string, string>, trees: Record<string, Element>, problems: string[]): void {
	const types = trees['[Content_Types].xml'];
	if (!types) {
		problems.push('[Content_Types].xml is missing');
		return;
	}
	const defaults = new Set(find(types, 'Default').map((element) => element.attributes['Extension']?.toLowerCase()));
	const overrides = new Set(find(types, 'Override').map((element) => element.attributes['PartName']));
	for (const name of Object.keys(parts)) {
		if (name === '[Content_Types].xml' || name.endsWith('/')) continue;
		const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
		if (!overrides.has(`/${name}`) && !defaults.has(extension)) problems.push(`${name} has no content type`);
	}
	for (const name of overrides) {
		if (!name || !(name.slice(1) in parts)) problems.push(`a content type names ${name}, which is missing`);
	}
}

function checkRelationships(parts: Record<string, string>, trees: Record<string, Element>, problems: string[]): void {
	for (const [name, tree] of Object.entries(trees)) {
		if (name.endsWith('.rels')) {
			const folder = name.replace(/_rels\/[^/]*$/, '');
			for (const relationship of find(tree, 'Relationship')) {
				const target = relationship.attributes['Target'] ?? '';
				if (relationship.attributes['TargetMode'] === 'External') continue;
				const resolved = target.startsWith('/') ? target.slice(1) : resolve(folder, target);
				if (!(resolved in parts)) problems.push(`${name} points to ${resolved}, which is missing`);
			}
			continue;
		}
		const used = new Set(
			[...(parts[name] ?? '').matchAll(/\sr:(?:id|embed|link)="([^"]+)"/g)].map((match) => match[1])
		);
		const file = name.slice(name.lastIndexOf('/') + 1);
		const rels = trees[`${name.slice(0, -file.length)}_rels/${file}.rels`] ?? empty;
		const known = new Set(find(rels, 'Relationship').map((relationship) => relationship.attributes['Id']));
		for (const id of used) if (!known.has(id)) problems.push(`${name} uses ${id}, which no relationship declares`);
	}
	if (!('word/document.xml' in parts)) problems.push('word/document.xml is missing');
}

function resolve(folder: string, target: string): string {
	return new URL(target, `file:///${folder}`).pathname.slice(1);
}

function checkNotes(body: Element, notes: Element, problems: string[]): void {
	const known = new Set(find(notes, 'w:footnote').map((note) => note.attributes['w:id']));
	const used = find(body, 'w:footnoteReference').map((mark) => mark.attributes['w:id']);
	for (const id of used) if (!known.has(id)) problems.push(`footnote ${id} is marked and missing`);
	if (new Set(used).size !== used.length) problems.push('a footnote is marked twice');
}

function checkBookmarks(body: Element, problems: string[]): void {
	const starts = find(body, 'w:bookmarkStart');
	const ends = new Set(find(body, 'w:bookmarkEnd').map((end) => end.attributes['w:id']));
	const names = starts.map((start) => start.attributes['w:name'] ?? '');
	if (new Set(names).size !== names.length) problems.push('two bookmarks have one name');
	for (const start of starts) {
		if (!ends.has(start.attributes['w:id'])) problems.push(`bookmark ${start.attributes['w:name']} has no end`);
	}
	for (const field of find(body, 'w:fldSimple')) {
		const [, name] = /NOTEREF (\S+)/.exec(field.attributes['w:instr'] ?? '') ?? [];
		if (name !== undefined && !names.includes(name)) problems.push(`a field points to ${name}, which is no bookmark`);
	}
}

function checkTables(body: Element, problems: string[]): void {
	for (const table of find(body, 'w:tbl')) {
		const columns = find(table, 'w:gridCol').length;
		for (const row of find(table, 'w:tr')) {
			const cells = find(row, 'w:tc');
			if (cells.length !== columns) problems.push(`a row has ${cells.length} cells in a table of ${columns} columns`);
			if (cells.some((cell) => find(cell, 'w:p').length === 0)) problems.push('a cell has no paragraph');
		}
	}
}

type Style = {
	basedOn: string | null;
	level: number | null;
};

function readStyles(styles: Element): Map<string, Style> {
	return new Map(
		find(styles, 'w:style').map((style) => {
			const level = find(style, 'w:outlineLvl')[0]?.attributes['w:val'];
			return [
				style.attributes['w:styleId'] ?? '',
				{
					basedOn: find(style, 'w:basedOn')[0]?.attributes['w:val'] ?? null,
					level: level === undefined ? null : Number(level)
				}
			];
		})
	);
}

type NumberingParts = {
	levels: (id: string, level: number) => Level | null;
	/** The count reached on each level of each list. */
	counts: Map<string, number[]>;
};

function readNumbering(numbering: Element): NumberingParts {
	const abstracts = new Map(
		find(numbering, 'w:abstractNum').map((abstract) => [
			abstract.attributes['w:abstractNumId'],
			new Map(
				find(abstract, 'w:lvl').map((level) => [
					Number(level.attributes['w:ilvl']),
					{
						format: find(level, 'w:numFmt')[0]?.attributes['w:val'] ?? 'decimal',
						text: find(level, 'w:lvlText')[0]?.attributes['w:val'] ?? '',
						start: Number(find(level, 'w:start')[0]?.attributes['w:val'] ?? 1)
					}
				])
			)
		])
	);
	const lists = new Map(
		find(numbering, 'w:num').map((list) => [
			list.attributes['w:numId'],
			find(list, 'w:abstractNumId')[0]?.attributes['w:val']
		])
	);
	return { levels: (id, level) => abstracts.get(lists.get(id))?.get(level) ?? null, counts: new Map() };
}

function readParagraph(
	paragraph: Element,
	styles: Map<string, Style>,
	numbering: NumberingParts,
	problems: string[]
): { text: string; label: string | null; level: number | null } {
	const properties = find(paragraph, 'w:pPr')[0] ?? empty;
	const styleId = find(properties, 'w:pStyle')[0]?.attributes['w:val'];
	if (styleId !== undefined && !styles.has(styleId)) problems.push(`style ${styleId} is used and missing`);

	let level: number | null = null;
	for (let id: string | null = styleId ?? null; id !== null && level === null; id = styles.get(id)?.basedOn ?? null) {
		level = styles.get(id)?.level ?? null;
	}

	return { text: textOf(paragraph), label: nextLabel(properties, numbering, problems), level };
}

/** Counts as Word does: each list on its own, a level begins again below a higher one. */
function nextLabel(properties: Element, numbering: NumberingParts, problems: string[]): string | null {
	const list = find(properties, 'w:numPr')[0];
	if (!list) return null;
	const id = find(list, 'w:numId')[0]?.attributes['w:val'] ?? '0';
	const depth = Number(find(list, 'w:ilvl')[0]?.attributes['w:val'] ?? 0);
	if (id === '0') return null;
	const level = numbering.levels(id, depth);
	if (!level) {
		problems.push(`numbering ${id}, level ${depth}, is used and missing`);
		return null;
	}
	const counts = numbering.counts.get(id) ?? [];
	counts[depth] = (counts[depth] ?? level.start - 1) + 1;
	counts.length = depth + 1;
	numbering.counts.set(id, counts);

	if (level.format === 'bullet') return null;
	return level.text.replace(/%(\d)/g, (_, place: string) => {
		const index = Number(place) - 1;
		return formatNumber(counts[index] ?? 1, numbering.levels(id, index)?.format ?? 'decimal');
	});
}

function formatNumber(number: number, format: string): string {
	const letter = String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
	if (format === 'lowerLetter') return letter;
	if (format === 'upperLetter') return letter.toUpperCase();
	if (format === 'lowerRoman') {
		const ones = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];
		return 'x'.repeat(Math.floor(number / 10)) + (ones[number % 10] ?? '');
	}
	return String(number);
}

function readNotes(body: Element, notes: Element): string[] {
	const byId = new Map(find(notes, 'w:footnote').map((note) => [note.attributes['w:id'], textOf(note).trim()]));
	return find(body, 'w:footnoteReference').map((mark) => byId.get(mark.attributes['w:id'] ?? '') ?? '');
}

function readProperties(trees: Record<string, Element>): Record<string, string> {
	const core = (trees['docProps/core.xml'] ?? empty).children.filter((child) => typeof child !== 'string');
	const custom = find(trees['docProps/custom.xml'] ?? empty, 'property');
	return {
		...Object.fromEntries(core.map((element) => [element.name.replace(/^.*:/, ''), textOf(element)])),
		...Object.fromEntries(custom.map((element) => [element.attributes['name'] ?? '', allText(element)]))
	};
}

function partsNamed(trees: Record<string, Element>, pattern: RegExp): Element[] {
	return Object.entries(trees)
		.filter(([name]) => pattern.test(name))
		.map(([, tree]) => tree);
}

/** Every element of a name below an element, in the order of the file. */
export function find(element: Element, name: string): Element[] {
	return element.children.flatMap((child) =>
		typeof child === 'string' ? [] : child.name === name ? [child, ...find(child, name)] : find(child, name)
	);
}

/** The words that are printed; in a part of another kind (a property) all of them. */
function textOf(element: Element): string {
	const words: string[] = [];
	const read = (each: Element): void => {
		if (each.name === 'w:pPr') return;
		if (each.name === 'w:t') words.push(allText(each));
		else if (each.name === 'w:br') words.push('\n');
		else if (each.name === 'w:tab') words.push(' ');
		else if (each.name === 'w:footnoteReference') words.push(`[${each.attributes['w:id']}]`);
		else if (each.name === 'w:fldSimple' && /NOTEREF/.test(each.attributes['w:instr'] ?? ''))
			words.push(`[${allText(each)}]`);
		else for (const child of each.children) if (typeof child !== 'string') read(child);
	};
	if (element.name.startsWith('w:')) read(element);
	else words.push(allText(element));
	return words.join('');
}

export function allText(element: Element): string {
	return element.children.map((child) => (typeof child === 'string' ? child : allText(child))).join('');
}
