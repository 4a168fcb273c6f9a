import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

export const declineForm = z.object({
	views: z
		.array(z.string().regex(/^F[1-9]\d{0,8} R[1-9]\d{0,8}$/))
		.min(1, 'Select the evidence that the paper does not print')
		.max(200, 'Select 200 at most'),
	because: fields.prose('why the paper does not print it', 1000)
});

export const reconsiderForm = z.object({ view: fields.line('the evidence', 40) });
