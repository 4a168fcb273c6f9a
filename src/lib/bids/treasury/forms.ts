import * as z from 'zod';
import { oneOf, optionalDate, prose, revision, wholeNumber } from '#lib/forms/fields.ts';
import { treasuryStanceNames } from '../bid.ts';

export const positionForm = z.object({
	stance: oneOf('where the Treasury stands', treasuryStanceNames),
	words: prose('the Treasury’s words', 3000),
	/** The submitted version that the page showed. */
	version: wholeNumber('a version', { min: 1, max: 100_000 })
});

export const noteForm = z.object({ body: prose('a note', 5000) });

export const questionForm = z.object({
	question: prose('a question', 3000),
	dueOn: optionalDate('the day by which you need the answer'),
	version: wholeNumber('a version', { min: 1, max: 100_000 })
});

export const answerForm = z.object({ answer: prose('an answer', 5000), revision: revision() });
