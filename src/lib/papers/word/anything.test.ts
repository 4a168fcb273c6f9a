import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bringBack, sendPaper } from '../../../../tests/support/word.ts';
import { editText, wordsOf } from '../../../../tests/support/word-edits.ts';
import { paragraphsOf } from '../paragraphs.ts';

const word = fc.constantFrom(
	'visit',
	'a*b',
	'_so_',
	'c|d',
	'5 > 3',
	'[x]',
	'# no',
	'1.',
	'tŷ',
	'שלום',
	'👪',
	'&amp;',
	'\\',
	'https://a.example'
);
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((each) => each.join(' '));
const marked = fc.oneof(
	words,
	words.map((text) => `Said **${text}** there.[^F1]`),
	words.map((text) => `*Then* ${text}.[^F2][^F3] More [words](https://example.org/x).`)
);
const paragraph = fc.oneof(
	marked,
	fc.array(marked, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
	fc
		.array(words, { minLength: 2, maxLength: 3 })
		.map((items) => items.map((item, index) => `${index + 1}. ${item}`).join('\n\n')),
	words.map((text) => `> ${text}`),
	words.map((text) => `### ${text}`),
	words.map((text) => `| A | B |\n| --- | --: |\n| ${text.replaceAll('|', '/')} | 2 |`),
	words.map((text) => `\`\`\`\n${text}\n\n${text}\n\`\`\``),
	fc.constant('::recommendation R7'),
	fc.constant('---')
);
const bodies = fc.array(
	fc.array(paragraph, { minLength: 1, maxLength: 6 }).map((each) => each.join('\n\n')),
	{ minLength: 1, maxLength: 3 }
);

test('whatever a paper says, a file that nobody edited says nothing', async () => {
	await fc.assert(
		fc.asyncProperty(bodies, async (texts) => {
			const paper = await sendPaper(texts);
			expect(bringBack(paper, paper.bytes)).toEqual({ changes: [], comments: [], unplaced: [] });
		}),
		{ numRuns: 60 }
	);
});

test('a word added anywhere comes back at the very paragraph that holds it', async () => {
	await fc.assert(
		fc.asyncProperty(bodies, fc.nat(), async (texts, at) => {
			const paper = await sendPaper(texts);
			let place: { section: number; unit: number } | null = null;
			const returned = editText(paper.bytes, (xml) => {
				const lines = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].filter(
					([line]) => line.includes('_TL_p_') && wordsOf(line) !== '' && /<w:t[ >]/.test(line) && !line.includes('[R7]')
				);
				const [line] = lines[at % Math.max(1, lines.length)] ?? [];
				if (line === undefined) return xml;
				const [, section, unit] = /_TL_p_(\d+)_\d+_(\d+)_/.exec(line) ?? [];
				place = { section: Number(section), unit: Number(unit) };
				return xml.replace(line, () => line.replace(/(<w:t(?: [^>]*)?>)/, '$1Quillwort '));
			});
			const { changes, unplaced } = bringBack(paper, returned);
			expect(unplaced).toEqual([]);
			if (place === null) {
				expect(changes).toEqual([]);
				return;
			}
			const { section, unit } = place;
			expect(changes).toMatchObject([{ sectionId: section, index: unit, kind: 'changed' }]);
			const [change] = changes;
			const base = paragraphsOf(paper.bodies.get(section) ?? '');
			expect(base.slice(unit, unit + paragraphsOf(change?.before ?? '').length).join('\n\n')).toBe(change?.before);
			expect(change?.after).toContain('Quillwort');
		}),
		{ numRuns: 60 }
	);
});
