import { strFromU8, unzipSync } from 'fflate';
import { allText, type Element, find, parseXml } from './ooxml.ts';

export type OdfCheck = {
	/** What is wrong with the file as a package; an empty list when nothing is. */
	problems: string[];
	parts: Record<string, string>;
	/** The words of the document's body with the numbers that the word processor writes, without its table of contents. */
	numberedText: string;
	/** The lines of the table of contents. */
	contents: string[];
	footnotes: string[];
	headings: { level: number; text: string }[];
	headerRows: string[];
	header: string;
	footer: string;
	/** Title, creator and own properties by name. */
	properties: Record<string, string>;
	language: string | null;
};

/** Opens an OpenDocument text as a package and reads back what a reader of it would see. Never throws on a broken file. */
export function checkOdf(bytes: Uint8Array): OdfCheck {
	const problems: string[] = [];
	const parts = unzip(bytes, problems);
	const tree = (name: string): Element => {
		try {
			return parseXml(parts[name] ?? '');
		} catch (error) {
			problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
			return empty;
		}
	};
	const content = tree('content.xml');
	const styles = tree('styles.xml');
	const meta = tree('meta.xml');
	checkManifest(parts, tree('META-INF/manifest.xml'), problems);

	const body = find(content, 'office:text')[0] ?? empty;
	checkNames(body, [content, styles], problems);
	checkTables(body, problems);
	const lines = readLines(body, readLists(styles), problems);

	return {
		problems,
		parts,
		numberedText: lines.map(({ label, text }) => (label ? `${label} ${text}` : text)).join('\n'),
		contents: find(body, 'text:index-body').flatMap((index) => find(index, 'text:p').map(textOf)),
		footnotes: find(body, 'text:note').map((note) => textOf(find(note, 'text:note-body')[0] ?? empty)),
		headings: lines.flatMap(({ level, label, text }) =>
			level === null ? [] : [{ level, text: label ? `${label} ${text}` : text }]
		),
		headerRows: find(body, 'table:table-header-rows').map((rows) =>
			find(rows, 'table:table-cell').map(textOf).join(' | ')
		),
		header: find(styles, 'style:header').map(textOf).join(' '),
		footer: find(styles, 'style:footer').map(textOf).join(' '),
		properties: readProperties(meta),
		language: readLanguage(styles)
	};
}

type Level = { kind: string; prefix: string; format: string; suffix: string };
type Line = { text: string; label: string | null; level: number | null };

const empty: Element = { name: '', attributes: {}, children: [] };

function unzip(bytes: Uint8Array, problems: string[]): Record<string, string> {
	const first = strFromU8(bytes.slice(30, 38), true);
	const stored = bytes[8] === 0 && bytes[9] === 0;
	const plain = bytes[28] === 0 && bytes[29] === 0;
	if (first !== 'mimetype' || !stored || !plain) problems.push('the first part is not a stored mimetype');
	try {
		return Object.fromEntries(
			Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part, /\.png$/.test(name))])
		);
	} catch (error) {
		problems.push(`not a zip: ${String(error)}`);
		return {};
	}
}

function checkManifest(parts: Record<string, string>, manifest: Element, problems: string[]): void {
	const listed = new Set(find(manifest, 'manifest:file-entry').map((entry) => entry.attributes['manifest:full-path']));
	for (const name of Object.keys(parts)) {
		if (name !== 'mimetype' && name !== 'META-INF/manifest.xml' && !listed.has(name))
			problems.push(`${name} is not listed`);
	}
	for (const name of listed)
		if (name !== '/' && !((name ?? '') in parts)) problems.push(`${name} is listed and missing`);
}

/** Every style, place and list that something names is there, and none twice. */
function checkNames(body: Element, sheets: Element[], problems: string[]): void {
	const styles = new Set(
		sheets.flatMap((sheet) =>
			['style:style', 'text:list-style', 'style:page-layout'].flatMap((name) =>
				find(sheet, name).map((style) => style.attributes['style:name'])
			)
		)
	);
	const places = ['text:bookmark', 'text:bookmark-start'].flatMap((name) =>
		find(body, name).map((mark) => mark.attributes['text:name'])
	);
	const notes = find(body, 'text:note').map((note) => note.attributes['text:id']);
	const sequences = find(body, 'text:sequence').map((sequence) => sequence.attributes['text:ref-name']);
	const lists = find(body, 'text:list').flatMap((list) => list.attributes['xml:id'] ?? []);
	for (const names of [places, notes, sequences, lists]) {
		if (new Set(names).size !== names.length) problems.push('two things have one name');
	}
	const all = new Set([...places, ...notes, ...sequences]);
	walk(body, (element) => {
		for (const [attribute, value] of Object.entries(element.attributes)) {
			const named = /^(?:text|table|draw):style-name$/.test(attribute) || attribute === 'text:visited-style-name';
			if (named && !styles.has(value)) problems.push(`style ${value} is used and missing`);
			if (attribute === 'text:continue-list' && !lists.includes(value)) problems.push(`no list ${value}`);
			if (attribute === 'text:ref-name' && element.name !== 'text:sequence' && !all.has(value)) {
				problems.push(`a field points to ${value}, which is not there`);
			}
			if (attribute === 'xlink:href' && value.startsWith('#') && !all.has(value.slice(1))) {
				problems.push(`a link points to ${value}, which is not there`);
			}
		}
	});
}

