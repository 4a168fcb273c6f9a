import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { conveyances, type Conveyed, type Grade, grades, positionStances } from './position.ts';

const conditionRow = z.object({
	text: fields.optionalProse('the condition', 2000),
	grade: fields.oneOf('how strong it is', namesOf<Grade>(grades)).default('condition')
});

const answer = {
	version: fields.wholeNumber('a version', { min: 1 }),
	reason: fields.optionalProse('the reason', 3000),
	proposedText: fields.optionalProse('the words that would be agreed', 3000),
	conditions: z
		.array(conditionRow.optional())
		.max(50, 'Add 50 conditions or fewer')
		.default([])
		.transform((rows) => rows.flatMap((row) => (row?.text ? [{ text: row.text, grade: row.grade }] : [])))
};

export const conveyed = fields.optionalOneOf('how the minister said it', namesOf<Conveyed>(conveyances));

export const positionForm = z
	.object({
		...answer,
		stance: fields.oneOf('an answer', positionStances),
		postId: fields.identifier('the minister you answer for'),
		conveyed
	})
	.superRefine(requireWhatGoesWith)
	.transform(onlyWhatGoesWith);

const batchItem = z
	.object({
		...answer,
		recommendationId: fields.identifier('a recommendation'),
		ticked: fields.checkbox(),
		stance: z.enum(positionStances, 'Select an answer').default('content')
	})
	.superRefine((item, context) => {
		if (item.ticked) requireWhatGoesWith(item, context);
	})
	.transform(onlyWhatGoesWith);

/** "Content with all except …": every item keeps the number of its row, so that an error stands beside it. */
export const batchForm = z.object({
	postId: fields.identifier('the minister you answer for'),
	conveyed,
	items: z
		.array(batchItem.optional(), 'Tick at least one recommendation')
		.transform((items) => items.flatMap((item, row) => (item?.ticked ? [{ ...item, row }] : [])))
		.refine((items) => items.length > 0, 'Tick at least one recommendation')
});

export const tickForm = z.object({
	condition: fields.wholeNumber('a condition', { min: 1 }),
	version: fields.wholeNumber('a version', { min: 1 })
});

/** @param today an ISO date: what is agreed has happened */
export function agreementForm(today: string) {
	return z.object({
		version: fields.wholeNumber('a version', { min: 1 }),
		decidedOn: fields.isoDate('the date of the agreement', { from: '2000-01-01', to: today }),
		source: fields.line('where it was agreed, such as “Meeting of 14 June”', 500)
	});
}

type Typed = {
	stance: (typeof positionStances)[number];
	reason: string | null;
	proposedText: string | null;
	conditions: { text: string; grade: Grade }[];
};

function requireWhatGoesWith(typed: Typed, context: z.RefinementCtx): void {
	if (typed.stance !== 'content' && typed.reason === null) missing(context, 'reason', 'Enter the reason');
	if (typed.stance === 'content_if_reworded' && typed.proposedText === null) {
		missing(context, 'proposedText', 'Enter the words that would be agreed');
	}
	if (typed.stance === 'content_subject_to' && typed.conditions.length === 0) {
		missing(context, 'conditions', 'Add at least one condition');
	}
}

function missing(context: z.RefinementCtx, field: string, message: string): void {
	context.addIssue({ code: 'custom', path: [field], message });
}

/** What was typed for another answer than the one chosen is left behind, as the fields were out of sight. */
function onlyWhatGoesWith<Given extends Typed>(typed: Given): Given {
	return {
		...typed,
		proposedText: typed.stance === 'content_if_reworded' ? typed.proposedText : null,
		conditions: typed.stance === 'content_subject_to' ? typed.conditions : []
	};
}

function namesOf<Name extends string>(of: Record<Name, unknown>): Name[] {
	return Object.keys(of).filter((name): name is Name => name in of);
}
