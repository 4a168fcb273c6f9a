import { type Block, type DocumentModel, type Footnote, type Run, runsText } from './document.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import { type Reference } from './markdown.ts';

/** What each numbered thing of a document is called, worked out once so that every format prints the same. */
export type Numbering = {
	/** The document to print: a clean copy in which no two blocks are the same object. */
	model: DocumentModel;
	paragraph: (block: Block) => number | null;
	/** The number of a recommendation, and whether it stood earlier in the document under the same number. */
	recommendation: (block: Block) => { number: number; repeated: boolean };
	table: (block: Block) => number | null;
	figure: (block: Block) => number | null;
	annex: (block: Block) => string;
	/** What a cross-reference or a link within the document leads to, or null when nothing has the name. */
	target: (name: string) => Target | null;
	/** The place of a block that a link may lead to, in letters that every format allows; null when it has none. */
	place: (block: Block) => string | null;
	/** The place of an anchor; null when another place has its name. */
	anchor: (run: Run) => string | null;
	/** The places that something in the document leads to. */
	sought: ReadonlySet<string>;
	/** The number of a note, and whether this mark is the first that points to it. */
	mark: (run: Run, key: string) => { number: number; first: boolean } | null;
	/** In the order of their numbers. */
	notes: { number: number; note: Footnote }[];
};

export type Target = {
	kind: 'paragraph' | 'recommendation' | 'table' | 'figure' | 'annex' | 'heading' | 'anchor';
	/** As a cross-reference prints it, such as "Table 2". */
	label: string;
	place: string;
};

/** Gives every number of a document in the order of reading. */
export function numberDocument(original: DocumentModel): Numbering {
	const model = copy(original);
	const paragraphs = new Map<Block, number>();
	const recommendations = new Map<Block, { number: number; repeated: boolean }>();
	const byKey = new Map<string, number>();
	const tables = new Map<Block, number>();
	const figures = new Map<Block, number>();
	const annexes = new Map<Block, string>();
	const places = new Map<Block | Run, string>();
	const targets = new Map<string, Target>();
	const names = new Set<string>();
	let headings = 0;
	const marks = new Map<Run, Map<string, { number: number; first: boolean }>>();
	const noteByKey = new Map(model.footnotes.map((note) => [note.key, note]));
	const numberByKey = new Map<string, number>();

	const stands = (what: Block | Run, place: string, called: (string | undefined)[], target: Omit<Target, 'place'>) => {
		places.set(what, place);
		for (const name of called) if (name && !targets.has(name)) targets.set(name, { ...target, place });
	};

	walkBlocks(model.blocks, (block) => {
		if (block.type === 'heading') {
			const words = runsText(block.runs);
			stands(block, `heading-${++headings}`, [block.name, nameOf(words)], { kind: 'heading', label: `“${words}”` });
		}
		if (block.type === 'paragraph' && block.numbered && model.numbered) {
			const number = paragraphs.size + 1;
			paragraphs.set(block, number);
			stands(block, `paragraph-${number}`, [block.name], { kind: 'paragraph', label: `paragraph ${number}` });
		}
		if (block.type === 'table' && block.caption) {
			const number = tables.size + 1;
			tables.set(block, number);
			stands(block, `table-${number}`, [block.name], { kind: 'table', label: `Table ${number}` });
		}
		if (block.type === 'figure') {
			const number = figures.size + 1;
			figures.set(block, number);
			stands(block, `figure-${number}`, [block.name], { kind: 'figure', label: `Figure ${number}` });
		}
		if (block.type === 'annex') {
			const letter = letters(annexes.size + 1).toUpperCase();
			annexes.set(block, letter);
			const called = [block.name, nameOf(runsText(block.runs))];
			stands(block, `annex-${letter.toLowerCase()}`, called, { kind: 'annex', label: `Annex ${letter}` });
		}
		if (block.type === 'recommendation') {
			const known = byKey.get(block.key);
			const number = known ?? byKey.size + 1;
			byKey.set(block.key, number);
			recommendations.set(block, { number, repeated: known !== undefined });
			const label = `Recommendation ${number}`;
			if (!known) stands(block, `recommendation-${number}`, [block.key], { kind: 'recommendation', label });
		}
		walkRuns(runsOf(block), (run) => {
			if (run.type === 'anchor' && !targets.has(run.name)) {
				stands(run, `place-${places.size + 1}`, [run.name], { kind: 'anchor', label: '' });
			}
			const name = nameSought(run);
			if (name !== null) names.add(name);
			if (run.type !== 'footnotes') return;
			const here = new Map<string, { number: number; first: boolean }>();
			for (const key of run.keys) {
				if (!noteByKey.has(key)) continue;
				const known = numberByKey.get(key);
				const number = known ?? numberByKey.size + 1;
				numberByKey.set(key, number);
				here.set(key, { number, first: known === undefined });
			}
			marks.set(run, here);
		});
	});

	return {
		model,
		paragraph: (block) => paragraphs.get(block) ?? null,
		recommendation: (block) => recommendations.get(block) ?? { number: 0, repeated: true },
		table: (block) => tables.get(block) ?? null,
		figure: (block) => figures.get(block) ?? null,
		target: (name) => targets.get(name) ?? null,
		place: (block) => places.get(block) ?? null,
		anchor: (run) => places.get(run) ?? null,
		sought: new Set([...names].flatMap((name) => targets.get(name)?.place ?? [])),
		annex: (block) => annexes.get(block) ?? '',
		mark: (run, key) => marks.get(run)?.get(key) ?? null,
		notes: [...numberByKey].flatMap(([key, number]) => {
			const note = noteByKey.get(key);
			return note ? [{ number, note }] : [];
		})
	};
}

