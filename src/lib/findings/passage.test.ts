import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findQuote, markNotes, segments, spanIn } from './passage.ts';

/** Few different characters, so that the same words come again and again; some take two code units. */
const text = (minLength: number) =>
	fc
		.array(fc.constantFrom('a', 'b', ' ', '\n', 'é', '🎉'), { minLength, maxLength: 50 })
		.map((parts) => parts.join(''));

describe('findQuote', () => {
	test('gives the offsets of an exact part of the notes', () => {
		expect(findQuote('Midwives know the families.', 'know the')).toEqual({ startsAt: 9, endsAt: 17 });
	});

	test('takes the place nearest to the selection where the words stand more than once', () => {
		const notes = 'too far. It is too far. Simply too far.';
		expect(findQuote(notes, 'too far', 30)?.startsAt).toBe(31);
		expect(findQuote(notes, 'too far', 14)?.startsAt).toBe(15);
		expect(findQuote(notes, 'too far')?.startsAt).toBe(0);
		expect(findQuote(notes, 'too far', -5)?.startsAt).toBe(0);
		expect(findQuote(notes, 'too far', 9_999_999)?.startsAt).toBe(31);
	});

	test('refuses what is not there word for word', () => {
		for (const quote of ['', 'Know the', 'know  the', 'the families. ', 'know\nthe']) {
			expect(findQuote('Midwives know the families.', quote)).toBeNull();
		}
	});

	test('finds any part of any notes again at the place it was taken from', () => {
		fc.assert(
			fc.property(text(1), fc.nat(), fc.nat(), (notes, a, b) => {
				const startsAt = a % notes.length;
				const endsAt = startsAt + 1 + (b % (notes.length - startsAt));
				expect(findQuote(notes, notes.slice(startsAt, endsAt), startsAt)).toEqual({ startsAt, endsAt });
			})
		);
	});
});

test('a passage whose words have been edited away has no place', () => {
	const passage = { quote: 'a mile to the clinic', startsAt: 40, endsAt: 60 };
	expect(spanIn('It is a mile to the clinic.', passage)).toEqual({ startsAt: 6, endsAt: 26 });
	expect(spanIn('It is two miles to the clinic.', passage)).toBeNull();
	expect(spanIn('Anything', { quote: null, startsAt: null, endsAt: null })).toBeNull();
});

describe('segments', () => {
	test('overlapping passages share the run that both cover', () => {
		const first = { name: 'first', startsAt: 0, endsAt: 6 };
		const second = { name: 'second', startsAt: 4, endsAt: 8 };
		expect(segments('abcdefghij', [first, second])).toEqual([
			{ startsAt: 0, text: 'abcd', marks: [first], ending: [] },
			{ startsAt: 4, text: 'ef', marks: [first, second], ending: [first] },
			{ startsAt: 6, text: 'gh', marks: [second], ending: [second] },
			{ startsAt: 8, text: 'ij', marks: [], ending: [] }
		]);
	});

	test('lose no character and ignore marks beyond the notes', () => {
		const mark = fc.record({ startsAt: fc.integer({ min: -5, max: 60 }), endsAt: fc.integer({ min: -5, max: 60 }) });
		fc.assert(
			fc.property(text(0), fc.array(mark, { maxLength: 8 }), (notes, marks) => {
				const cut = segments(notes, marks);
				expect(cut.map((segment) => segment.text).join('')).toBe(notes);
				expect(cut.every((segment) => segment.text !== '')).toBe(true);
			})
		);
	});
});

test('notes are marked where passages stand now; those edited away leave no mark', () => {
	const passages = [
		{ number: 7, quote: 'a mile', startsAt: 0, endsAt: 6 },
		{ number: 9, quote: 'a mile', startsAt: 0, endsAt: 6 },
		{ number: 8, quote: 'two miles', startsAt: 0, endsAt: 9 },
		{ number: 6, quote: null, startsAt: null, endsAt: null }
	];
	expect(markNotes('It is a mile.', passages)).toEqual([
		{ startsAt: 0, text: 'It is ', findings: [], ending: [] },
		{ startsAt: 6, text: 'a mile', findings: [7, 9], ending: [7, 9] },
		{ startsAt: 12, text: '.', findings: [], ending: [] }
	]);
});
