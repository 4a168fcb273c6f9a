import * as z from 'zod';
import { identifier, prose } from '#lib/forms/fields.ts';

const whole = z
	.string()
	.regex(/^-?\d{1,16}$/, 'Reload the page')
	.transform(Number);

/** `changes` is the share's count of changes that the page was made from. */
export const agreeForm = z.object({ teamId: identifier('a department'), changes: whole });

export const explainForm = z.object({
	headlinePence: whole,
	linesPence: whole,
	explanation: prose('why the figures differ', 2000)
});
