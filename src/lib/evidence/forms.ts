import * as z from 'zod';
import { checkMarkdown, MARKDOWN_MAX_BYTES } from '#lib/documents/markdown.ts';
import * as fields from '#lib/forms/fields.ts';
import { marksAboveCeiling } from '#lib/reviews/review.ts';
import { attributions, bases, eventKinds, eventStatuses } from './event.ts';

/** Refuses text that carries a marking which the system may not hold. */
export function belowSecret<Text extends string | null>(field: z.ZodType<Text, unknown>) {
	return field.refine(
		(text) => text === null || !marksAboveCeiling(text),
		'Throughline holds nothing above OFFICIAL: leave SECRET and TOP SECRET material out, and tell your security adviser if you have typed it here'
	);
}

/** Keys of a table of labels, as a set of values for `oneOf`. */
export function keysOf<Key extends string>(labels: Readonly<Record<Key, unknown>>): Key[] {
	return Object.keys(labels).filter((key): key is Key => key in labels);
}

const person = z.object({
	id: fields.optionalIdentifier('the person'),
	role: belowSecret(fields.line('the role of the person or group', 200)),
	organisation: belowSecret(fields.optionalLine('the organisation', 200)),
	headCount: fields.optionalWholeNumber('the number of people', { min: 1, max: 100_000 }),
	attribution: fields.optionalOneOf('how they may be quoted', keysOf(attributions)),
	name: belowSecret(fields.optionalLine('the name', 200))
});

const promise = z.object({
	id: fields.optionalIdentifier('the promise'),
	text: belowSecret(fields.line('what was promised', 1000)),
	owner: belowSecret(fields.optionalLine('who keeps it', 200)),
	dueOn: fields.optionalDate('the date it is due'),
	metOn: fields.optionalDate('the date it was kept')
});

const eventFields = z.object({
	title: belowSecret(fields.line('a title', 200)),
	kind: fields.oneOf('what kind of evidence this is', keysOf(eventKinds)),
	status: fields.optionalOneOf('a status', keysOf(eventStatuses)),
	startsOn: fields.isoDate('the date'),
	endsOn: fields.optionalDate('the last day'),
	dateNote: belowSecret(fields.optionalLine('a note on the date', 200)),
	placeName: belowSecret(fields.optionalLine('the place', 200)),
	placeCode: fields
		.optionalLine('the code of the place', 9)
		.transform((code) => code?.toUpperCase() ?? null)
		.refine(
			(code) => code === null || /^[EWSN]\d{8}$/.test(code),
			'Code of the place must be a letter and eight digits, like E09000019'
		),
	placeCodeYear: fields.optionalWholeNumber('the year of the boundaries', { min: 1965, max: 2100 }),
	host: belowSecret(fields.optionalLine('the host', 200)),
	visitingParty: belowSecret(fields.optionalLine('the visiting party', 1000)),
	teamId: fields.optionalIdentifier('the lead department'),
	sensitive: fields.checkbox(),
	handling: belowSecret(fields.optionalLine('the handling instruction', 200)),
	basis: fields.optionalOneOf('a basis', keysOf(bases)),
	questionId: fields.optionalIdentifier('the question'),
	notes: belowSecret(fields.optionalProse('the notes', MARKDOWN_MAX_BYTES)).superRefine((notes, context) => {
		const problem = notes === null ? null : checkMarkdown(notes);
		if (problem !== null) context.addIssue({ code: 'custom', message: problem });
	}),
	people: fields.rows('people or groups', person, { max: 50 }),
	promises: fields.rows('promises', promise, { max: 50 }),
	publisher: belowSecret(fields.optionalLine('the publisher', 200)),
	publishedOn: fields.optionalDate('the date of publication'),
	address: fields.optionalWebAddress('the address of the source')
});

export const eventForm = eventFields.superRefine(checkTogether);

export const editEventForm = eventFields.extend({ revision: fields.revision() }).superRefine(checkTogether);

export const shareEventForm = z.object({
	revision: fields.revision(),
	notes: fields.checkbox(),
	/** Numbers of findings. */
	findings: fields
		.identifiers('the findings')
		.refine((numbers) => numbers.every((number) => number < 1e9), 'Select findings from the list')
});

export const notesSharingForm = z.object({
	revision: fields.revision(),
	shared: fields.oneOf('who sees the notes', ['members', 'department'])
});

export const withdrawForm = z.object({
	revision: fields.revision(),
	reason: belowSecret(fields.prose('a reason', 1000, { min: 3 }))
});

function checkTogether(event: z.output<typeof eventFields>, context: z.RefinementCtx): void {
	if (event.endsOn !== null && event.endsOn < event.startsOn) {
		context.addIssue({ code: 'custom', path: ['endsOn'], message: 'Last day must be the first day or later' });
	}
	if (event.placeCode !== null && event.placeCodeYear === null) {
		context.addIssue({
			code: 'custom',
			path: ['placeCodeYear'],
			message: 'Enter the year of the boundaries: codes of places change'
		});
	}
	if (event.placeCode === null && event.placeCodeYear !== null) {
		context.addIssue({ code: 'custom', path: ['placeCode'], message: 'Enter the code that the year belongs to' });
	}
}
