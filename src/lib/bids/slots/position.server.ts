import * as z from 'zod';
import { slotKind } from '#lib/papers/slots/slot.ts';
import { treasuryStanceNames, treasuryStances } from '../bid.ts';
import { paragraph } from '../narrative/blocks.ts';
import { positionBlocks } from '../narrative/position-blocks.ts';
import { listTreasuryPositions } from '../treasury/queries.server.ts';
import {
	headDifferences,
	headSchema,
	nameOf,
	parseBid,
	resolveBid,
	seesSubmissions,
	unmarked,
	withdrawnNote
} from './submission.server.ts';

const dataSchema = z.object({
	head: headSchema,
	position: z.object({
		stance: z.enum(treasuryStanceNames),
		words: z.string(),
		version: z.int(),
		postTitle: z.string(),
		givenAt: z.iso.datetime()
	})
});

type Data = z.infer<typeof dataSchema>;

/** `::bid-position B3`: where the Treasury stands on a submitted bid, in the words that it alone writes. */
export const bidPositionSlot = slotKind<number, Data>({
	name: 'bid-position',
	label: 'The Treasury on a bid',
	usage: [
		{
			written: '::bid-position B3',
			says: 'where the Treasury stands on B3, in its own words; in a working draft alone'
		}
	],
	parse: (argument) => parseBid('bid-position', argument),
	needs: () => seesSubmissions,
	resolve: (trx, place, number) =>
		resolveBid(trx, place, number, async ({ bidId }, head) => {
			const [given] = await listTreasuryPositions(trx, bidId);
			if (!given)
				return { state: 'waiting', because: `The Treasury has not said where it stands on ${head.reference}.` };
			const { stance, words, version, postTitle, givenAt } = given;
			return {
				state: 'resolved',
				data: { head, position: { stance, words, version, postTitle, givenAt: givenAt.toISOString() } }
			};
		}),
	lapsed: (trx, place, { head }) => unmarked(trx, place, head),
	data: dataSchema,
	compose: ({ head, position }, printed) => [
		paragraph(`On ${nameOf(head, printed)}:`),
		...positionBlocks({ ...position, givenAt: new Date(position.givenAt) }),
		...withdrawnNote(head)
	],
	differences: (before, after) => [
		...headDifferences(before.head, after.head),
		...(before.position.stance === after.position.stance
			? []
			: [
					`The Treasury’s position was “${treasuryStances[before.position.stance].label}” and is now “${treasuryStances[after.position.stance].label}”`
				]),
		...(before.position.words === after.position.words ? [] : [`The Treasury now says: “${after.position.words}”`]),
		...(before.position.version === after.position.version
			? []
			: [`It speaks of version ${after.position.version}, no longer of version ${before.position.version}`])
	]
});
