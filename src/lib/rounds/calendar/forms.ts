import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { periodKindNames } from './period.ts';

/** A summer recess is some seven weeks; a period longer than this is a mistake in a year. */
const longestDays = 200;

export const periodForm = z
	.object({
		kind: fields.oneOf('what it is', periodKindNames),
		name: fields.line('a name', 200),
		startsOn: fields.isoDate('its first day'),
		endsOn: fields.isoDate('its last day')
	})
	.superRefine(({ startsOn, endsOn }, context) => {
		const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['endsOn'], message });
		if (endsOn < startsOn) refuse('The last day must be the first day or later');
		else if ((Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000 > longestDays) {
			refuse(`A period may be ${longestDays} days long at most`);
		}
	});

export const removePeriodForm = z.object({ period: fields.identifier('a period') });
