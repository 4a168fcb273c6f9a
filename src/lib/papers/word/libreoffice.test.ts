import { expect, test } from 'vitest';
import { editInLibreOffice, libreOfficePython, saveInLibreOffice } from '../../../../tests/support/libreoffice.ts';
import { bringBack, sendPaper } from '../../../../tests/support/word.ts';
import { adviser, deleted, editText, inserted, run } from '../../../../tests/support/word-edits.ts';

const body = `Parents did **not** know what was offered.[^F1] A [report](https://example.org/a) says so.

- First hub
- Second *hub*, by the river
- Third hub

1. One thing
2. Another thing

Words between.[^F1][^F2] And after.[^F2]

Table: Hubs by place

| Place | Hubs |
| --- | --: |
| Lambeth | 2 |
| Leeds | 3 |

> A voice from the visit.

### A heading within

::recommendation R7

Last words.`;
const bodies = [
	body,
	'Second section, *first* paragraph.\n\nSecond section, second paragraph.\n\nThird paragraph here.'
];
const nothing = { changes: [], comments: [], unplaced: [] };
const suggestion = {
	sectionId: 11,
	baseVersion: 3,
	because: null,
	author: 'Fictional Official',
	at: '2026-02-20T08:00:00.000Z'
};
const remarks = {
	suggestions: [
		{ ...suggestion, id: 1, index: 9, before: 'Last words.', after: 'Last good words.' },
		{ ...suggestion, id: 2, index: 3, before: '', after: 'A **new** paragraph.' }
	],
	comments: [{ id: 5, sectionId: 12, quote: 'Second section', text: 'Ours', author: 'Fictional Centre', at: null }]
};
const absent = libreOfficePython() === null;

test.skipIf(absent)(
	'LibreOffice saves a file and nothing in it is a change',
	async () => {
		const paper = await sendPaper(bodies, remarks);
		expect(bringBack(paper, saveInLibreOffice(paper.bytes))).toEqual(nothing);
	},
	200_000
);

test.skipIf(absent)(
	'changes that were tracked and not tracked in LibreOffice come back at the right paragraphs with their author',
	async () => {
		const paper = await sendPaper(bodies, { ...remarks, comments: [] });
		const edit = `
document.RecordChanges = True
find("know what").setString("hear what")
find("Second section, second paragraph.").setString("")
third = find("Third paragraph here.")
third.Text.insertControlCharacter(third.End, PARAGRAPH_BREAK, False)
third.Text.insertString(find("Third paragraph here.").Text.End, "A fourth one.", False)
find("Leeds").setString("York")
document.RecordChanges = False
find("Third hub").setString("The third hub")`;
		const found = bringBack(paper, editInLibreOffice(paper.bytes, edit));
		expect(found.unplaced).toEqual([]);
		const said = { author: 'Fictional Reader', version: 3 };
		expect(found.comments).toEqual([]);
		expect(found.changes).toEqual([
			expect.objectContaining({
				...said,
				index: 0,
				after: 'Parents did **not** hear what was offered.[^F1] A [report](https://example.org/a) says so.'
			}),
			expect.objectContaining({ index: 1, after: '- First hub\n- Second *hub*, by the river\n- The third hub' }),
			expect.objectContaining({
				...said,
				index: 4,
				after: 'Table: Hubs by place\n\n| Place | Hubs |\n| --- | --: |\n| Lambeth | 2 |\n| York | 3 |'
			}),
			expect.objectContaining({ ...said, kind: 'removed', sectionId: 12, index: 1, after: '' }),
			expect.objectContaining({ ...said, kind: 'added', sectionId: 12, index: 3, after: 'A fourth one.' })
		]);
	},
	200_000
);

test.skipIf(absent)(
	'changes made in Word survive a stop in LibreOffice',
	async () => {
		const paper = await sendPaper(bodies);
		const edited = editText(paper.bytes, (xml) =>
			xml.replace(run('Last words.'), deleted('Last') + inserted('Closing') + run(' words.'))
		);
		expect(bringBack(paper, saveInLibreOffice(edited))).toEqual({
			...nothing,
			changes: [expect.objectContaining({ before: 'Last words.', after: 'Closing words.', ...adviser })]
		});
	},
	200_000
);
