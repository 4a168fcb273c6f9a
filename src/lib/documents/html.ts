import { escapeHtml } from './escape.ts';
import { type Inline, type Node, parseMarkdown, type Reference, walkInlines, walkNodes } from './markdown.ts';

/** HTML that was made here and is safe to place in a page unescaped. */
export type SafeHtml = string & { readonly safeHtml: unique symbol };

export type HtmlOptions = {
	/** The address of a working reference, or null when there is nothing that this reader may open. */
	referenceHref?: (reference: Reference) => string | null;
	/** What a live slot stands for at the moment, or null when it cannot be resolved. */
	slot?: (name: string, argument: string) => SafeHtml | null;
	/**
	 * The level of the page's own heading above the text. The text's headings begin one below it and leave no level out,
	 * whatever an author typed. 2 unless told.
	 */
	headingOffset?: number;
};

/** Turns Markdown into safe HTML for the screen. Never throws; hostile or oversized text comes out as plain text. */
export function renderHtml(text: string, options: HtmlOptions = {}): SafeHtml {
	const parsed = remember(parsedTexts, text, () => parse(text));
	const links = new Map(parsed.references.map((reference) => [reference, options.referenceHref?.(reference) ?? null]));
	const slots = new Map(
		parsed.slots.map(({ name, argument }) => [`${name} ${argument}`, options.slot?.(name, argument) ?? null] as const)
	);
	const offset = options.headingOffset ?? 2;
	const key = JSON.stringify([text, offset, [...links], [...slots]]);
	const { depths } = parsed;

	return remember(renderedTexts, key, () => blocks(parsed.nodes, { links, slots, offset, depths }) as SafeHtml);
}

type Parsed = {
	nodes: Node[];
	references: Reference[];
	slots: { name: string; argument: string }[];
	/** How deep each heading lies among the others, from 1. */
	depths: Map<Node, number>;
};

type Context = {
	links: Map<Reference, string | null>;
	slots: Map<string, SafeHtml | null>;
	offset: number;
	depths: Map<Node, number>;
};

type Cache<Value> = {
	entries: Map<string, { value: Value; size: number }>;
	size: number;
};

// A parsed tree takes about ten times the room of its text.
const CACHE_CHARACTERS = 8_000_000;
const parsedTexts: Cache<Parsed> = { entries: new Map(), size: 0 };
const renderedTexts: Cache<SafeHtml> = { entries: new Map(), size: 0 };

/** The key is the content itself, so that an entry can never belong to another text; the oldest leave first. */
function remember<Value extends SafeHtml | Parsed>(cache: Cache<Value>, key: string, make: () => Value): Value {
	const known = cache.entries.get(key);
	const value = known?.value ?? make();
	const size = known?.size ?? key.length + (typeof value === 'string' ? value.length : key.length * 10);

	cache.entries.delete(key);
	cache.entries.set(key, { value, size });
	if (!known) cache.size += size;

	for (const [oldest, entry] of cache.entries) {
		if (cache.size <= CACHE_CHARACTERS) break;
		cache.entries.delete(oldest);
		cache.size -= entry.size;
	}

	return value;
}

function parse(text: string): Parsed {
	const nodes = parseMarkdown(text);
	const references = new Set<Reference>();
	const slots: Parsed['slots'] = [];
	const depths = new Map<Node, number>();
	const above: number[] = [];

	walkInlines(nodes, (inline) => {
		if (inline.type === 'reference') references.add(inline.reference);
		if (inline.type === 'citation') inline.references.forEach((reference) => references.add(reference));
	});
	walkNodes(nodes, (node) => {
		if (node.type === 'heading') {
			while ((above.at(-1) ?? 0) >= node.level) above.pop();
			depths.set(node, above.push(node.level));
		}
		if (node.type !== 'slot') return;
		if (isReference(node.argument)) references.add(node.argument);
		slots.push({ name: node.name, argument: node.argument });
	});

	return { nodes, references: [...references], slots, depths };
}

function blocks(nodes: Node[], context: Context): string {
	return nodes.map((node) => block(node, context)).join('\n');
}

