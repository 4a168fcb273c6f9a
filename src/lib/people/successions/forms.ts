import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

export const successionForm = z.object({
	revision: fields.revision(),
	extent: fields.oneOf('what becomes of the department', ['whole', 'part']),
	since: fields.isoDate('the first day'),
	successorId: fields.optionalIdentifier('a department'),
	newName: fields.optionalLine('a name', 200),
	newShortName: fields.optionalLine('a short name', 40),
	postIds: fields
		.identifiers('a post')
		.optional()
		.transform((chosen) => chosen ?? [])
});

/** What the database refuses, in words beside the field. */
export const successionConstraints = {
	department_names_name_key: { field: 'newName', message: 'Another department has this name' },
	department_names_short_name_key: { field: 'newShortName', message: 'Another department has this short name' },
	posts_title_key: {
		field: '',
		message: 'Two posts with one title would stand in one department: change a title first'
	}
};
