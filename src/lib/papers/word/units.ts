import type { Block } from '#lib/documents/document.ts';
import { paragraphsOf } from '../paragraphs.ts';

/** Consecutive paragraphs of a section's Markdown that make whole blocks: one paragraph, or a list with gaps in it. */
export type Unit = {
	from: number;
	/** The place after its last paragraph. */
	to: number;
	source: string;
	/** Whether the application writes its words: they are told apart from words that can be suggested. */
	fixed: boolean;
};

/** The units of a section's text, in order. */
export function unitsOf(body: string): Unit[] {
	const units: Unit[] = [];
	for (const [index, paragraph] of paragraphsOf(body).entries()) {
		const last = units.at(-1);
		if (last && goesOn(last.source, paragraph)) {
			last.source += `\n\n${paragraph}`;
			last.to = index + 1;
		} else units.push({ from: index, to: index + 1, source: paragraph, fixed: slotLine.test(paragraph) });
	}
	return units;
}

/**
 * The blocks of each unit, out of those of the whole section: numbers and headings depend on what stands before.
 * @param compose makes blocks of one unit alone, which says how many it has
 */
export function blocksOfUnits(
	units: readonly Unit[],
	blocks: readonly Block[],
	compose: (markdown: string) => Block[]
): { unit: Unit; blocks: Block[] }[] {
	let at = 0;
	const shared = units.map((unit) => {
		const { length } = compose(unit.source);
		at += length;
		return { unit, blocks: blocks.slice(at - length, at) };
	});
	const alike = shared.every(({ unit, blocks: own }) => shapeOf(compose(unit.source)) === shapeOf(own));
	if (at === blocks.length && alike) return shared;
	const [first] = units;
	const last = units.at(-1);
	if (!first || !last) return [];
	// Text that only makes sense together is one unit: a change of it is a change of all of it.
	const source = units.map((unit) => unit.source).join('\n\n');
	const whole = { from: first.from, to: last.to, source, fixed: units.some((unit) => unit.fixed) };
	return [{ unit: whole, blocks: [...blocks] }];
}

/** The kinds of blocks, outermost first, without their words. */
export function shapeOf(blocks: readonly Block[]): string {
	return blocks
		.map((block) => {
			if (block.type === 'list') return `list(${block.items.map(shapeOf).join(';')})`;
			if (block.type === 'quote') return `quote(${shapeOf(block.blocks)})`;
			if (block.type === 'table') {
				return `table(${block.caption ? 'caption ' : ''}${block.header.length}x${block.rows.length})`;
			}
			if (block.type === 'code') return `code(${block.text.split('\n').length})`;
			return block.type;
		})
		.join(',');
}

export const slotLine = /^::[a-z]/m;
const item = /^ {0,3}(?:([-*+])|\d{1,9}([.)]))\s/;

/** An item after a gap and an indented paragraph belong to the list above; "Table:" belongs to the table below. */
function goesOn(above: string, paragraph: string): boolean {
	if (/^Table:/.test(above) && !above.includes('\n\n')) return /^\s*\|/.test(paragraph);
	const list = item.exec(above);
	if (!list) return false;
	if (/^\s+\S/.test(paragraph)) return true;
	const next = item.exec(paragraph);
	return next !== null && next[1] === list[1] && next[2] === list[2];
}
