import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strongest, type Weighed } from './strongest.ts';

const finding = (findingNumber: number, wanted: Partial<Weighed> = {}): Weighed => ({
	stance: 'supports',
	eventCount: 1,
	eventOn: '2026-01-01',
	findingNumber,
	...wanted
});
const numbers = (findings: Weighed[]) => findings.map(({ findingNumber }) => findingNumber);

describe('the strongest findings', () => {
	test('are three on each side, however many speak', () => {
		const many = [1, 2, 3, 4, 5].flatMap((number) => [
			finding(number),
			finding(number + 10, { stance: 'contradicts' })
		]);
		const { inFavour, against } = strongest(many, 3);
		expect(inFavour).toHaveLength(3);
		expect(against).toHaveLength(3);
	});

	test('were heard on more occasions, then are newer, then came later', () => {
		const { inFavour } = strongest(
			[
				finding(1),
				finding(2, { eventOn: null }),
				finding(3, { eventOn: '2026-02-01' }),
				finding(4, { eventCount: 3, eventOn: null }),
				finding(5)
			],
			5
		);
		expect(numbers(inFavour)).toEqual([4, 3, 5, 1, 2]);
	});

	test('against: what contradicts comes before what qualifies, whatever they rest on', () => {
		const { against } = strongest(
			[finding(1, { stance: 'qualifies', eventCount: 9 }), finding(2, { stance: 'contradicts' })],
			3
		);
		expect(numbers(against)).toEqual([2, 1]);
	});

	test('do not depend on the order in which they were read', () => {
		const any = fc.uniqueArray(
			fc.record({
				stance: fc.constantFrom('supports' as const, 'qualifies' as const, 'contradicts' as const),
				eventCount: fc.integer({ min: 0, max: 3 }),
				eventOn: fc.constantFrom(null, '2026-01-01', '2026-02-01'),
				findingNumber: fc.integer({ min: 1, max: 50 })
			}),
			{ selector: ({ findingNumber }) => findingNumber }
		);
		fc.assert(
			fc.property(any, (findings) => {
				expect(strongest([...findings].reverse(), 3)).toEqual(strongest(findings, 3));
			})
		);
	});
});
