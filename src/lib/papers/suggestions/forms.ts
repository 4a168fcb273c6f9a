import * as z from 'zod';
import { MARKDOWN_MAX_BYTES } from '#lib/documents/markdown.ts';
import * as fields from '#lib/forms/fields.ts';
import { sectionBody } from '../forms.ts';

/** The revision is the version of the section that the text starts from. */
export const suggestForm = z.object({
	revision: fields.revision(),
	body: sectionBody,
	because: fields.optionalProse('the reason', 2000)
});

/** What is shown before it is sent: nothing is refused, nothing saved. */
export const showChangesForm = z.object({
	revision: fields.revision(),
	body: z
		.string()
		.max(2 * MARKDOWN_MAX_BYTES)
		.optional()
		.transform((text) => text ?? '')
});

const ids = fields
	.identifiers('at least one suggestion')
	.optional()
	.transform((chosen) => chosen ?? []);
/** The one whose own button was pressed, whatever else is ticked. */
const only = fields.optionalIdentifier('a suggestion');
const chosen = ({ ids: ticked, only: one }: { ids: number[]; only: number | null }) => (one === null ? ticked : [one]);

export const acceptForm = z.object({ ids, only }).transform((input) => ({ ids: chosen(input) }));

export const declineForm = z
	.object({ ids, only, because: fields.prose('the reason', 2000) })
	.transform((input) => ({ ids: chosen(input), because: input.because }));

export const acceptByHandForm = z.object({ revision: fields.revision(), body: sectionBody });

export const withdrawForm = z.object({});