/**
 * The label of an item in an ordered list: "1." at the first level of a document without numbered paragraphs,
 * otherwise "(a)", then "(i)", so that no item is mistaken for a paragraph.
 */
export function itemLabel(position: number, level: number, numbered: boolean): string {
	const style = itemStyle(level, numbered);
	if (style === 'decimal') return `${position}.`;
	return style === 'letter' ? `(${letters(position)})` : `(${roman(position)})`;
}

export function itemStyle(level: number, numbered: boolean): 'decimal' | 'letter' | 'roman' {
	const styles = ['decimal', 'letter', 'roman'] as const;
	return styles[(level + (numbered ? 1 : 0)) % 3] ?? 'decimal';
}

export function recommendationLabel(number: number): string {
	return `Recommendation ${number}:`;
}

/** What stands where a cross-reference leads nowhere; an author must not miss it. */
export const UNRESOLVED = '[unresolved cross-reference]';

/** The name by which a heading can be called without having been given one, such as "how-evidence-was-gathered". */
export function nameOf(heading: string): string {
	return heading
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 64);
}

/** The headings that a table of contents lists, with what each is called in print. */
export function contentsOf({ model, annex, place }: Numbering): { level: 1 | 2; text: string; place: string }[] {
	return model.blocks.flatMap((block): { level: 1 | 2; text: string; place: string }[] => {
		if (block.type === 'annex') {
			return [{ level: 1, text: `Annex ${annex(block)}: ${oneLine(block.runs)}`, place: place(block) ?? '' }];
		}
		if (block.type !== 'heading' || block.level > 2) return [];
		return [{ level: block.level === 1 ? 1 : 2, text: oneLine(block.runs), place: place(block) ?? '' }];
	});
}

export function referenceLabel(reference: Reference): string {
	return `[${reference}]`;
}

/** Visits every block in the order of reading. */
export function walkBlocks(blocks: Block[], visit: (block: Block) => void): void {
	for (const block of blocks) {
		visit(block);
		if (block.type === 'list') block.items.forEach((item) => walkBlocks(item, visit));
		if (block.type === 'quote') walkBlocks(block.blocks, visit);
	}
}

/** A block that stands twice in a document has two numbers, so the copy shares nothing with itself. */
function copy(model: DocumentModel): DocumentModel {
	const clean = (_: string, value: unknown) => (typeof value === 'string' ? cleanText(value) : value);
	return JSON.parse(JSON.stringify(model, clean)) as DocumentModel;
}

function oneLine(runs: Run[]): string {
	return runsText(runs).replace(/\s+/g, ' ').trim();
}

function nameSought(run: Run): string | null {
	if (run.type === 'crossReference') return run.name;
	return run.type === 'link' && run.href.startsWith('#') ? run.href.slice(1) : null;
}

export function runsOf(block: Block): Run[] {
	if (block.type === 'figure') return block.caption;
	if (block.type === 'table') return [...(block.caption ?? []), ...block.header.flat(), ...block.rows.flat(2)];
	return 'runs' in block ? block.runs : [];
}

export function walkRuns(runs: Run[], visit: (run: Run) => void): void {
	for (const run of runs) {
		visit(run);
		if ('runs' in run) walkRuns(run.runs, visit);
	}
}

/** a … z, then aa, bb …, as Word counts its letters. */
function letters(position: number): string {
	const letter = String.fromCharCode(97 + ((position - 1) % 26));
	return letter.repeat(Math.ceil(position / 26));
}

function roman(position: number): string {
	const values = [
		[1000, 'm'],
		[900, 'cm'],
		[500, 'd'],
		[400, 'cd'],
		[100, 'c'],
		[90, 'xc'],
		[50, 'l'],
		[40, 'xl'],
		[10, 'x'],
		[9, 'ix'],
		[5, 'v'],
		[4, 'iv'],
		[1, 'i']
	] as const;
	let rest = position;
	let text = '';
	for (const [value, sign] of values) {
		while (rest >= value) {
			text += sign;
			rest -= value;
		}
	}
	return text;
}
