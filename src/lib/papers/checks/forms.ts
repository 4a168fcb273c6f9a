import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { checkOutcomeNames } from './check.ts';

export const checkForm = z.object({
	outcome: fields.oneOf('what came of it', checkOutcomeNames),
	said: fields.prose('what it said', 4000),
	answers: z
		.array(
			z
				.string()
				.optional()
				.transform((text) => text ?? '')
		)
		.max(20)
		.optional()
		.transform((list) => list ?? []),
	clearedBy: fields.line('who cleared it', 100),
	clearedPost: fields.line('the post of whoever cleared it', 200),
	clearedOn: fields.isoDate('the day on which it was cleared'),
	/** The number of a snapshot, or nothing for the text as it is now. */
	on: fields
		.line('what was cleared', 10)
		.refine((text) => text === 'text' || /^[1-9]\d{0,5}$/.test(text), 'Select what was cleared from the list'),
	/** The digest of the words that the page showed. */
	seen: z.string('This page is out of date. Reload it, then record the check again.').regex(/^[0-9a-f]{64}$/)
});
