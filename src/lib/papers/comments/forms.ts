import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { outcomeNames } from './comment.ts';

const said = fields.prose('your comment', 10_000);

/**
 * What a comment is about: the section, one of its paragraphs by number, or the passage between two places of its text.
 * The revision is the version of the section that was read.
 */
export const commentForm = z.object({
	revision: fields.revision(),
	about: z.union(
		[z.literal('section'), z.literal('passage'), z.string().regex(/^\d{1,5}$/)],
		'Select what it is about'
	),
	start: fields.optionalWholeNumber('a place'),
	end: fields.optionalWholeNumber('a place'),
	body: said
});

export const replyForm = z.object({ body: fields.prose('your reply', 10_000) });

export const resolveForm = z.object({
	outcome: fields.oneOf('what became of it', outcomeNames),
	note: fields.optionalProse('the note', 10_000)
});

export const reopenForm = z.object({ why: fields.optionalProse('the reason', 10_000) });
