import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference, type DifferencePart } from './difference.ts';

test('words that changed, between words that did not', () => {
	expect(difference('We recommend one visit a year.', 'We recommend two visits a year.')).toEqual([
		{ kind: 'same', text: 'We recommend ' },
		{ kind: 'removed', text: 'one' },
		{ kind: 'added', text: 'two' },
		{ kind: 'same', text: ' ' },
		{ kind: 'removed', text: 'visit' },
		{ kind: 'added', text: 'visits' },
		{ kind: 'same', text: ' a year.' }
	]);
});

test('nothing changed, all added, all removed', () => {
	expect(difference('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
	expect(difference('', '')).toEqual([]);
	expect(difference('', 'new')).toEqual([{ kind: 'added', text: 'new' }]);
	expect(difference('old', '')).toEqual([{ kind: 'removed', text: 'old' }]);
});

test('texts too different to compare are replaced whole', () => {
	const before = Array.from({ length: 6000 }, (_, index) => `a${index}`).join(' ');
	const after = Array.from({ length: 6000 }, (_, index) => `b${index}`).join(' ');

	expect(difference(before, after)).toEqual([
		{ kind: 'removed', text: before },
		{ kind: 'added', text: after }
	]);
});

test('both wordings can be read back from any difference', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (before, after) => {
			const parts = difference(before, after);
			expect(joined(parts, 'removed')).toBe(before);
			expect(joined(parts, 'added')).toBe(after);
		})
	);
});

function joined(parts: DifferencePart[], changed: 'added' | 'removed'): string {
	return parts
		.filter((part) => part.kind === 'same' || part.kind === changed)
		.map((part) => part.text)
		.join('');
}
