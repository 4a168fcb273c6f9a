import { type Block, composeBlocks, type Footnote } from '#lib/documents/document.ts';
import type { BidContent } from '../content.ts';
import { type Case, cases } from '../record.ts';
import { recordFields } from '../workbook/record-sheets.ts';
import { heading, labelled, paragraph } from './blocks.ts';

export type Part = { blocks: Block[]; footnotes: Footnote[] };

/** What the record says under one case, each field with its label, and the findings that it cites as notes. */
export function caseBlocks(content: BidContent, of: Case): Part {
	const fields = recordFields(content).filter((field) => field.case === cases[of].label);
	const heard = new Map(
		content.benefitLines.flatMap(({ evidence }) => evidence.map(({ reference, text }) => [reference, text] as const))
	);
	const parts = fields.map(({ label, text }): Part => {
		const { blocks, footnotes } = composeBlocks(text, {
			headingBase: 2,
			showReferences: true,
			citation: (reference) => [reference, heard.get(reference)].filter(Boolean).join(': '),
			// A bid's record places nothing live: what looks like a slot is printed as it was typed.
			slot: (name, argument) => [paragraph(`::${name} ${argument}`.trim())]
		});
		const [only, ...more] = blocks.map(unnumbered);
		if (only?.type === 'paragraph' && more.length === 0 && text.length <= SHORT)
			return { blocks: [labelled(label, only.runs)], footnotes };
		return { blocks: [heading(2, label), ...(only ? [only, ...more] : [])], footnotes };
	});
	return {
		blocks: [
			heading(1, cases[of].label),
			...(parts.length === 0 ? [paragraph('The record says nothing under this case yet.')] : []),
			...parts.flatMap(({ blocks }) => blocks)
		],
		footnotes: parts.flatMap(({ footnotes }) => footnotes)
	};
}

const SHORT = 160;

function unnumbered(block: Block): Block {
	return block.type === 'paragraph' ? { ...block, numbered: false } : block;
}
