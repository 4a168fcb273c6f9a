import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import type { Criterion } from './criteria.ts';

/** What to do once it is saved: back to the sheet, or on to the next criterion. */
export const thens = ['sheet', 'next'] as const;

export function judgementForm(criterion: Criterion) {
	return z
		.object({
			version: fields.wholeNumber('a version', { min: 1 }),
			answer: fields.oneOf(
				'an answer',
				criterion.answers.map((answer) => answer.value)
			),
			links: fields.identifiers('a finding').default([]),
			comment: fields.optionalProse('the comment', 3000),
			then: fields.optionalOneOf('what comes next', thens)
		})
		.refine((input) => criterion.key !== 'conclusion' || input.comment !== null, {
			path: ['comment'],
			message: 'Enter why you conclude so'
		});
}
