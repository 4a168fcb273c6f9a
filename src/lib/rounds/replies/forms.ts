import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { type Grade, grades, type Stance, stances } from '#lib/positions/position.ts';
import { waysItCame } from './reply.ts';

const chooseFile = 'Choose the message or the scanned letter';

/** Without a file a browser sends one that has no name and no bytes. */
export const dropForm = z.object({
	addresseeId: fields.identifier('the department that replied'),
	file: z.instanceof(File, { error: chooseFile }).refine((file) => file.size > 0 || file.name !== '', chooseFile)
});

/** The whole of the round in one press; `after` is the last reply that stood on the page. */
export const nilReturnForm = z.object({ addresseeId: fields.identifier('the department'), after: lastSeen() });

export const putAsideForm = z.object({});

export const seenForm = z.object({ reply: fields.identifier('the last reply') });

const exception = z.object({
	recommendationId: fields.identifier('a recommendation'),
	stance: fields.optionalOneOf('an answer', namesOf<Stance>(stances)),
	reason: fields.optionalProse('the reason', 3000)
});

const comment = z
	.object({
		text: fields.optionalProse('the comment', 2000),
		grade: fields.optionalOneOf('how strong it is', namesOf<Grade>(grades)),
		recommendationId: fields.optionalIdentifier('the recommendation'),
		proposedWords: fields.optionalProse('the proposed words', 3000)
	})
	.superRefine((row, context) => {
		const missing = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
		if (row.text === null && row.proposedWords !== null) missing('text', 'Enter the comment');
		if (row.text === null) return;
		if (row.grade === null) missing('grade', 'Select how strong it is');
		if (row.recommendationId === null) missing('recommendationId', 'Select the recommendation that it concerns');
	});

const said = {
	addresseeId: fields.identifier('the department that replied'),
	stance: fields.oneOf('what the reply says', namesOf<Stance>(stances)),
	exceptions: z
		.array(exception.optional())
		.max(200)
		.default([])
		.transform((rows) => rows.flatMap((each, row) => (each?.stance ? [{ ...each, stance: each.stance, row }] : []))),
	comments: z
		.array(comment.optional())
		.max(50, 'Add 50 comments or fewer')
		.default([])
		.transform((rows) =>
			rows.flatMap((each, row) =>
				each?.text && each.grade && each.recommendationId !== null
					? [
							{
								text: each.text,
								grade: each.grade,
								recommendationId: each.recommendationId,
								proposedWords: each.proposedWords,
								row
							}
						]
					: []
			)
		),
	text: fields.optionalProse('what the reply says', 20_000),
	snapshotId: fields.optionalIdentifier('the frozen copy'),
	after: lastSeen()
};

/** Given here, in the name of the post that is asked. */
export const giveForm = z.object(said);

/** Passed on by somebody else: whose it is, when and how it came, and from which file. */
export const recordForm = z.object({
	...said,
	sentBy: fields.line('who sent it', 200),
	datedOn: fields.isoDate('the date of the reply', { from: '2000-01-01' }),
	conveyed: fields.oneOf('how it came', waysItCame),
	/** Asked for where the sender is nobody known of the department. */
	senderConfirmed: fields.checkbox()
});

function lastSeen() {
	return z
		.string()
		.regex(/^\d{1,15}$/, 'This page is out of date. Reload it.')
		.transform(Number);
}

function namesOf<Name extends string>(of: Record<Name, unknown>): Name[] {
	return Object.keys(of).filter((name): name is Name => name in of);
}
