import { expect, test } from 'vitest';
import { toMarkdown } from '#lib/documents/to-markdown.ts';
import { letterDocument, type LetterToPrint } from './letter-document.ts';

const letter: LetterToPrint = {
	number: 5,
	letterhead: 'Department for Families',
	senderTitle: 'Minister for Children',
	addressee: 'Secretary of State for Families',
	subject: 'What the review asks of the department',
	text: 'I write to ask for your **agreement**.',
	copiedTo: 'The chair of the group',
	replyBy: '2026-04-10',
	schedule: [
		{ number: 7, title: 'One visitor', text: 'Every family keeps the same visitor.', ask: 'lead' },
		{ number: 9, title: 'Shared records', text: 'Records are shared.', ask: 'note' }
	],
	signature: { by: 'A. Minister', on: '2026-03-16' },
	date: '2026-03-16'
};
const review = { marking: 'OFFICIAL-SENSITIVE', banner: 'FICTIONAL' };

test('a letter stands in the order of a letter, with its schedule after the signature', () => {
	const text = toMarkdown(letterDocument(letter, review));
	const places = [
		'OFFICIAL-SENSITIVE',
		'FICTIONAL',
		'Department for Families',
		'Minister for Children',
		'Reference: L5',
		'Monday 16 March 2026',
		'Secretary of State for Families',
		'# What the review asks of the department',
		'I write to ask',
		'Signed on Monday 16 March 2026',
		'A. Minister',
		'Copied to: The chair of the group',
		'Schedule: what is asked',
		'R7',
		'Agree, and lead on it',
		'R9'
	].map((words) => text.indexOf(words));
	expect(places).not.toContain(-1);
	expect(places).toEqual([...places].sort((one, other) => one - other));
});

test('the schedule stands where the field is, and once', () => {
	const text = toMarkdown(
		letterDocument(
			{ ...letter, text: 'This is what I ask.\n\n{{ schedule }}\n\nI look forward to your answer.' },
			review
		)
	);
	expect(text.match(/One visitor/g)).toHaveLength(1);
	expect(text.indexOf('One visitor')).toBeLessThan(text.indexOf('I look forward'));
	expect(text).not.toContain('Schedule: what is asked');
	expect(text).not.toContain('{{');
});

test('a letter that nobody has signed is a draft and says so', () => {
	const model = letterDocument({ ...letter, signature: null, date: null }, review);
	expect(model.status).toBe('Draft');
	expect(toMarkdown(model)).toContain('Not signed yet');
});

test('a letter without asks has no schedule; what goes with it is listed', () => {
	const text = toMarkdown(letterDocument({ ...letter, schedule: [], enclosures: ['Paper P3', 'Cover sheet'] }, review));
	expect(text).not.toContain('Schedule');
	expect(text).toContain('Enclosed: Paper P3; Cover sheet');
});
