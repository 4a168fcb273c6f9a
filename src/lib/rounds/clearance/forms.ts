import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

const chooseFile = 'Choose the letter or the minute';

/** Without a file a browser sends one that has no name and no bytes. */
export const clearanceFileForm = z.object({
	file: z.instanceof(File, { error: chooseFile }).refine((file) => file.size > 0 || file.name !== '', chooseFile)
});

export const fileAsideForm = z.object({ fileId: fields.identifier('the file') });

export const clearanceForm = z.object({
	outcome: fields.oneOf('what was decided', ['cleared', 'refused', 'to_committee']),
	givenBy: fields.line('who decided', 200),
	givenIn: fields.oneOf('how it was decided', ['letter', 'minute']),
	source: fields.line('the letter or the minute', 400),
	givenOn: fields.isoDate('the date of the letter or the meeting'),
	snapshotId: fields.identifier('the frozen copy'),
	/** The letter or the minute itself, where it came as a file. */
	fileId: fields.optionalIdentifier('the file'),
	terms: fields.optionalProse('the terms', 3000),
	because: fields.optionalProse('why the meeting cleared it', 2000)
});
