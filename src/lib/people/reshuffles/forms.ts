import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { londonMoment } from '#lib/ui/dates.ts';

const change = z.object({
	postId: fields.identifier('a post'),
	leavesId: fields.optionalIdentifier('a person'),
	personId: fields.optionalIdentifier('a person'),
	newName: fields.optionalLine('a name', 200),
	newEmail: z
		.union([z.literal('').transform(() => null), fields.email()])
		.optional()
		.transform((value) => value ?? null)
});

const plan = z.object({
	title: fields.line('a name for it', 200),
	date: fields.optionalDate('the day'),
	clock: fields.optionalLine('the time', 5),
	changes: fields.rows('posts', change, { min: 1, max: 60 })
});

/** A day alone is that day's first minute in London; neither is the moment at which the reshuffle is carried out. */
function effect<Plan extends z.output<typeof plan>>(input: Plan, context: z.RefinementCtx) {
	const { date, clock, ...rest } = input;
	if (clock !== null && date === null) {
		context.addIssue({ code: 'custom', path: ['date'], message: 'Enter the day as well, or leave the time empty' });
		return z.NEVER;
	}
	if (clock !== null && !/^(?:[01]?\d|2[0-3])[:.][0-5]\d$/.test(clock)) {
		context.addIssue({ code: 'custom', path: ['clock'], message: 'Time must be a time of day, like 09:00 or 17:30' });
		return z.NEVER;
	}
	const time = (clock ?? '00:00').replace('.', ':').padStart(5, '0');
	return { ...rest, takesEffectAt: date === null ? null : londonMoment(date, time) };
}

export const reshuffleForm = plan.transform(effect);

export const editReshuffleForm = plan.extend({ revision: fields.revision() }).transform(effect);

export const endReshuffleForm = z.object({ revision: fields.revision() });

/** What the database refuses when new accounts are made, in words. */
export const reshuffleConstraints = {
	accounts_email_key: { field: '', message: 'Somebody new has the email address of an account that is there already' }
};
