import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinParagraphs, paragraphsOf } from '../paragraphs.ts';
import { applyChange, changesBetween, standsIn } from './changes.ts';

/** Few different paragraphs, so that the same one often stands twice. */
const paragraphs = fc.array(fc.constantFrom('One.', 'Two.', 'Three.', 'Four.', '- a list\n- of two'), { maxLength: 8 });

describe('the changes between two texts', () => {
	test('are one for each run of paragraphs that differs', () => {
		const base = ['A.', 'B.', 'C.', 'D.'];
		expect(changesBetween(base, ['A, again.', 'B.', 'C.', 'New.', 'D.'])).toEqual([
			{ index: 0, before: 'A.', after: 'A, again.' },
			{ index: 3, before: '', after: 'New.' }
		]);
		expect(changesBetween(base, ['A.', 'D.'])).toEqual([{ index: 1, before: 'B.\n\nC.', after: '' }]);
		expect(changesBetween([], ['First.'])).toEqual([{ index: 0, before: '', after: 'First.' }]);
		expect(changesBetween(base, base)).toEqual([]);
	});

	test('stand in the base and, made one after another, give the edited text', () => {
		fc.assert(
			fc.property(paragraphs, paragraphs, (base, edited) => {
				const changes = changesBetween(base, edited);
				expect(changes.every((change) => change.before !== change.after && standsIn(base, change))).toBe(true);
				const made = changes.reduceRight<string[]>((text, change) => {
					const taken = paragraphsOf(change.before).length;
					return [...text.slice(0, change.index), ...paragraphsOf(change.after), ...text.slice(change.index + taken)];
				}, base);
				expect(made).toEqual(edited);
			})
		);
	});
});

describe('making a change', () => {
	test('in the text that it was made on always succeeds, at its own place', () => {
		fc.assert(
			fc.property(paragraphs, paragraphs, (base, edited) => {
				for (const change of changesBetween(base, edited)) {
					const taken = paragraphsOf(change.before).length;
					expect(applyChange(base, base, change)).toEqual([
						...base.slice(0, change.index),
						...paragraphsOf(change.after),
						...base.slice(change.index + taken)
					]);
				}
			})
		);
	});

	test('in a text that has moved on finds its paragraph while it stands once', () => {
		const base = ['A.', 'B.', 'C.'];
		const change = { index: 1, before: 'B.', after: 'B, better.' };
		expect(applyChange(['New.', 'C.', 'A.', 'B.'], base, change)).toEqual(['New.', 'C.', 'A.', 'B, better.']);
		expect(applyChange(['A.', 'B, changed by somebody.', 'C.'], base, change)).toBeNull();
		expect(applyChange([], base, change)).toBeNull();
	});

	test('among paragraphs that read the same keeps to its own, or to none', () => {
		const base = ['Same.', 'X.', 'Same.', 'Y.'];
		const change = { index: 2, before: 'Same.', after: 'Other.' };
		expect(applyChange(['First.', ...base], base, change)).toEqual(['First.', 'Same.', 'X.', 'Other.', 'Y.']);
		expect(applyChange(['Same.', 'Z.', 'Same.', 'Same.'], ['Q.', 'Same.', 'R.'], { ...change, index: 1 })).toBeNull();
	});

	test('that puts something in follows the paragraph before it, else stands before the one after it', () => {
		const base = ['A.', 'B.'];
		const change = { index: 1, before: '', after: 'Between.' };
		expect(applyChange(['A.', 'Theirs.', 'B.'], base, change)).toEqual(['A.', 'Between.', 'Theirs.', 'B.']);
		expect(applyChange(['Changed.', 'B.'], base, change)).toEqual(['Changed.', 'Between.', 'B.']);
		expect(applyChange(['Nothing', 'stands.'], base, change)).toBeNull();
		expect(applyChange([], [], { index: 0, before: '', after: 'First.' })).toEqual(['First.']);
	});

	test('never touches a paragraph that it does not name', () => {
		fc.assert(
			fc.property(paragraphs, paragraphs, paragraphs, (base, edited, current) => {
				for (const change of changesBetween(base, edited)) {
					const made = applyChange(current, base, change);
					if (made === null) continue;
					const expected = [...current, ...paragraphsOf(change.after)].toSorted();
					expect([...made, ...paragraphsOf(change.before)].toSorted()).toEqual(expected);
				}
			})
		);
	});

	test('is made whatever blank lines and fences the texts hold', () => {
		const text = fc.array(fc.constantFrom('A line.', '', '```', '  indented', '| a |'), { maxLength: 12 });
		fc.assert(
			fc.property(text, text, (before, after) => {
				const [base, edited] = [paragraphsOf(before.join('\n')), paragraphsOf(after.join('\n'))];
				const [only, ...more] = changesBetween(base, edited);
				if (!only || more.length > 0 || only.after.includes('```') || only.before.includes('```')) return;
				expect(joinParagraphs(applyChange(base, base, only) ?? [])).toBe(joinParagraphs(edited));
			})
		);
	});
});
