import * as z from 'zod';
import { type Block, composeRuns, runsText } from '#lib/documents/document.ts';
import { type Verb, verbs } from '#lib/recommendations/recommendation.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { invitedTo } from '../content.ts';
import { type PlacedWords, slotKind } from './slot.ts';

const verbNames = Object.keys(verbs).filter((name): name is Verb => name in verbs);

export const placedWordsSchema = z.object({
	reference: z.string(),
	version: z.number(),
	verb: z.enum(verbNames),
	title: z.string(),
	text: z.string()
});

/** `::recommendation R7`: the words of one recommendation. */
export const recommendationSlot = slotKind<number, PlacedWords>({
	name: 'recommendation',
	label: 'Recommendation',
	usage: [{ written: '::recommendation R7', says: 'the words of R7' }],
	parse: (argument) => {
		const number = numberIn('R', argument);
		return number === null || reference('R', number) !== argument
			? { ok: false, mistake: 'Name one recommendation, like this: ::recommendation R7.' }
			: { ok: true, argument: number };
	},
	resolve: async (trx, { reviewId }, number) => {
		const name = reference('R', number);
		const found = await trx
			.selectFrom('recommendations')
			.select(['version', 'verb', 'title', 'text', 'state'])
			.where('reviewId', '=', reviewId)
			.where('number', '=', number)
			.executeTakeFirst();
		if (!found) return { state: 'refused', because: `${name} is no recommendation of this review.` };
		const { state, ...words } = found;
		if (state === 'not_taken_forward') return { state: 'refused', because: `${name} is not taken forward.` };
		return { state: 'resolved', data: { reference: name, ...words } };
	},
	data: placedWordsSchema,
	compose: (words) => [recommendationBlock(words)],
	places: (words) => [words],
	differences: (before, after) => wordingDifferences(before, after)
});

export function recommendationBlock(words: PlacedWords): Block {
	const { verb, text } = invitedTo(words);
	return { type: 'recommendation', key: words.reference, reference: words.reference, verb, runs: composeRuns(text) };
}

/** What differs between two wordings of one recommendation. */
export function wordingDifferences(before: PlacedWords, after: PlacedWords): string[] {
	if (before.version === after.version) return [];
	const name = `${after.reference} has been reworded (version ${before.version} to ${after.version})`;
	const [old, now] = [printedWords(before), printedWords(after)];
	return [old === now ? `${name}: only its title, “${after.title}”` : `${name}: “${now}”`];
}

function printedWords(words: PlacedWords): string {
	const { verb, text } = invitedTo(words);
	return `${verb} ${runsText(composeRuns(text))}`;
}
