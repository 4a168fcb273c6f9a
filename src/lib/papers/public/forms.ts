import * as z from 'zod';
import { slugPattern } from '#lib/reviews/review.ts';
import * as fields from '#lib/forms/fields.ts';
import { withholdingCodeNames, withholdingCodes } from './codes.ts';

const title = fields.line('a title', 200);
const decidedOn = fields.isoDate('the date of the decision');

export const startPublicCopyForm = z.object({
	snapshot: fields.wholeNumber('the snapshot', { min: 1 }),
	title,
	decidedOn
});

export const publicCopyForm = z.object({
	revision: fields.revision(),
	title,
	decidedOn,
	address: fields
		.line('the public address', 80)
		.transform((text) => text.toLowerCase())
		.refine((text) => slugPattern.test(text), 'The public address must hold only small letters, digits and hyphens')
});

export const decideRemovalForm = z
	.object({
		removalId: fields.identifier('what to withhold'),
		decision: fields.oneOf('whether to withhold it or keep it', ['withheld', 'kept']),
		because: fields.optionalLine('why it may be public', 500)
	})
	.superRefine(({ decision, because }, context) => {
		if (decision === 'kept' && because === null) {
			context.addIssue({ code: 'custom', path: ['because'], message: 'Say why these words may be public' });
		}
	});

export const withholdAllForm = z.object({ revision: fields.revision() });

/** Nothing is typed: the rules look again. */
export const proposeMoreForm = z.object({});

export const undoRemovalForm = z.object({ removalId: fields.identifier('what was withheld') });

export const withholdForm = z
	.object({
		sectionKey: fields.identifier('a section'),
		paragraph: fields.wholeNumber('a paragraph', { min: 0, max: 100_000 }),
		what: fields.oneOf('how much to withhold', ['paragraph', 'passage']),
		words: fields.optionalProse('the words to withhold', 20_000),
		code: fields.oneOf('the reason', withholdingCodeNames),
		because: fields.optionalLine('a sentence on the public interest', 500)
	})
	.superRefine(({ what, words, code, because }, context) => {
		if (what === 'passage' && words === null) {
			context.addIssue({ code: 'custom', path: ['words'], message: 'Enter the words to withhold' });
		}
		if (withholdingCodes[code].test && because === null) {
			context.addIssue({
				code: 'custom',
				path: ['because'],
				message: 'Say why the public interest is better served by withholding: this exemption asks for it'
			});
		}
	});

export const approveForm = z.object({
	revision: fields.revision(),
	/** The hash of the public text that the page showed: what is approved is what was seen. */
	seen: z.string('This page is out of date. Reload it, then approve again.').regex(/^[0-9a-f]{64}$/),
	confirmed: fields.confirmation('Confirm that you have read the whole public copy and that all of it is OFFICIAL')
});

export const publishForm = z.object({ revision: fields.revision() });
