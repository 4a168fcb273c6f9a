import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { marksAboveCeiling } from '#lib/reviews/review.ts';

const words = fields
	.prose('the words', 1000)
	.refine(
		(text) => !marksAboveCeiling(text),
		'Throughline holds nothing above OFFICIAL: leave SECRET and TOP SECRET material out'
	);

export const proposeWordsForm = z.object({
	postId: fields.identifier('a minister'),
	answerId: fields.identifier('an answer'),
	words
});

export const withdrawWordsForm = z.object({
	postId: fields.identifier('a minister'),
	wordsId: fields.identifier('the words'),
	because: fields.prose('the reason', 1000)
});

export const agreeWordsForm = z.object({
	postId: fields.identifier('a minister'),
	answerId: fields.identifier('an answer'),
	wordsId: fields.optionalIdentifier('the words'),
	words
});
