import { describe, expect, it } from 'vitest';
import { type Block, composeBlocks, type ComposeOptions, composeRuns, runsText } from './document.ts';
import { itemLabel } from './numbering.ts';

const options: ComposeOptions = {
	citation: (reference) => (reference === 'F9' ? null : `Visit behind ${reference}`),
	slot: (name, reference) => (name === 'recommendation' && reference !== 'R9' ? [recommendation(reference)] : null),
	showReferences: true
};
const lodged = { ...options, showReferences: false };

function recommendation(reference: string): Block {
	return {
		type: 'recommendation',
		key: reference,
		reference,
		verb: 'Agree',
		runs: [{ type: 'text', text: 'to act.' }]
	};
}

function paragraphText(blocks: Block[]): string {
	return blocks.map((block) => ('runs' in block ? runsText(block.runs) : '')).join('\n');
}

describe('composeBlocks', () => {
	it('makes one note of two citations of the same finding', () => {
		const { blocks, footnotes } = composeBlocks('One [^F1][^F2]. Two[^F1].', options);
		expect(footnotes).toEqual([
			{ key: 'F1', text: 'Visit behind F1' },
			{ key: 'F2', text: 'Visit behind F2' }
		]);
		expect(blocks[0]).toMatchObject({
			runs: [
				{ type: 'text', text: 'One' },
				{ type: 'footnotes', keys: ['F1', 'F2'] },
				{ type: 'text', text: '. Two' },
				{ type: 'footnotes', keys: ['F1'] },
				{ type: 'text', text: '.' }
			]
		});
	});

	it('shows what it cannot resolve, and says so', () => {
		const { blocks, unresolved, footnotes } = composeBlocks('Said[^F9].\n\n::recommendation R9', options);
		expect(paragraphText(blocks)).toBe('Said [unresolved F9].\n[unresolved recommendation R9]');
		expect(unresolved).toEqual(['F9', 'recommendation R9']);
		expect(footnotes).toEqual([]);
	});

	it('prints no citation, note or working reference in a lodged document', () => {
		const text =
			'Families said so [^F1], and [^F2] again [^F9].\n\nEnd[^F1]\n\n::recommendation R1\n\n::recommendation R9';
		const { blocks, footnotes, unresolved } = composeBlocks(text, lodged);
		expect(footnotes).toEqual([]);
		expect(paragraphText(blocks)).toBe('Families said so, and again.\nEnd\nto act.\n[unresolved recommendation]');
		expect(blocks[2]).toMatchObject({ type: 'recommendation', reference: null });
		expect(JSON.stringify(blocks)).not.toMatch(/F1|F2|F9|R9/);
		expect(unresolved).toEqual(['F9', 'recommendation R9']);
	});

	it('leaves words as typed in a lodged document', () => {
		expect(paragraphText(composeBlocks('Vitamin B12 and F1 as words.', lodged).blocks)).toBe(
			'Vitamin B12 and F1 as words.'
		);
	});

	it('numbers paragraphs of the text, not those in lists and quotes', () => {
		const { blocks } = composeBlocks('One\n\n- item\n\n> quoted\n\nTwo', options);
		expect(blocks.filter((block) => block.type === 'paragraph').map((block) => block.numbered)).toEqual([true, true]);
		expect(blocks[1]).toEqual({
			type: 'list',
			ordered: false,
			items: [[{ type: 'paragraph', numbered: false, runs: [{ type: 'text', text: 'item' }] }]]
		});
		expect(blocks[2]).toMatchObject({ type: 'quote', blocks: [{ numbered: false }] });
	});

	it('puts headings below their section without skipping a level', () => {
		const levels = (markdown: string, headingBase: 0 | 1) =>
			composeBlocks(markdown, { ...options, headingBase }).blocks.map(
				(block) => block.type === 'heading' && block.level
			);
		expect(levels('### A\n\n###### B\n\n# C', 1)).toEqual([2, 3, 2]);
		expect(levels('### A\n\n### B\n\n### C\n\n#### D', 1)).toEqual([2, 2, 2, 3]);
		expect(levels('# A\n\n## B\n\n#### C\n\n###### D', 0)).toEqual([1, 2, 3, 4]);
	});

	it('takes the words above a table as its caption', () => {
		const { blocks } = composeBlocks('Text\n\nTable: Visits *made*\n\n|a|b|\n|-|-|\n|1|\n\n|c|\n|-|\n|2|', options);
		expect(blocks.map(({ type }) => type)).toEqual(['paragraph', 'table', 'table']);
		expect(blocks[1]).toMatchObject({
			caption: [{ text: 'Visits ' }, { type: 'emphasis' }],
			rows: [[[{ text: '1' }], []]]
		});
		expect(blocks[2]).toMatchObject({ caption: null });
	});

	it('joins lines that were only wrapped', () => {
		expect(paragraphText(composeBlocks('one\ntwo\n  three', options).blocks)).toBe('one two three');
	});
});

describe('composeRuns', () => {
	it('keeps formatting and drops citations', () => {
		expect(composeRuns('Fund **all** of it[^F1]')).toEqual([
			{ type: 'text', text: 'Fund ' },
			{ type: 'strong', runs: [{ type: 'text', text: 'all' }] },
			{ type: 'text', text: ' of it' }
		]);
	});
});

describe('itemLabel', () => {
	it('never looks like the number of a paragraph', () => {
		expect([1, 26, 27, 28].map((position) => itemLabel(position, 0, true))).toEqual(['(a)', '(z)', '(aa)', '(bb)']);
		expect([1, 4, 9, 14].map((position) => itemLabel(position, 1, true))).toEqual(['(i)', '(iv)', '(ix)', '(xiv)']);
		expect(itemLabel(3, 0, false)).toBe('3.');
	});
});
