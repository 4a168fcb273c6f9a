import { describe, expect, test } from 'vitest';
import { bringBack, sendPaper } from '../../../../tests/support/word.ts';
import {
	adviser,
	deleted,
	editPart,
	editText,
	inserted,
	paragraphWith,
	run,
	textOfPart
} from '../../../../tests/support/word-edits.ts';

const body = `Parents did **not** know what was offered.[^F1] A [report](https://example.org/a) says so.

- First hub
- Second *hub*, by the river
- Third hub

Words between.[^F1][^F2]

Table: Hubs by place

| Place | Hubs |
| --- | --: |
| Lambeth | 2 |
| Leeds | 3 |

> A voice from the visit.

### A heading within

::recommendation R7

Last words.`;

const everything = [body, 'Second section, *first* paragraph.\n\nSecond section, second paragraph.'];
const nothing = { changes: [], comments: [], unplaced: [] };

describe('a file that comes back', () => {
	test('unchanged says nothing', async () => {
		const paper = await sendPaper(everything);
		expect(bringBack(paper, paper.bytes)).toEqual(nothing);
	});

	test('with a tracked change becomes a suggestion of its author against the version that was sent', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) =>
			xml.replace(run('Words between.'), run('Words ') + deleted('between') + inserted('in the middle') + run('.'))
		);
		expect(bringBack(paper, returned)).toEqual({
			...nothing,
			changes: [
				{
					kind: 'changed',
					sectionId: 11,
					version: 3,
					index: 2,
					before: 'Words between.[^F1][^F2]',
					after: 'Words in the middle.[^F1][^F2]',
					...adviser
				}
			]
		});
	});

	test('with an untracked change becomes a suggestion of whoever saved it', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) => xml.replace('Last words.', 'Very last words.'));
		const { changes } = bringBack(paper, returned);
		expect(changes).toEqual([
			expect.objectContaining({ index: 8, before: 'Last words.', after: 'Very last words.', author: null })
		]);
	});

	test('changes one item and leaves the list as it was typed', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) => xml.replace('First hub', 'First family hub'));
		expect(bringBack(paper, returned).changes).toEqual([
			expect.objectContaining({
				index: 1,
				after: '- First family hub\n- Second *hub*, by the river\n- Third hub'
			})
		]);
	});

	test('with a new item and a new paragraph after the right neighbours', async () => {
		const paper = await sendPaper(everything);
		const item = (xml: string, words: string) =>
			paragraphWith(xml, words)
				.replace(/<w:bookmark(?:Start|End)[^>]*>/g, '')
				.replace(words, 'New words');
		const returned = editText(paper.bytes, (xml) => {
			const third = paragraphWith(xml, 'Third hub');
			const last = paragraphWith(xml, 'Second section, second');
			return xml.replace(third, third + item(xml, 'Third hub')).replace(last, last + item(xml, 'Last words.'));
		});
		expect(bringBack(paper, returned)).toEqual({
			...nothing,
			changes: [
				expect.objectContaining({
					kind: 'changed',
					sectionId: 11,
					index: 1,
					after: '- First hub\n- Second *hub*, by the river\n- Third hub\n- New words'
				}),
				expect.objectContaining({ kind: 'added', sectionId: 12, index: 2, before: '', after: 'New words' })
			]
		});
	});

	test('with a deleted paragraph, tracked or not', async () => {
		const paper = await sendPaper(everything);
		const untracked = editText(paper.bytes, (xml) => xml.replace(paragraphWith(xml, 'Last words.'), ''));
		const tracked = editText(paper.bytes, (xml) => {
			const paragraph = paragraphWith(xml, 'Last words.');
			const gone = paragraph
				.replace(
					'</w:pPr>',
					`<w:rPr><w:del w:id="9" w:author="${adviser.author}" w:date="2026-03-02T09:30:00Z"/></w:rPr></w:pPr>`
				)
				.replace(run('Last words.'), deleted('Last words.'));
			return xml.replace(paragraph, gone);
		});
		const removed = { kind: 'removed', sectionId: 11, index: 8, before: 'Last words.', after: '' };
		expect(bringBack(paper, untracked)).toEqual({ ...nothing, changes: [expect.objectContaining(removed)] });
		expect(bringBack(paper, tracked)).toEqual({
			...nothing,
			changes: [expect.objectContaining({ ...removed, ...adviser })]
		});
	});

	test('with a paragraph that moved says both that it went and where it is', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) => {
			const moved = paragraphWith(xml, 'Words between.');
			const last = paragraphWith(xml, 'Last words.');
			return xml.replace(moved, '').replace(last, last + moved);
		});
		expect(bringBack(paper, returned)).toEqual({
			...nothing,
			changes: [
				expect.objectContaining({ kind: 'moved', index: 2, before: 'Words between.[^F1][^F2]', after: '' }),
				expect.objectContaining({ kind: 'moved', index: 9, before: '', after: 'Words between.[^F1][^F2]' })
			]
		});
	});

	test('with a paragraph cut in two, or two made one, is one change', async () => {
		const paper = await sendPaper(everything);
		const cut = editText(paper.bytes, (xml) => {
			const paragraph = paragraphWith(xml, 'Second section, second');
			const [head = ''] = /^<w:p>.*?<\/w:pPr>/.exec(paragraph) ?? [];
			return xml.replace(
				run('Second section, second paragraph.'),
				`${run('Second section,')}</w:p>${head}${run('second paragraph.')}`
			);
		});
		expect(bringBack(paper, cut).changes).toEqual([
			expect.objectContaining({ kind: 'changed', index: 1, after: 'Second section,\n\nsecond paragraph.' })
		]);

		const joined = editText(paper.bytes, (xml) => {
			const first = paragraphWith(xml, 'first');
			const second = paragraphWith(xml, 'Second section, second');
			return xml.replace(first + second, first.replace('</w:p>', second.replace(/^<w:p>.*?<\/w:pPr>/, '')));
		});
		const { changes } = bringBack(paper, joined);
		expect(changes).toHaveLength(1);
		expect(changes[0]).toMatchObject({
			index: 0,
			before: everything[1],
			after: 'Second section, *first* paragraph.Second section, second paragraph.'
		});
	});

	test('changes one cell of a table, its caption and a quotation, and nothing around them', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) =>
			xml.replace('>Leeds<', '>Leeds | north<').replace('Hubs by place', 'Hubs by town').replace('A voice', 'One voice')
		);
		expect(bringBack(paper, returned).changes.map(({ index, after }) => [index, after])).toEqual([
			[3, 'Table: Hubs by town\n\n| Place | Hubs |\n| --- | --: |\n| Lambeth | 2 |\n| Leeds \\| north | 3 |'],
			[5, '> One voice from the visit.']
		]);
	});

	test('with a row more is the table anew', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) => {
			const row = [...xml.matchAll(/<w:tr>.*?<\/w:tr>/gs)].at(-1)?.[0] ?? '';
			const more = row
				.replace(/<w:bookmark(?:Start|End)[^>]*>/g, '')
				.replace('Leeds', 'York')
				.replace('>3<', '>4<');
			return xml.replace(row, row + more);
		});
		expect(bringBack(paper, returned).changes.map(({ after }) => after)).toEqual([
			'Table: Hubs by place\n\n| Place | Hubs |\n| --- | --: |\n| Lambeth | 2 |\n| Leeds | 3 |\n| York | 4 |'
		]);
	});

	test('with other words for a recommendation is a comment, never a change', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) => xml.replace('one health visitor', 'two health visitors'));
		const found = bringBack(paper, returned);
		expect(found.changes).toEqual([]);
		expect(found.comments).toEqual([
			expect.objectContaining({
				sectionId: 11,
				body: expect.stringMatching(/::recommendation R7[\s\S]*two health visitors/)
			})
		]);
	});

	test('names what cannot be placed, with its words', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) =>
			xml.replaceAll('Support from conception to two', 'Support from birth')
		);
		expect(bringBack(paper, returned)).toEqual({
			...nothing,
			unplaced: [expect.objectContaining({ text: '“Support from conception to two” became “Support from birth”.' })]
		});
	});

	test('keeps bold, italic, links and a citation that was moved along', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) => xml.replace(' know what was offered.', ' hear what was on offer.'));
		expect(bringBack(paper, returned).changes.map(({ after }) => after)).toEqual([
			'Parents did **not** hear what was on offer.[^F1] A [report](https://example.org/a) says so.'
		]);
	});

	test('has lost its bookmarks and is still known by its words', async () => {
		const paper = await sendPaper(everything);
		const returned = editText(paper.bytes, (xml) =>
			xml.replace(/<w:bookmark(?:Start|End)[^>]*>/g, '').replace('Last words.', 'Last words of all.')
		);
		expect(bringBack(paper, returned).changes.map(({ after }) => after)).toEqual(['Last words of all.']);
	});

	test('says in comments what was said in the margin, at the words it was said of', async () => {
		const paper = await sendPaper(everything, {
			suggestions: [],
			comments: [
				{ id: 5, sectionId: 12, quote: 'Second section', text: 'Ours', author: 'Fictional Secretariat', at: null }
			]
		});
		expect(bringBack(paper, paper.bytes)).toEqual(nothing);
		const returned = editText(paper.bytes, (xml) =>
			xml.replace(
				run('Last words.'),
				`${run('Last ')}<w:commentRangeStart w:id="8"/>${run('words')}<w:commentRangeEnd w:id="8"/><w:r><w:commentReference w:id="8"/></w:r>${run('.')}`
			)
		);
		const parts = textOfPart(returned, 'word/comments.xml').replace(
			'</w:comments>',
			`<w:comment w:id="8" w:author="${adviser.author}" w:date="2026-03-02T09:30:00Z"><w:p>${run('Which words?')}</w:p></w:comment></w:comments>`
		);
		const found = bringBack(
			paper,
			editPart(returned, 'word/comments.xml', () => parts)
		);
		expect(found).toEqual({
			...nothing,
			comments: [
				expect.objectContaining({
					sectionId: 11,
					version: 3,
					quote: 'words',
					body: 'Which words?',
					answers: null,
					...adviser
				})
			]
		});
		expect(found.comments[0]?.prefix).toMatch(/Last $/);
	});
});