function checkTables(body: Element, problems: string[]): void {
	for (const table of find(body, 'table:table')) {
		const columns = find(table, 'table:table-column').length;
		for (const row of find(table, 'table:table-row')) {
			const cells = find(row, 'table:table-cell').length;
			if (cells !== columns) problems.push(`a row has ${cells} cells in a table of ${columns} columns`);
		}
	}
}

function readLists(styles: Element): Map<string, Map<number, Level>> {
	return new Map(
		find(styles, 'text:list-style').map((style) => [
			style.attributes['style:name'] ?? '',
			new Map(
				style.children.flatMap((child) =>
					typeof child === 'string'
						? []
						: [
								[
									Number(child.attributes['text:level']),
									{
										kind: child.name,
										prefix: child.attributes['style:num-prefix'] ?? '',
										format: child.attributes['style:num-format'] ?? '',
										suffix: child.attributes['style:num-suffix'] ?? ''
									}
								] as const
							]
				)
			)
		])
	);
}

/** Counts as a word processor does: a list on its own, unless it goes on from another; a level begins again below a higher one. */
function readLines(body: Element, lists: Map<string, Map<number, Level>>, problems: string[]): Line[] {
	const lines: Line[] = [];
	const counts = new Map<string, number[]>();

	const line = (element: Element, label: string | null) => {
		const level = element.name === 'text:h' ? Number(element.attributes['text:outline-level']) : null;
		lines.push({ text: textOf(element), label, level });
	};
	const readList = (list: Element, style: string, depth: number, above: number[]) => {
		const own = list.attributes['text:style-name'] ?? style;
		const before = list.attributes['text:continue-list'];
		const count = depth > 1 ? above : before === undefined ? [] : (counts.get(before) ?? []);
		if (depth > 1) count.length = Math.min(count.length, depth - 1);
		if (list.attributes['xml:id'] !== undefined) counts.set(list.attributes['xml:id'], count);
		for (const item of list.children) {
			if (typeof item === 'string') continue;
			let label: string | null = null;
			const [first] = item.children;
			if (item.name === 'text:list-item' && typeof first === 'object' && first.name !== 'text:list') {
				count[depth - 1] = (count[depth - 1] ?? 0) + 1;
				count.length = depth;
				const level = lists.get(own)?.get(depth);
				if (!level) problems.push(`list style ${own} has no level ${depth}`);
				else if (level.kind === 'text:list-level-style-number') {
					label = `${level.prefix}${numberAs(count[depth - 1] ?? 1, level.format)}${level.suffix}`;
				}
			}
			for (const child of item.children) {
				if (typeof child === 'string') continue;
				if (child.name === 'text:list') readList(child, own, depth + 1, count);
				else {
					line(child, label);
					label = null;
				}
			}
		}
	};
	const read = (element: Element) => {
		for (const child of element.children) {
			if (typeof child === 'string' || child.name === 'text:table-of-content') continue;
			if (child.name === 'text:list') readList(child, '', 1, []);
			else if (child.name === 'text:p' || child.name === 'text:h') line(child, null);
			else read(child);
		}
	};

	read(body);
	return lines;
}

function numberAs(number: number, format: string): string {
	const letter = String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
	if (format === 'a') return letter;
	if (format === 'A') return letter.toUpperCase();
	if (format === 'i') {
		const ones = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];
		return 'x'.repeat(Math.floor(number / 10)) + (ones[number % 10] ?? '');
	}
	return String(number);
}

function readProperties(meta: Element): Record<string, string> {
	const known = find(meta, 'office:meta')[0]?.children.filter((child) => typeof child !== 'string') ?? [];
	return Object.fromEntries(
		known.map((element) => [element.attributes['meta:name'] ?? element.name.replace(/^.*:/, ''), allText(element)])
	);
}

function readLanguage(styles: Element): string | null {
	const look = find(styles, 'style:default-style').flatMap((style) => find(style, 'style:text-properties'))[0];
	const { 'fo:language': language, 'fo:country': country } = look?.attributes ?? {};
	return language === undefined ? null : `${language}-${country}`;
}

function walk(element: Element, visit: (element: Element) => void): void {
	visit(element);
	for (const child of element.children) if (typeof child !== 'string') walk(child, visit);
}

/** The words that are printed, the marks of notes in brackets; a note's own words are read apart. */
function textOf(element: Element): string {
	const words: string[] = [];
	const read = (each: Element): void => {
		for (const child of each.children) {
			if (typeof child === 'string') words.push(child);
			else if (child.name === 'text:s') words.push(' '.repeat(Number(child.attributes['text:c'] ?? 1)));
			else if (child.name === 'text:tab') words.push(' ');
			else if (child.name === 'text:line-break') words.push('\n');
			else if (child.name === 'text:note') words.push(`[${allText(find(child, 'text:note-citation')[0] ?? empty)}]`);
			else if (child.name === 'text:note-ref') words.push(`[${allText(child)}]`);
			else if (child.name === 'svg:title' || child.name === 'svg:desc') continue;
			else read(child);
		}
	};
	read(element);
	return words.join('');
}
