import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

export const partnerForm = z.object({ teamId: fields.identifier('a department') });

export const financeLeadForm = z.object({
	teamId: fields.identifier('a department'),
	postId: fields.optionalIdentifier('a post')
});
