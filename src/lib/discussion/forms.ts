import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { visibilityNames } from './thread.ts';

export const threadForm = z
	.object({
		version: fields.wholeNumber('a version', { min: 1 }),
		about: fields.oneOf('what it is about', ['whole', 'words']),
		/** Words of the recommendation, as they stand in it. */
		quote: fields.optionalProse('the words', 3000),
		body: fields.prose('your comment', 10_000),
		visibility: fields.oneOf('who reads it', visibilityNames)
	})
	.refine((input) => input.about === 'whole' || input.quote !== null, {
		path: ['quote'],
		message: 'Enter the words that your comment is about'
	})
	.transform((input) => ({ ...input, quote: input.about === 'words' ? input.quote : null }));

export const replyForm = z.object({ body: fields.prose('your reply', 10_000) });

export const resolveForm = z.object({ body: fields.prose('how it was settled', 10_000) });

export const reopenForm = z.object({ body: fields.prose('why it is open again', 10_000) });

export const acceptForm = z.object({
	revision: fields.revision(),
	text: fields.prose('the words to save', 3000),
	/** The person saw whose agreement would lapse. */
	change: fields.checkbox(),
	lapsing: z.array(fields.identifier('an answer')).default([]),
	lapsingAgreements: z.array(fields.line('an agreement', 60)).default([])
});

export const declineForm = z.object({ because: fields.prose('why they are not taken up', 2000) });