// Each block takes its own direction and is isolated by it, so that an override in one cannot reach the next.
function block(node: Node, context: Context): string {
	switch (node.type) {
		case 'heading': {
			const level = Math.min(6, context.offset + (context.depths.get(node) ?? 1));
			return `<h${level} dir="auto">${inlines(node.children, context)}</h${level}>`;
		}
		case 'paragraph':
			return `<p dir="auto">${inlines(node.children, context)}</p>`;
		case 'list': {
			const items = node.items.map((item) => `<li dir="auto">${listItem(item, node.tight, context)}</li>`).join('');
			const start = node.ordered && node.start !== 1 ? ` start="${node.start}"` : '';
			return node.ordered ? `<ol${start}>${items}</ol>` : `<ul>${items}</ul>`;
		}
		case 'quote':
			return `<blockquote dir="auto">${blocks(node.children, context)}</blockquote>`;
		case 'code':
			return `<pre dir="ltr" tabindex="0"><code>${escapeHtml(node.text)}</code></pre>`;
		case 'table':
			return table(node, context);
		case 'rule':
			return '<hr>';
		case 'slot':
			return slot(node, context);
	}
}

function listItem(item: Node[], tight: boolean, context: Context): string {
	return item
		.map((node) => (tight && node.type === 'paragraph' ? inlines(node.children, context) : block(node, context)))
		.join('\n');
}

function table(node: Node & { type: 'table' }, context: Context): string {
	const cell = (tag: string, attributes: string) => (content: Inline[], column: number) => {
		const align = node.align[column] ?? 'left';
		const aligned = align === 'left' ? '' : ` class="align-${align}"`;
		return `<${tag}${attributes}${aligned} dir="auto">${inlines(content, context)}</${tag}>`;
	};
	const header = node.header.map(cell('th', ' scope="col"')).join('');
	const rows = node.rows.map((row) => `<tr>${row.map(cell('td', '')).join('')}</tr>`).join('');

	return (
		'<div class="table-scroll" role="group" aria-label="Table" tabindex="0">' +
		`<table><thead><tr>${header}</tr></thead><tbody>${rows}</tbody></table></div>`
	);
}

function slot(node: Node & { type: 'slot' }, context: Context): string {
	const html = context.slots.get(`${node.name} ${node.argument}`) ?? null;
	const written = isReference(node.argument)
		? label(node.argument, context)
		: escapeHtml(`${node.name} ${node.argument}`.trim());
	return (
		`<div class="slot${html === null ? ' slot--empty' : ''}" data-slot="${escapeHtml(node.name)}">` +
		`<p class="slot__label">${written}</p>${html ?? ''}</div>`
	);
}

function inlines(children: Inline[], context: Context): string {
	return children.map((child) => inline(child, context)).join('');
}

function inline(node: Inline, context: Context): string {
	switch (node.type) {
		case 'text':
			return escapeHtml(node.text);
		case 'strong':
			return `<strong>${inlines(node.children, context)}</strong>`;
		case 'emphasis':
			return `<em>${inlines(node.children, context)}</em>`;
		case 'code':
			return `<code>${escapeHtml(node.text)}</code>`;
		case 'break':
			return '<br>';
		case 'link': {
			const outside =
				node.href.startsWith('/') || node.href.startsWith('#') ? '' : ' rel="noopener noreferrer nofollow"';
			return `<a href="${escapeHtml(node.href)}"${outside}><bdi>${inlines(node.children, context)}</bdi></a>`;
		}
		case 'reference':
			return referenceLink(node.reference, context) ?? escapeHtml(node.reference);
		case 'crossReference':
			// A section does not know the numbers of the whole paper, so the name stands in for them.
			return `<span class="reference">#${escapeHtml(node.name)}</span>`;
		case 'citation':
			return `<sup class="citation">${node.references.map((each) => label(each, context)).join(' ')}</sup>`;
	}
}

function isReference(argument: string): boolean {
	return /^[A-Z][1-9]\d{0,6}$/.test(argument);
}

/** What was meant as a reference stays visible as one when nothing answers to it; a word such as B12 does not. */
function label(reference: Reference, context: Context): string {
	return (
		referenceLink(reference, context) ?? `<span class="reference reference--unknown">${escapeHtml(reference)}</span>`
	);
}

function referenceLink(reference: Reference, context: Context): string | null {
	const href = context.links.get(reference) ?? null;
	if (href === null) return null;
	const name = escapeHtml(reference);
	return `<a class="reference" href="${escapeHtml(href)}" data-reference="${name}">${name}</a>`;
}
