import { cleanText } from '#lib/forms/clean-text.ts';
import { type Align, type Inline, type Node, parseMarkdown, type Reference } from './markdown.ts';

/** A document before it has a format. Every emitter prints the same words and the same numbers from it. */
export type DocumentModel = {
	title: string;
	language: 'en-GB';
	/** Printed at the top and bottom of every page, such as "OFFICIAL - SENSITIVE". */
	marking: string;
	/** A label that must not be missed, printed below the marking, such as "FICTIONAL". */
	banner: string | null;
	/** Such as "DRAFT, version 3, Friday 14 June 2019"; a lodged document has none. */
	status: string | null;
	/** Such as "Paper by the Parliamentary Under-Secretary of State for Children and Families". */
	byLine: string | null;
	properties: DocumentProperties;
	/** Whether paragraphs carry continuous numbers. */
	numbered: boolean;
	styles: DocumentStyles;
	/** Whether a table of contents stands before the text. */
	contents: boolean;
	/** Plain paragraphs above the title, as the head of a letter has them: the title is then printed at the size of a heading. */
	head?: Block[];
	blocks: Block[];
	/** One note for each distinct citation; those never cited are not printed. */
	footnotes: Footnote[];
};

export type DocumentProperties = {
	subject: string;
	creator: string;
	keywords: string[];
	/** The frozen text that the document was made from, or null for a working copy. */
	snapshot: { sha256: string; number: string } | null;
};

/** Names that a cabinet office's own system recognises, such as CabStandard and CabRec. */
export type DocumentStyles = {
	paragraph: string;
	recommendation: string;
};

export type Footnote = {
	/** Tells citations of the same thing from citations of another. Never printed. */
	key: string;
	text: string;
};

export type HeadingLevel = 1 | 2 | 3 | 4;

/** The name of a block is what a cross-reference calls it by; it is never printed. */
export type Block =
	| { type: 'heading'; level: HeadingLevel; runs: Run[]; name?: string }
	| { type: 'annex'; runs: Run[]; name?: string }
	| { type: 'paragraph'; numbered: boolean; runs: Run[]; name?: string }
	| { type: 'list'; ordered: boolean; items: Block[][] }
	| { type: 'table'; caption: Run[] | null; align: Align[]; header: Run[][]; rows: Run[][][]; name?: string }
	| {
			type: 'figure';
			/** A picture of `cleanSvg`'s kind: shapes and words with presentation attributes, its size in its viewBox. */
			svg: string;
			/** What the picture says, for those who do not see it. A PDF is refused without it. */
			alt: string;
			caption: Run[];
			name?: string;
	  }
	| { type: 'quote'; blocks: Block[] }
	| { type: 'code'; text: string }
	| {
			type: 'recommendation';
			/** Tells one recommendation from another, so that it keeps its number when placed twice. Never printed. */
			key: string;
			/** The working reference to print, or null in a lodged document. */
			reference: Reference | null;
			verb: string | null;
			runs: Run[];
	  }
	| { type: 'rule' }
	| { type: 'pageBreak' };

export type Run =
	| { type: 'text'; text: string }
	| { type: 'strong' | 'emphasis'; runs: Run[] }
	| { type: 'code'; text: string }
	/** An address, or "#" and the name of an anchor or a block of the same document. */
	| { type: 'link'; href: string; runs: Run[] }
	| { type: 'break' }
	/** A place that a link of the same document may lead to. Prints nothing. */
	| { type: 'anchor'; name: string }
	/** Prints as "Recommendation 3", "Table 2", "Annex A" or "paragraph 12", whatever the number is by then. */
	| { type: 'crossReference'; name: string }
	/** The marks of one or more footnotes that stand at the same place. */
	| { type: 'footnotes'; keys: string[] };

export const defaultStyles: DocumentStyles = { paragraph: 'Numbered Paragraph', recommendation: 'Recommendation' };

export type ComposeOptions = {
	/** The words of the note for a citation, or null when it cannot be resolved. */
	citation: (reference: Reference) => string | null;
	/** The blocks that a live slot stands for, or null when it cannot be resolved. */
	slot: (name: string, argument: string) => Block[] | null;
	/** False for a lodged document: citations vanish and recommendations lose their working reference. */
	showReferences: boolean;
	/** The level of the heading that the text stands under, 0 for none; the text's own headings follow it without a gap. */
	headingBase?: 0 | 1 | 2 | 3;
};

