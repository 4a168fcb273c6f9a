import * as z from 'zod';
import { type Block, plainRuns } from '#lib/documents/document.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { listNotWithdrawn, listPrintable } from '../disagreements/queries.server.ts';
import { slotKind } from './slot.ts';

const dataSchema = z.object({
	recommendation: z.string(),
	recommendationId: z.number(),
	items: z.array(z.object({ id: z.number(), post: z.string(), department: z.string(), words: z.string() })),
	/** In a frozen copy: whether an office has taken words back that stood here. */
	takenBack: z.literal(true).optional()
});

type Data = z.infer<typeof dataSchema>;

/** `::disagreement R7`: what ministers hold against a recommendation, in words that their own offices have agreed. */
export const disagreementSlot = slotKind<number, Data>({
	name: 'disagreement',
	label: 'Disagreement',
	usage: [
		{ written: '::disagreement R7', says: 'what ministers hold against R7, in words that their offices have agreed' }
	],
	parse: (argument) => {
		const number = numberIn('R', argument);
		return number === null || reference('R', number) !== argument
			? { ok: false, mistake: 'Name one recommendation, like this: ::disagreement R7.' }
			: { ok: true, argument: number };
	},
	resolve: async (trx, { reviewId }, number) => {
		const name = reference('R', number);
		const found = await trx
			.selectFrom('recommendations')
			.select('id')
			.where('reviewId', '=', reviewId)
			.where('number', '=', number)
			.executeTakeFirst();
		if (!found) return { state: 'refused', because: `${name} is no recommendation of this review.` };
		const printable = await listPrintable(trx, found.id);
		if (printable.length === 0) {
			return { state: 'waiting', because: `No office has agreed words for a disagreement with ${name} that stands.` };
		}
		const items = printable.map(({ id, postTitle, departmentName, words }) => ({
			id,
			post: postTitle,
			department: departmentName,
			words
		}));
		return { state: 'resolved', data: { recommendation: name, recommendationId: found.id, items } };
	},
	lapsed: async (trx, _, { recommendation, recommendationId, items }) => {
		const standing = new Set((await listPrintable(trx, recommendationId)).map((each) => each.id));
		const gone = items.filter((item) => !standing.has(item.id)).map((item) => item.post);
		return gone.length === 0
			? null
			: `The words on ${recommendation} are not agreed any longer by the office of the ${gone.join(' and the ')}.`;
	},
	takenBack: async (trx, data) => {
		const kept = await listNotWithdrawn(
			trx,
			data.items.map((item) => item.id)
		);
		const items = data.items.filter((item) => kept.has(item.id));
		return items.length === data.items.length
			? null
			: { reference: data.recommendation, data: { ...data, items, takenBack: true } };
	},
	data: dataSchema,
	compose: ({ items, takenBack }) => [
		...items.map(({ department, post, words }): Block => ({
			type: 'paragraph',
			numbered: true,
			runs: [{ type: 'strong', runs: plainRuns(`${department} (${post}):`) }, ...plainRuns(` ${words}`)]
		})),
		...(takenBack ? [withdrawnNote] : [])
	],
	differences: (before, after) => {
		const old = new Map(before.items.map((item) => [item.post, item]));
		const now = new Set(after.items.map((item) => item.post));
		return [
			...after.items
				.filter((item) => old.get(item.post)?.id !== item.id)
				.map((item) =>
					old.has(item.post)
						? `The ${item.post} has agreed other words: “${item.words}”`
						: `The ${item.post} has agreed words: “${item.words}”`
				),
			...before.items
				.filter((item) => !now.has(item.post))
				.map((item) => `The words of the ${item.post} go: they are not agreed any longer`)
		];
	}
});

/** Whose words they were is not said any longer either. */
const withdrawnNote: Block = {
	type: 'paragraph',
	numbered: false,
	runs: plainRuns('Words that stood here have been withdrawn.')
};
