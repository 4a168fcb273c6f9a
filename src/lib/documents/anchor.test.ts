import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorAt, findAnchor } from './anchor.ts';

const word = fc.constantFrom(
	'hub',
	'hubs',
	'parents',
	'the',
	'queue',
	'a',
	'41',
	'père',
	'ysgol',
	'👶',
	'“none”',
	'العائلة'
);
const words = fc.array(word, { minLength: 1, maxLength: 30 });
const text = words.map((list) => list.join(' '));
const place = fc.tuple(fc.nat(200), fc.nat(60));

/** Where the words stand as words of their own, counted the slow way. */
function standings(found: string, quote: string, anchor: { prefix: string; suffix: string }): number[] {
	const letter = (character: string | undefined) => /^[\p{L}\p{N}]$/u.test(character ?? '');
	const [opens, closes] = [
		letter(quote.at(0)) && !letter(anchor.prefix.at(-1)),
		letter(quote.at(-1)) && !letter(anchor.suffix.at(0))
	];
	return Array.from({ length: found.length }, (_, at) => at)
		.filter((at) => found.startsWith(quote, at))
		.filter((at) => !(opens && letter(found[at - 1])) && !(closes && letter(found[at + quote.length])));
}

describe('an anchor', () => {
	test('is the words, with those before and after them', () => {
		const anchor = anchorAt('Parents did not know what was offered.', 8, 21);
		expect(anchor).toEqual({ quote: 'did not know', prefix: 'Parents ', suffix: ' what was offered.' });
		expect(anchorAt('Parents', 0, 0)).toBeNull();
		expect(anchorAt('a   b', 1, 4)).toBeNull();
	});

	test('is found at its own place in the text that it was made in, or where nothing tells two places apart, nowhere', () => {
		fc.assert(
			fc.property(text, place, (body, [start, length]) => {
				const anchor = anchorAt(body, start, start + length);
				if (anchor === null) return;
				const found = findAnchor(body, anchor);
				if (found.state === 'found') {
					expect(body.slice(found.start, found.end)).toBe(anchor.quote);
					expect(found.start).toBeLessThan(start + length);
					expect(found.end).toBeGreaterThan(start);
				} else expect(standings(body, anchor.quote, anchor).length).toBeGreaterThan(1);
			})
		);
	});

	test('whose words still stand once is always found, whatever has changed around them', () => {
		fc.assert(
			fc.property(text, place, text, text, (body, [start, length], before, after) => {
				const anchor = anchorAt(body, start, start + length);
				if (anchor === null) return;
				const changed = `${before} ${anchor.quote} ${after}`;
				const standing = standings(changed, anchor.quote, anchor);
				if (standing.length !== 1) return;
				expect(findAnchor(changed, anchor)).toEqual({
					state: 'found',
					start: standing[0],
					end: (standing[0] ?? 0) + anchor.quote.length
				});
			}),
			{ numRuns: 500 }
		);
	});

	test('never points at other words', () => {
		fc.assert(
			fc.property(text, place, text, (body, [start, length], other) => {
				const anchor = anchorAt(body, start, start + length);
				if (anchor === null) return;
				const found = findAnchor(other, anchor);
				if (found.state === 'found') {
					expect(other.slice(found.start, found.end)).toBe(anchor.quote);
					expect(standings(other, anchor.quote, anchor)).toContain(found.start);
				} else {
					expect(standings(other, anchor.quote, anchor).length > 1).toBe(found.state === 'several');
				}
			}),
			{ numRuns: 500 }
		);
	});

	test('does not take the start of a longer word for the word', () => {
		const anchor = anchorAt('The hub is open.', 4, 7);
		expect(anchor && findAnchor('The hubs are open.', anchor)).toEqual({ state: 'gone' });
		expect(anchor && findAnchor('A hub, then.', anchor)).toEqual({ state: 'found', start: 2, end: 5 });
	});

	test('of several places takes the one with its surroundings', () => {
		const body = 'One hub in the north. One hub in the south.';
		const anchor = anchorAt(body, body.lastIndexOf('hub'), body.lastIndexOf('hub') + 3);
		expect(anchor && findAnchor(`Before all that. ${body}`, anchor)).toEqual({ state: 'found', start: 43, end: 46 });
	});

	test('splits no character', () => {
		expect(anchorAt('a👶b', 2, 4)?.quote).toBe('b');
		expect(anchorAt('a👶b', 0, 2)?.quote).toBe('a');
		expect(anchorAt(`${'👶'.repeat(40)}word`, 80, 84)?.prefix.isWellFormed()).toBe(true);
	});
});
