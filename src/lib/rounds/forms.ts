import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

const details = {
	title: fields.line('a title', 200),
	committeeId: fields.identifier('a committee'),
	snapshotId: fields.identifier('a frozen copy'),
	sponsorPostId: fields.identifier('the minister who asks'),
	ask: fields.prose('what is asked', 3000),
	recommendationIds: fields.identifiers('at least one recommendation', { min: 1 }),
	spendsMoney: fields.checkbox(),
	rules: fields.line('the rules', 130),
	clearDays: fields.optionalWholeNumber('the number of clear working days', { min: 1, max: 100 })
};

export const roundForm = z.object(details);

export const editRoundForm = z.object({ ...details, revision: fields.revision() });

/** One row for each department of the review; only those with `asked` are written to. */
export const addresseesForm = z.object({
	revision: fields.revision(),
	departments: z
		.array(
			z.object({
				teamId: fields.identifier('a department'),
				asked: fields.checkbox(),
				postId: fields.optionalIdentifier('a post'),
				because: fields.optionalLine('why it is asked', 500),
				askedToPay: fields.checkbox(),
				askedToChangeLaw: fields.checkbox()
			})
		)
		.max(100)
		.default([])
});

export const issueForm = z.object({
	revision: fields.revision(),
	issuedOn: fields.isoDate('the date of the letter'),
	replyBy: fields.isoDate('the day by which replies are due'),
	shortNoticeBecause: fields.optionalProse('the reason for the short notice', 1000)
});

export const withdrawForm = z.object({
	revision: fields.revision(),
	because: fields.prose('the reason', 1000)
});

export const extendForm = z.object({
	revision: fields.revision(),
	replyBy: fields.isoDate('the new day for replies'),
	because: fields.prose('the reason', 1000)
});

export const moveForm = z.object({
	revision: fields.revision(),
	snapshotId: fields.identifier('a frozen copy'),
	because: fields.prose('what has changed', 1000)
});

export const writeLetterForm = z.object({
	revision: fields.revision(),
	replyBy: fields.isoDate('the day by which replies are due'),
	shortNoticeBecause: fields.optionalProse('the reason for the short notice', 1000)
});
