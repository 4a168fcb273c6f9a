import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { conveyed } from '#lib/positions/forms.ts';
import type { Grade } from '#lib/positions/position.ts';
import { type Mark, marks } from './marks.ts';

export const packForm = z.object({ postId: fields.identifier('the minister whose box it is') });

const row = z
	.object({
		recommendationId: fields.identifier('a recommendation'),
		/** The version that was printed. */
		version: fields.wholeNumber('a version', { min: 1 }),
		/** The later version that the minister has seen as well; '' where they have not. */
		seenVersion: fields.optionalWholeNumber('a version', { min: 1 }),
		mark: fields.optionalOneOf('an answer', marks),
		words: fields.optionalProse('the reason', 3000),
		condition: fields.optionalProse('the condition', 2000),
		proposedText: fields.optionalProse('the words that would be agreed', 3000)
	})
	.superRefine(({ mark, words, condition, proposedText }, context) => {
		const missing = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
		if (mark === null) {
			if (words !== null) missing('mark', 'Select an answer, or take the words out');
			return;
		}
		if (mark === 'ask' && words === null) missing('words', 'Enter the question');
		// Where only the condition is on the sheet, it is the reason as well.
		if (['content_if_reworded', 'not_content', 'not_yet'].includes(mark) && words === null) {
			missing('words', 'Enter the reason');
		}
		if (mark === 'content_subject_to' && condition === null) missing('condition', 'Enter the condition');
		if (mark === 'content_if_reworded' && proposedText === null) {
			missing('proposedText', 'Enter the words that would be agreed');
		}
	});

/** A sheet as it came back: rows without a tick are left out, and each keeps its place for its errors. */
export const returnForm = z.object({
	postId: fields.identifier('the minister whose box it is'),
	conveyed,
	items: z
		.array(row.optional(), 'Answer at least one row')
		.max(100, 'Type in 100 rows or fewer at once')
		.transform((rows) =>
			rows.flatMap((item, index) => (item && item.mark !== null ? [asRow({ ...item, mark: item.mark }, index)] : []))
		)
		.refine((rows) => rows.length > 0, 'Answer at least one row')
});

export type ReturnedRow = {
	recommendationId: number;
	row: number;
	/** The version that the answer binds to: the one printed, or a later one that the minister has seen. */
	version: number;
	mark: Mark;
	reason: string | null;
	proposedText: string | null;
	conditions: { text: string; grade: Grade }[];
};

type Typed = z.output<typeof row>;

function asRow(typed: Typed & { mark: Mark }, index: number): ReturnedRow {
	const { recommendationId, version, seenVersion, mark, words, condition, proposedText } = typed;
	return {
		recommendationId,
		row: index,
		version: seenVersion ?? version,
		mark,
		reason: words ?? (mark === 'content_subject_to' ? condition : null),
		proposedText: mark === 'content_if_reworded' ? proposedText : null,
		conditions: mark === 'content_subject_to' && condition !== null ? [{ text: condition, grade: 'condition' }] : []
	};
}
