import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinParagraphs, paragraphsOf } from './paragraphs.ts';

const line = fc.constantFrom(
	'One line.',
	'- item',
	'  - deeper',
	'```',
	'~~~~',
	'| a | b |',
	'',
	' ',
	'\t',
	'More words'
);

describe('paragraphs of a text', () => {
	test('stand between blank lines, however many', () => {
		expect(paragraphsOf('One\nline.\n\n\n \nTwo.  \n')).toEqual(['One\nline.', 'Two.']);
		expect(paragraphsOf(' \n\n')).toEqual([]);
		expect(paragraphsOf('One.\r\n\r\nTwo.')).toEqual(['One.', 'Two.']);
	});

	test('a fenced block and a table stay whole', () => {
		const code = '```\nfirst\n\nsecond\n```';
		const table = '| a | b |\n|---|---|\n| 1 | 2 |';
		expect(paragraphsOf(`Before.\n\n${code}\n\n${table}\n\nAfter.`)).toEqual(['Before.', code, table, 'After.']);
		expect(paragraphsOf('~~~\n```\n\n~~\n~~~~\n\nAfter.')).toEqual(['~~~\n```\n\n~~\n~~~~', 'After.']);
	});

	test('keep the indentation that makes a list', () => {
		expect(paragraphsOf('- one\n\n  still one')).toEqual(['- one', '  still one']);
	});

	test('come back from the text that they make', () => {
		fc.assert(
			fc.property(fc.array(line), (lines) => {
				const found = paragraphsOf(lines.join('\n'));
				expect(paragraphsOf(joinParagraphs(found))).toEqual(found);
				expect(joinParagraphs(found).replace(/\s+/g, '')).toBe(lines.join('').replace(/\s+/g, ''));
			})
		);
	});
});
