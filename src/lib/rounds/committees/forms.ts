import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

const details = {
	name: fields.line('the name of the committee', 200),
	chair: fields.line('the title of its chair', 200),
	secretary: fields.optionalLine('its secretary', 200),
	copiedTo: fields.optionalProse('who gets a copy', 1000),
	replyDays: fields.optionalWholeNumber('the number of clear working days', { min: 1, max: 100 })
};

const withoutNulls = <Input extends { secretary: string | null; copiedTo: string | null }>(input: Input) => ({
	...input,
	secretary: input.secretary ?? '',
	copiedTo: input.copiedTo ?? ''
});

export const committeeForm = z.object(details).transform(withoutNulls);

export const editCommitteeForm = z.object({ ...details, revision: fields.revision() }).transform(withoutNulls);
