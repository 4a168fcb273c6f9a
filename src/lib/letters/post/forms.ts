import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { largestMessage } from '#lib/mail/message/message.ts';

export const messageForm = z.object({
	file: z
		.instanceof(File, { message: 'Select the message that you sent' })
		.refine((file) => file.size > 0, 'Select the message that you sent')
		.refine((file) => file.size <= largestMessage, 'The message must be 10 MB or smaller')
});

/** @param today an ISO date */
export function confirmForm(today: string) {
	return z.object({
		version: fields.wholeNumber('a version', { min: 1 }),
		issuedOn: fields.isoDate('the day it went out', { from: '2000-01-01', to: today }),
		confirmed: fields.checkbox()
	});
}
