import * as z from 'zod';
import { checkbox, confirmation, identifier, identifiers, wholeNumber } from '#lib/forms/fields.ts';

export const freezeForm = z.object({
	options: identifiers('the options that go in', { min: 1 }),
	ranked: checkbox(),
	after: wholeNumber('the last version', { min: 0, max: 100_000 })
});

export const signForm = z.object({
	teamId: identifier('a department'),
	read: confirmation('Confirm that you have read the share')
});

export const submitForm = z.object({});