describe('a suggestion that went out as a tracked change', () => {
	const by = { author: 'Fictional Official', at: '2026-02-20T08:00:00.000Z' };
	const suggestion = { sectionId: 11, baseVersion: 3, because: null, ...by };
	const suggestions = [
		{ ...suggestion, id: 1, index: 8, before: 'Last words.', after: 'Last good words.' },
		{ ...suggestion, id: 2, index: 3, before: '', after: 'A **new** paragraph.' },
		{ ...suggestion, id: 3, index: 5, before: '> A voice from the visit.', after: '' },
		{ ...suggestion, id: 4, index: 8, before: 'Last words.', after: 'No words.' }
	];

	test('is a real one, and one that cannot be is a comment', async () => {
		const paper = await sendPaper(everything, { suggestions, comments: [] });
		const xml = textOfPart(paper.bytes);
		expect(paragraphWith(xml, 'Last')).toContain('<w:ins w:id="90');
		expect(
			xml.match(/<w:(?:ins|del) [^>]*w:author="Fictional Official" w:date="2026-02-20T08:00:00Z"/g)?.length
		).toBeGreaterThan(4);
		expect(textOfPart(paper.bytes, 'word/comments.xml')).toContain('No words.');
	});

	test('left alone, accepted or rejected brings no suggestion', async () => {
		const paper = await sendPaper(everything, { suggestions, comments: [] });
		expect(bringBack(paper, paper.bytes)).toEqual(nothing);

		const accepted = editText(paper.bytes, (xml) =>
			xml
				.replace(/<w:p>(?:(?!<\/w:p>).)*<w:rPr><w:del [^>]*\/>.*?<\/w:p>/gs, '')
				.replace(/<w:del .*?<\/w:del>/gs, '')
				.replace(/<\/?w:ins(?: [^>]*)?\/?>/g, '')
		);
		expect(bringBack(paper, accepted)).toEqual(nothing);

		const rejected = editText(paper.bytes, (xml) =>
			xml.replace(paragraphWith(xml, 'good'), paragraphWith(xml, 'good').replace(/<w:ins .*?<\/w:ins>/gs, ''))
		);
		const found = bringBack(paper, rejected);
		expect(found.changes).toEqual([]);
		expect(found.comments.map(({ body }) => body)).toEqual([expect.stringContaining('rejected')]);
	});

	test('and a change of somebody else beside it comes back alone', async () => {
		const paper = await sendPaper(everything, { suggestions: suggestions.slice(0, 1), comments: [] });
		const returned = editText(paper.bytes, (xml) => {
			const paragraph = paragraphWith(xml, 'good');
			return xml.replace(paragraph, paragraph.replace('</w:p>', `${inserted(' Indeed.')}</w:p>`));
		});
		expect(bringBack(paper, returned).changes).toEqual([
			expect.objectContaining({ before: 'Last words.', after: 'Last words. Indeed.', ...adviser })
		]);
	});
});
