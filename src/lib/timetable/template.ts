import * as z from 'zod';
import type { MilestoneKind } from './milestone.ts';
import { planDayBefore, type PlanCalendar } from './plan.ts';

const kinds = [
	'group',
	'letters',
	'answers',
	'paper',
	'comments',
	'treasury',
	'round_issue',
	'round_replies',
	'settling',
	'clearance',
	'lodging',
	'cabinet',
	'announcement'
] as const satisfies MilestoneKind[];

/** One usual step on the way to Cabinet. */
export const stepSchema = z.object({
	key: z.string().regex(/^[a-z_]{1,60}$/),
	name: z.string().min(1).max(200),
	kind: z.enum(kinds),
	/** Whose post it is at first. */
	owner: z.enum(['secretariat', 'chair', 'treasury']),
	/** Working days before the Cabinet date; negative after it. */
	daysBefore: z.int().min(-400).max(400),
	after: z
		.object({
			step: z.string(),
			days: z.int().min(0).max(200),
			clear: z.boolean(),
			because: z.string().min(1)
		})
		.nullable(),
	source: z.string().min(1),
	/** Its number is published; others are settings that somebody has to choose. */
	confirmed: z.boolean()
});

/** The usual steps with how many working days before Cabinet each is due: an edition is never changed, a later one replaces it. */
export const templateSchema = z
	.object({
		key: z.string().regex(/^[a-z0-9-]{1,60}$/),
		edition: z.string().min(1).max(60),
		name: z.string().min(1),
		about: z.string().min(1),
		source: z.string().min(1),
		steps: z.array(stepSchema).min(1).max(40)
	})
	.superRefine(({ steps }, context) => {
		const refuse = (index: number, message: string) =>
			context.addIssue({ code: 'custom', path: ['steps', index], message });
		if (steps.filter(({ kind }) => kind === 'cabinet').length !== 1) refuse(0, 'One step is Cabinet');
		steps.forEach((step, index) => {
			const earlier = steps.slice(0, index).map(({ key }) => key);
			if (earlier.includes(step.key)) refuse(index, 'A key is used once');
			if (step.after && !earlier.includes(step.after.step)) refuse(index, 'A step comes after an earlier one');
			if (step.kind === 'cabinet' && step.daysBefore !== 0) refuse(index, 'Cabinet is on its own day');
		});
	});

export type Step = z.output<typeof stepSchema>;
export type Template = z.output<typeof templateSchema>;

/** The days that the template gives, by the key of the step. */
export function backPlan(steps: readonly Step[], cabinetOn: string, calendar: PlanCalendar): Map<string, string> {
	return new Map(steps.map(({ key, daysBefore }) => [key, planDayBefore(cabinetOn, daysBefore, calendar)]));
}
