import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { positionStances } from '#lib/positions/position.ts';
import { clearedParts } from '../box.ts';

const row = z
	.object({
		recommendationId: fields.identifier('a recommendation'),
		/** The words that were on the page. */
		version: fields.wholeNumber('a version', { min: 1 }),
		/** Of the advice that was on the page; none where there was none. */
		revision: fields.optionalWholeNumber('a revision', { min: 1 }),
		stance: fields.optionalOneOf('the answer you advise', positionStances),
		reason: fields.optionalProse('the reason', 2000),
		proposedText: fields.optionalProse('the condition or the words to ask for', 2000),
		stillHolds: fields.checkbox()
	})
	.superRefine(({ stance, reason }, context) => {
		if (stance !== null && reason === null) {
			context.addIssue({ code: 'custom', path: ['reason'], message: 'Enter the reason' });
		}
		if (stance === null && reason !== null) {
			context.addIssue({ code: 'custom', path: ['stance'], message: 'Select the answer you advise' });
		}
	});

/** Advice for many at once: rows without an answer are left as they are, and each keeps its number for its errors. */
export const adviceForm = z.object({
	teamId: fields.identifier('a department'),
	items: z
		.array(row.optional())
		.max(100, 'Write advice on 100 or fewer at once')
		.transform((rows) =>
			rows.flatMap((item, index) =>
				item?.stance && item.reason ? [{ ...item, stance: item.stance, reason: item.reason, row: index }] : []
			)
		)
});

const seenAdvice = z.object({
	adviceId: fields.identifier('a piece of advice'),
	wording: fields.wholeNumber('a wording', { min: 1 }),
	ticked: fields.checkbox()
});

const items = z
	.array(seenAdvice.optional(), 'Tick at least one piece of advice')
	.transform((rows) => rows.flatMap((item) => (item?.ticked ? [item] : [])))
	.refine((rows) => rows.length > 0, 'Tick at least one piece of advice');

export const clearForm = z.object({
	teamId: fields.identifier('a department'),
	items,
	part: fields.oneOf('what was cleared', clearedParts),
	clearedBy: fields.line('who cleared it, by name or post', 200)
});

export const seenForm = z.object({ teamId: fields.identifier('a department'), items });
