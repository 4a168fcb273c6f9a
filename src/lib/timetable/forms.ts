import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { moveWays } from './milestone.ts';

/** The years in which bank holidays are worked out. */
const range = { from: '1990-01-01', to: '2069-12-31' };

const nation = ['england', 'wales', 'scotland', 'northern_ireland'] as const;

/** How days are counted, and from which. */
const counting = {
	cabinetOn: fields.isoDate('the Cabinet date', range),
	nations: fields.someOf('whose bank holidays to avoid', nation, { min: 1 }),
	avoidsRecess: fields.checkbox(),
	avoidsPreElection: fields.checkbox()
};

/** One step of the template, as the page shows it. */
const planRow = z.object({
	step: fields.line('a step', 60),
	daysBefore: fields.wholeNumber('working days before Cabinet', { min: -200, max: 400 }),
	day: fields.optionalDate('a day of its own', range),
	ownerPostId: fields.optionalIdentifier('an owner')
});

/** The plan as it is shown, to be saved. */
export const planForm = z.object({
	...counting,
	revision: fields.revision(),
	rows: fields.rows('steps', planRow, { min: 1, max: 40 })
});

const details = {
	title: fields.line('what happens', 200),
	ownerPostId: fields.optionalIdentifier('who owns it'),
	afterId: fields.optionalIdentifier('what it comes after'),
	afterDays: fields.optionalWholeNumber('how many working days after', { min: 0, max: 200 }),
	afterClear: fields.checkbox(),
	sensitive: fields.checkbox()
};

export const newMilestoneForm = z.object({
	...details,
	dueOn: fields.isoDate('the day', range),
	follows: fields.checkbox()
});

export const editMilestoneForm = z.object({ ...details, revision: fields.revision() });

/** The day is that of the consequences that were shown. */
export const moveForm = z.object({
	revision: fields.revision(),
	on: fields.isoDate('the new day', range),
	way: fields.oneOf('what else moves', moveWays),
	because: fields.optionalLine('why it moves', 500)
});

/** @param today an ISO date: what is done has happened */
export function doneForm(today: string) {
	return z.object({
		revision: fields.revision(),
		doneOn: fields.isoDate('the day it was done', { from: range.from, to: today })
	});
}

export const reopenForm = z.object({ revision: fields.revision() });

export const removeForm = z.object({});

/** What the plan page was asked to show: what makes no sense is left out, and told. */
export type AskedPlan = {
	cabinetOn: string | null;
	nations: (typeof nation)[number][];
	avoidsRecess: boolean;
	avoidsPreElection: boolean;
	rows: Map<string, { daysBefore: number | null; day: string | null; ownerPostId: number | null; leftOut: boolean }>;
	/** Fields that could not be read, with what is wrong. */
	errors: Record<string, string[]>;
};

/** @param steps the keys of the template's steps */
export function askedPlan(query: URLSearchParams, steps: readonly string[]): AskedPlan | null {
	if (!query.has('cabinetOn')) return null;
	const errors: Record<string, string[]> = {};
	const read = <Value>(name: string, schema: z.ZodType<Value>, text: unknown): Value | null => {
		const parsed = schema.safeParse(text);
		if (!parsed.success) errors[name] = [parsed.error.issues[0]?.message ?? 'This could not be read'];
		return parsed.success ? parsed.data : null;
	};
	const rows: AskedPlan['rows'] = new Map();
	for (const step of steps) {
		// The first press names a date alone: the steps are not on the page yet.
		if (!query.has(`before-${step}`) && !query.has(`owner-${step}`)) continue;
		const number = query.get(`before-${step}`);
		const day = query.get(`day-${step}`) ?? '';
		const owner = query.get(`owner-${step}`) ?? '';
		rows.set(step, {
			daysBefore: number === null ? null : read(`before-${step}`, planRow.shape.daysBefore, number),
			day: day === '' ? null : read(`day-${step}`, planRow.shape.day, day),
			ownerPostId: owner === '' ? null : read(`owner-${step}`, planRow.shape.ownerPostId, owner),
			leftOut: query.has(`out-${step}`)
		});
	}
	return {
		cabinetOn: read('cabinetOn', counting.cabinetOn, query.get('cabinetOn') ?? ''),
		nations: read('nations', counting.nations, query.getAll('nations')) ?? [...nation],
		avoidsRecess: query.has('avoidsRecess'),
		avoidsPreElection: query.has('avoidsPreElection'),
		rows,
		errors
	};
}

/** The new day that a milestone's page was asked to show the consequences of: a day, or working days before Cabinet. */
export function askedMove(query: URLSearchParams): {
	on: string | null;
	before: number | null;
	errors: Record<string, string[]>;
} | null {
	const on = (query.get('on') ?? '').trim();
	const before = (query.get('before') ?? '').trim();
	if (!query.has('on') && !query.has('before')) return null;
	if (on === '' && before === '') return { on: null, before: null, errors: { on: ['Enter the new day'] } };
	if (on !== '' && before !== '') {
		return { on: null, before: null, errors: { before: ['Enter a day or a number of working days, not both'] } };
	}
	if (on !== '') {
		const parsed = moveForm.shape.on.safeParse(on);
		if (parsed.success) return { on: parsed.data, before: null, errors: {} };
		return { on: null, before: null, errors: { on: [parsed.error.issues[0]?.message ?? 'Enter the new day'] } };
	}
	const parsed = planRow.shape.daysBefore.safeParse(before);
	if (parsed.success) return { on: null, before: parsed.data, errors: {} };
	return { on: null, before: null, errors: { before: [parsed.error.issues[0]?.message ?? 'Enter a number'] } };
}