export type Composed = {
	blocks: Block[];
	footnotes: Footnote[];
	/** The citations, as F104, and slots, as "evidence R7", that could not be resolved. */
	unresolved: string[];
};

/**
 * Turns one section's Markdown into blocks and footnotes. Join the sections by joining their blocks and footnotes:
 * numbers are given only when the whole document is printed.
 */
export function composeBlocks(markdown: string, options: ComposeOptions): Composed {
	const context: Context = { options, footnotes: new Map(), unresolved: new Set(), above: [] };
	const blocks = captionTables(toBlocks(parseMarkdown(markdown), context, true));

	return {
		blocks,
		footnotes: [...context.footnotes].map(([key, text]) => ({ key, text })),
		unresolved: [...context.unresolved]
	};
}

/** Runs of inline Markdown, for a recommendation's own words or a cell. Citations in it are left out. */
export function composeRuns(markdown: string): Run[] {
	const options: ComposeOptions = { citation: () => null, slot: () => null, showReferences: false };
	const context: Context = { options, footnotes: new Map(), unresolved: new Set(), above: [] };
	const paragraphs = parseMarkdown(markdown).flatMap((node) =>
		node.type === 'paragraph' || node.type === 'heading' ? [toRuns(node.children, context)] : []
	);
	return paragraphs.flatMap((runs, index) => (index === 0 ? runs : [{ type: 'break' } as const, ...runs]));
}

export function plainRuns(text: string): Run[] {
	return [{ type: 'text', text: cleanText(text) }];
}

/** The words of runs without formatting or note marks. */
export function runsText(runs: Run[]): string {
	return runs.map(runText).join('');
}

type Context = {
	options: ComposeOptions;
	footnotes: Map<string, string>;
	unresolved: Set<string>;
	/** The levels, as typed, of the headings that the present place stands under. */
	above: number[];
};

function toBlocks(nodes: Node[], context: Context, top: boolean): Block[] {
	return nodes.flatMap((node): Block[] => {
		switch (node.type) {
			case 'heading': {
				const runs = toRuns(node.children, context);
				if (!top) return [{ type: 'paragraph', numbered: false, runs }];
				return [{ type: 'heading', level: headingLevel(node.level, context), runs, ...named(node.name) }];
			}
			case 'paragraph': {
				const runs = toRuns(node.children, context);
				return runs.length > 0 ? [{ type: 'paragraph', numbered: top, runs, ...named(node.name) }] : [];
			}
			case 'list':
				return [
					{ type: 'list', ordered: node.ordered, items: node.items.map((item) => toBlocks(item, context, false)) }
				];
			case 'quote':
				return [{ type: 'quote', blocks: toBlocks(node.children, context, false) }];
			case 'code':
				return [{ type: 'code', text: node.text }];
			case 'rule':
				return [{ type: 'rule' }];
			case 'table':
				return [
					{
						type: 'table',
						caption: null,
						align: node.align,
						header: node.header.map((cell) => toRuns(cell, context)),
						rows: node.rows.map((row) => row.map((cell) => toRuns(cell, context)))
					}
				];
			case 'slot':
				return slotBlocks(node.name, node.argument, context);
		}
	});
}

function named(name: string | undefined): { name?: string } {
	return name === undefined ? {} : { name };
}

function slotBlocks(name: string, argument: string, context: Context): Block[] {
	const blocks = context.options.slot(name, argument);
	const shown = context.options.showReferences;

	if (blocks === null) {
		const written = `${name} ${argument}`.trim();
		context.unresolved.add(written);
		const marker = shown ? `[unresolved ${written}]` : `[unresolved ${name}]`;
		return [{ type: 'paragraph', numbered: false, runs: [{ type: 'strong', runs: plainRuns(marker) }] }];
	}

	return blocks.map((block) => (block.type === 'recommendation' && !shown ? { ...block, reference: null } : block));
}

