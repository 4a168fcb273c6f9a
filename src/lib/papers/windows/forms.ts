import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { londonMoment } from '#lib/ui/dates.ts';
import { clocks } from './hours.ts';

const clock = (label: string) => fields.oneOf(label, clocks);

export const openWindowForm = z
	.object({
		snapshot: fields.identifier('a snapshot'),
		/** Nothing opens it at once. */
		opensOn: fields.optionalDate('the day it opens'),
		opensAt: clock('the hour it opens').optional(),
		closesOn: fields.isoDate('the day it closes'),
		closesAt: clock('the hour it closes'),
		teamIds: fields.identifiers('at least one department', { min: 1 }),
		asks: fields.optionalProse('what is asked', 2000)
	})
	.transform(({ opensOn, opensAt, closesOn, closesAt, ...rest }) => ({
		...rest,
		opensAt: opensOn === null ? null : londonMoment(opensOn, opensAt ?? '09:00'),
		closesAt: londonMoment(closesOn, closesAt)
	}));

export const extendWindowForm = z
	.object({
		revision: fields.revision(),
		closesOn: fields.isoDate('the new day'),
		closesAt: clock('the new hour')
	})
	.transform(({ revision, closesOn, closesAt }) => ({ revision, closesAt: londonMoment(closesOn, closesAt) }));

export const closeWindowForm = z.object({ revision: fields.revision() });
