import type { Block, DocumentModel, Footnote, Run } from './document.ts';
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
	annex: (block: Block) => string;
	/** The number of a note, and whether this mark is the first that points to it. */
	mark: (run: Run, key: string) => { number: number; first: boolean } | null;
	/** In the order of their numbers. */
	notes: { number: number; note: Footnote }[];
};

/** Gives every number of a document in the order of reading. */
export function numberDocument(original: DocumentModel): Numbering {
	const model = copy(original);
	const paragraphs = new Map<Block, number>();
	const recommendations = new Map<Block, { number: number; repeated: boolean }>();
	const byKey = new Map<string, number>();
	const tables = new Map<Block, number>();
	const annexes = new Map<Block, string>();
	const marks = new Map<Run, Map<string, { number: number; first: boolean }>>();
	const noteByKey = new Map(model.footnotes.map((note) => [note.key, note]));
	const numberByKey = new Map<string, number>();

	walkBlocks(model.blocks, (block) => {
		if (block.type === 'paragraph' && block.numbered && model.numbered) paragraphs.set(block, paragraphs.size + 1);
		if (block.type === 'table' && block.caption) tables.set(block, tables.size + 1);
		if (block.type === 'annex') annexes.set(block, letters(annexes.size + 1).toUpperCase());
		if (block.type === 'recommendation') {
			const known = byKey.get(block.key);
			const number = known ?? byKey.size + 1;
			byKey.set(block.key, number);
			recommendations.set(block, { number, repeated: known !== undefined });
		}
		walkRuns(runsOf(block), (run) => {
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

function runsOf(block: Block): Run[] {
	if (block.type === 'table') return [...(block.caption ?? []), ...block.header.flat(), ...block.rows.flat(2)];
	return 'runs' in block ? block.runs : [];
}

function walkRuns(runs: Run[], visit: (run: Run) => void): void {
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
