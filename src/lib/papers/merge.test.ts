import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Merge, mergeParagraphs, resolveMerge, sideOf } from './merge.ts';

/** Few different words, so that paragraphs are often alike and often the same. */
const word = fc.constantFrom('hubs', 'visits', 'parents', 'councils', 'money', 'early', 'help', 'and', 'Ŵy', '🌱');
const paragraph = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const text = fc.array(paragraph, { maxLength: 8 });
const edit = fc.record({ at: fc.nat(8), remove: fc.nat(2), insert: fc.array(paragraph, { maxLength: 2 }) });

function edited(base: readonly string[], edits: { at: number; remove: number; insert: string[] }[]): string[] {
	return edits.reduce((now, { at, remove, insert }) => now.toSpliced(at, remove, ...insert), [...base]);
}

const threeTexts = fc
	.record({ base: text, theirs: fc.array(edit, { maxLength: 4 }), mine: fc.array(edit, { maxLength: 4 }) })
	.map(({ base, theirs, mine }) => ({ base, theirs: edited(base, theirs), mine: edited(base, mine) }));

const runs = { numRuns: 2000 };

describe('merging by paragraph', () => {
	test('each side can be read back whole, so that no word of either is lost', () => {
		fc.assert(
			fc.property(threeTexts, ({ base, theirs, mine }) => {
				const { parts } = mergeParagraphs(base, theirs, mine);
				expect(sideOf(parts, 'theirs')).toEqual(theirs);
				expect(sideOf(parts, 'mine')).toEqual(mine);
			}),
			runs
		);
	});

	test('what either side wrote is in the merged text when nobody chooses', () => {
		fc.assert(
			fc.property(threeTexts, ({ base, theirs, mine }) => {
				const merged = resolveMerge(mergeParagraphs(base, theirs, mine).parts, []);
				for (const side of [theirs, mine]) {
					expect(merged).toEqual(expect.arrayContaining(side.filter((each) => !base.includes(each))));
				}
			}),
			runs
		);
	});

	test('one side alone is that side', () => {
		fc.assert(
			fc.property(threeTexts, ({ base, theirs }) => {
				for (const merge of [mergeParagraphs(base, theirs, base), mergeParagraphs(base, base, theirs)]) {
					expect(merge.clean).toBe(true);
					expect(resolveMerge(merge.parts, [])).toEqual(theirs);
				}
			}),
			runs
		);
	});

	test('the same change on both sides is made once', () => {
		fc.assert(
			fc.property(threeTexts, ({ base, theirs }) => {
				const merge = mergeParagraphs(base, theirs, theirs);
				expect(merge).toEqual({
					clean: true,
					parts: theirs.length > 0 ? [{ kind: 'same', paragraphs: theirs }] : []
				});
			}),
			runs
		);
	});

	test('it matters to the order alone whose text is called mine', () => {
		fc.assert(
			fc.property(threeTexts, ({ base, theirs, mine }) => {
				const one = mergeParagraphs(base, theirs, mine);
				const other = mergeParagraphs(base, mine, theirs);
				expect(other.clean).toBe(one.clean);
				// A paragraph that both have added at different places may stand twice, whichever of them it is.
				const distinct = (merge: typeof one) => [...new Set(resolveMerge(merge.parts, []))].toSorted();
				expect(distinct(other)).toEqual(distinct(one));
			}),
			runs
		);
	});

	test('neighbouring paragraphs can be changed by two people', () => {
		const merge = mergeParagraphs(
			['First point.', 'Second point.'],
			['First point, made.', 'Second point.'],
			['First point.', 'Second point, mine.']
		);
		expect(merge.clean).toBe(true);
		expect(resolveMerge(merge.parts, [])).toEqual(['First point, made.', 'Second point, mine.']);
	});

	test('two who add to the end are both kept, and two wordings of one addition are for a person to decide', () => {
		const added = mergeParagraphs(['Start.'], ['Start.', 'Hubs first.'], ['Start.', 'Then the money.']);
		expect(added.clean).toBe(true);
		expect(resolveMerge(added.parts, [])).toEqual(['Start.', 'Hubs first.', 'Then the money.']);

		const worded = mergeParagraphs(
			['Start.'],
			['Start.', 'Every hub opens at nine.'],
			['Start.', 'Every hub opens at ten.']
		);
		expect(worded.parts.at(-1)).toEqual({
			kind: 'conflict',
			base: [],
			theirs: ['Every hub opens at nine.'],
			mine: ['Every hub opens at ten.']
		});
	});

	test('a paragraph changed by both offers theirs, mine or both', () => {
		const merge = conflict();
		expect(merge.clean).toBe(false);
		expect(resolveMerge(merge.parts, ['theirs'])).toEqual(['One.', 'Parents want early help now.']);
		expect(resolveMerge(merge.parts, ['mine'])).toEqual(['One.', 'Parents want much early help.']);
		expect(resolveMerge(merge.parts, ['both'])).toEqual([
			'One.',
			'Parents want early help now.',
			'Parents want much early help.'
		]);
	});

	test('a paragraph taken out by one and changed by the other is a conflict', () => {
		const merge = mergeParagraphs(['Keep.', 'Hubs cost money.'], ['Keep.'], ['Keep.', 'Hubs cost less money.']);
		expect(merge.parts.at(-1)).toMatchObject({ kind: 'conflict', theirs: [], mine: ['Hubs cost less money.'] });
	});

	test('a change is paired with the paragraph that it is a change of, not with the one at the same place', () => {
		const base = ['Hubs are open to all parents.', 'Money is short this year.'];
		const theirs = ['A new opening thought.', 'Hubs are open to most parents.', 'Money is short this year.'];
		const mine = ['Hubs are open to all parents.', 'Money is very short this year.'];
		const merge = mergeParagraphs(base, theirs, mine);
		expect(merge.clean).toBe(true);
		expect(resolveMerge(merge.parts, [])).toEqual([theirs[0], theirs[1], mine[1]]);
	});

	test('texts with nothing in common, as long as a section may be, are joined in good time', () => {
		const many = (name: string) => Array.from({ length: 4000 }, (_, index) => `${name} ${index}`);
		const started = performance.now();
		const { parts } = mergeParagraphs(many('base'), many('theirs'), many('mine'));
		expect(sideOf(parts, 'theirs')).toEqual(many('theirs'));
		expect(sideOf(parts, 'mine')).toEqual(many('mine'));
		expect(performance.now() - started).toBeLessThan(10_000);
	});
});

function conflict(): Merge {
	return mergeParagraphs(
		['One.', 'Parents want early help.'],
		['One.', 'Parents want early help now.'],
		['One.', 'Parents want much early help.']
	);
}
