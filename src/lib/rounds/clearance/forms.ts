import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

export const clearanceForm = z.object({
	outcome: fields.oneOf('what was decided', ['cleared', 'refused', 'to_committee']),
	givenBy: fields.line('who decided', 200),
	givenIn: fields.oneOf('how it was decided', ['letter', 'minute']),
	source: fields.line('the letter or the minute', 400),
	givenOn: fields.isoDate('the date of the letter or the meeting'),
	snapshotId: fields.identifier('the frozen copy'),
	terms: fields.optionalProse('the terms', 3000),
	because: fields.optionalProse('why the meeting cleared it', 2000)
});
