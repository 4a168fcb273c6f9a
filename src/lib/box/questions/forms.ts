import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { conveyed } from '#lib/positions/forms.ts';
import { askedOfNames } from '../box.ts';

export const questionForm = z.object({
	version: fields.wholeNumber('a version', { min: 1 }),
	postId: fields.identifier('the minister you ask for'),
	conveyed,
	askedOf: fields.oneOf('whom to ask', askedOfNames),
	text: fields.prose('the question', 2000)
});

export const questionAnswerForm = z.object({ answer: fields.prose('the answer', 3000) });
