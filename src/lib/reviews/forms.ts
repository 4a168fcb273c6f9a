import * as z from 'zod';
import { roleNames } from '#lib/access/roles.ts';
import * as fields from '#lib/forms/fields.ts';
import { marksAboveCeiling, slugPattern } from './review.ts';

const slug = fields
	.line('a short name for the address', 60)
	.refine(
		(text) => slugPattern.test(text),
		'Short name must be lower-case letters and numbers joined by hyphens, like start-in-life'
	);

const title = fields
	.line('a title', 200)
	.refine(
		(text) => !marksAboveCeiling(text),
		'Throughline holds nothing above OFFICIAL: leave SECRET and TOP SECRET material out'
	);

export const newReviewForm = z.object({
	title,
	slug,
	postId: fields.identifier('the post that will be its secretariat')
});

export const reviewForm = z.object({
	revision: fields.revision(),
	title,
	commission: fields.optionalProse('the commission', 10_000),
	commissionedBy: fields.optionalLine('who commissioned it', 200),
	chairPostId: fields.optionalIdentifier('the chair'),
	markingCeiling: fields.oneOf('the highest marking', ['official', 'official_sensitive']),
	banner: fields.optionalLine('a banner', 200)
});

export const questionForm = z.object({ text: fields.line('a question', 1000) });

export const editQuestionForm = questionForm.extend({ questionId: fields.identifier('a question') });

export const milestoneForm = z.object({
	title: fields.line('what happens', 200),
	dueOn: fields.isoDate('the date', { from: '1990-01-01', to: '2069-12-31' })
});

export const removeMilestoneForm = z.object({ milestoneId: fields.identifier('a key date') });

export const memberForm = z.object({
	postId: fields.identifier('a post'),
	role: fields.oneOf('a role', roleNames)
});

export const endMembershipForm = z.object({ membershipId: fields.identifier('a member') });

export const reviewStateForm = z.object({ revision: fields.revision() });
