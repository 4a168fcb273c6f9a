import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { askNames, outcomeNames, waysToLog } from './letter.ts';
import { mergeFieldNames, scheduleSlot, unknownFields } from './merge.ts';

/** No review has as many recommendations with its group. */
const mostRows = 600;

const words = {
	subject: fields.line('a subject', 200),
	text: fields.prose('the words of the letter', 15_000),
	copiedTo: fields
		.prose('who gets a copy', 1000, { min: 0 })
		.optional()
		.transform((text) => text ?? '')
};

/** The template with what is asked of whom. A field of the template that nobody knows is refused beside the words. */
export const writeLettersForm = z
	.object({
		...words,
		replyBy: fields.isoDate('the day by which you ask for an answer'),
		recommendations: z
			.array(
				z.object({
					id: fields.identifier('a recommendation'),
					version: fields.wholeNumber('a version', { min: 1 })
				}),
				'Select at least one recommendation'
			)
			.min(1, 'Select at least one recommendation'),
		letters: z
			.array(
				z
					.object({
						teamId: fields.identifier('a department'),
						ticked: fields.checkbox(),
						asks: z.array(fields.optionalOneOf('what is asked', askNames).optional()).default([])
					})
					.optional()
			)
			.default([])
			.transform((letters) =>
				letters.flatMap((letter, row) =>
					letter?.ticked ? [{ teamId: letter.teamId, asks: letter.asks.map((ask) => ask ?? null), row }] : []
				)
			)
	})
	.superRefine((typed, context) => {
		if (typed.letters.length === 0) refuse(context, 'letters', 'Tick at least one department');
		refuseUnknown(
			context,
			'subject',
			typed.subject,
			mergeFieldNames.filter((name) => name !== scheduleSlot)
		);
		refuseUnknown(context, 'text', typed.text, mergeFieldNames);
	});

export const editLetterForm = z
	.object({
		...words,
		revision: fields.revision(),
		addressee: fields.prose('the addressee', 200),
		replyBy: fields.optionalDate('the day by which you ask for an answer')
	})
	.superRefine((typed, context) => {
		refuseUnknown(context, 'subject', typed.subject, []);
		refuseUnknown(context, 'text', typed.text, [scheduleSlot]);
	});

export const scheduleForm = z.object({
	revision: fields.revision(),
	asks: z
		.array(
			z.object({
				recommendationId: fields.identifier('a recommendation'),
				version: fields.wholeNumber('a version', { min: 1 }),
				ask: fields.optionalOneOf('what is asked', askNames)
			})
		)
		.max(mostRows)
		.default([])
		.transform((rows) => rows.map((each, row) => ({ ...each, row })))
});

const version = fields.wholeNumber('a version', { min: 1 });

export const clearForm = z.object({ version });

/** @param today an ISO date: what is recorded has happened */
export function signForm(today: string) {
	return z.object({
		version,
		signedBy: fields.line('who signed it', 200),
		signedOn: fields.isoDate('the day it was signed', { from: '2000-01-01', to: today })
	});
}

/** @param today an ISO date */
export function issueForm(today: string) {
	return z.object({
		version,
		how: fields.oneOf('how it went out', waysToLog),
		issuedOn: fields.isoDate('the day it went out', { from: '2000-01-01', to: today })
	});
}

/** @param today an ISO date */
export function receiveForm(today: string) {
	return z.object({ receivedOn: fields.isoDate('the day it arrived', { from: '2000-01-01', to: today }) });
}

export const sendForm = z.object({ version });

export const withdrawForm = z.object({
	revision: fields.revision(),
	because: fields.prose('the reason', 1000)
});

/** @param today an ISO date */
export function answersForm(today: string) {
	return z.object({
		answeredOn: fields.isoDate('the day of the answer', { from: '2000-01-01', to: today }),
		source: fields.line('where it was said, such as “Letter of 14 June”', 500),
		answers: z
			.array(
				z
					.object({
						recommendationId: fields.identifier('a recommendation'),
						outcome: fields.optionalOneOf('an answer', outcomeNames),
						words: fields.optionalProse('the words of the answer', 3000)
					})
					.optional()
			)
			.default([])
			.transform((rows) =>
				rows.flatMap((row, index) =>
					row?.outcome
						? [{ recommendationId: row.recommendationId, outcome: row.outcome, words: row.words, row: index }]
						: []
				)
			)
			.superRefine((rows, context) => {
				for (const { outcome, words: said, row } of rows) {
					if (outcome === 'agreed' || said !== null) continue;
					context.addIssue({
						code: 'custom',
						path: [row, 'words'],
						message: outcome === 'refused' ? 'Enter why it is refused' : 'Enter what is agreed and what is not'
					});
				}
			})
	});
}

function refuseUnknown(context: z.RefinementCtx, field: string, text: string, known: readonly string[]): void {
	const unknown = unknownFields(text, known);
	if (unknown.length === 0) return;
	const these = unknown.slice(0, 5).join(', ');
	refuse(
		context,
		field,
		`${these} ${unknown.length === 1 ? 'is not a field' : 'are not fields'} that can be filled in here`
	);
}

function refuse(context: z.RefinementCtx, field: string, message: string): void {
	context.addIssue({ code: 'custom', path: [field], message });
}
