import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { mostItems } from './pack.ts';

export const packForm = z.object({
	title: fields.line('a title', 200),
	meetingOn: fields.optionalDate('the date of the meeting'),
	items: fields
		.rows('papers', z.object({ snapshotId: fields.identifier('a paper') }), { min: 1, max: mostItems })
		.superRefine((items, context) => {
			const ids = items.map((item) => item.snapshotId);
			ids.forEach((id, index) => {
				if (ids.indexOf(id) < index) {
					context.addIssue({
						code: 'custom',
						path: [index, 'snapshotId'],
						message: 'This copy is in the pack already'
					});
				}
			});
		})
});