/** A mark stands directly after the word it belongs to, and a citation that is left out leaves no gap behind. */
function toRuns(inlines: Inline[], context: Context): Run[] {
	const runs: Run[] = [];

	inlines.forEach((inline, index) => {
		if (inline.type !== 'citation') {
			runs.push(...toRun(inline, context));
			return;
		}
		const cited = citationRuns(inline.references, context);
		const last = runs.at(-1);
		if (
			last?.type === 'text' &&
			(cited[0]?.type === 'footnotes' || (cited.length === 0 && closesUp(inlines[index + 1])))
		) {
			last.text = last.text.replace(/\s+$/, '');
		}
		runs.push(...cited);
	});

	return joinTexts(runs);
}

function closesUp(next: Inline | undefined): boolean {
	return next === undefined || next.type === 'break' || (next.type === 'text' && /^[\s.,;:!?)\]’”]/.test(next.text));
}

function citationRuns(references: Reference[], context: Context): Run[] {
	const keys: string[] = [];
	const markers: Run[] = [];

	for (const reference of references) {
		const note = context.options.citation(reference);
		if (note === null) {
			context.unresolved.add(reference);
			markers.push({ type: 'strong', runs: plainRuns(` [unresolved ${reference}]`) });
		} else if (!keys.includes(reference)) {
			keys.push(reference);
			if (context.options.showReferences) context.footnotes.set(reference, cleanText(note));
		}
	}

	if (!context.options.showReferences) return [];
	return [...(keys.length > 0 ? [{ type: 'footnotes' as const, keys }] : []), ...markers];
}

function toRun(inline: Exclude<Inline, { type: 'citation' }>, context: Context): Run[] {
	switch (inline.type) {
		case 'text':
			// A single line break in the source is a space in print.
			return [{ type: 'text', text: inline.text.replace(/\s*\n\s*/g, ' ') }];
		case 'reference':
			return [{ type: 'text', text: inline.reference }];
		case 'code':
			return [{ type: 'code', text: inline.text }];
		case 'break':
			return [{ type: 'break' }];
		case 'crossReference':
			return [{ type: 'crossReference', name: inline.name }];
		case 'link':
			return [{ type: 'link', href: inline.href, runs: toRuns(inline.children, context) }];
		default: {
			const runs = toRuns(inline.children, context);
			return runs.length > 0 ? [{ type: inline.type, runs }] : [];
		}
	}
}

function joinTexts(runs: Run[]): Run[] {
	const joined: Run[] = [];
	for (const run of runs) {
		const last = joined.at(-1);
		if (run.type === 'text' && run.text === '') continue;
		if (run.type === 'text' && last?.type === 'text')
			joined[joined.length - 1] = { type: 'text', text: last.text + run.text };
		else joined.push(run);
	}
	return joined;
}

/** A paragraph "Table: words" directly above a table is its caption. */
function captionTables(blocks: Block[]): Block[] {
	return blocks.flatMap((block, index): Block[] => {
		const previous = blocks[index - 1];
		const next = blocks[index + 1];
		if (block.type === 'table' && previous) {
			const caption = captionOf(previous);
			return [caption === null ? block : { ...block, caption, ...('name' in previous && named(previous.name)) }];
		}
		if (next?.type === 'table' && captionOf(block) !== null) return [];
		return [block];
	});
}

function captionOf(block: Block): Run[] | null {
	const [first, ...rest] = block.type === 'paragraph' ? block.runs : [];
	if (first?.type !== 'text' || !/^Table:\s*/.test(first.text)) return null;
	const runs = joinTexts([{ type: 'text', text: first.text.replace(/^Table:\s*/, '') }, ...rest]);
	return runs.length > 0 ? runs : null;
}

/** Headings typed alike print alike, and no level is skipped: assistive technology could not walk such a document. */
function headingLevel(typed: number, { above, options }: Context): HeadingLevel {
	while ((above.at(-1) ?? 0) >= typed) above.pop();
	return Math.min(4, (options.headingBase ?? 0) + above.push(typed)) as HeadingLevel;
}

function runText(run: Run): string {
	switch (run.type) {
		case 'text':
		case 'code':
			return run.text;
		case 'break':
			return '\n';
		case 'footnotes':
		case 'anchor':
		case 'crossReference':
			return '';
		default:
			return runsText(run.runs);
	}
}
