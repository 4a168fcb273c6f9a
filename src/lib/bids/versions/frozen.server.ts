import type { Trx } from '#lib/db/asActor.server.ts';
import { readContent } from '../content.server.ts';
import type { BidContent } from '../content.ts';
import type { Bid } from '../queries.server.ts';

/**
 * What a version of a bid would hold: the options that were chosen with their lines, and the last appraisal of the bid as
 * it stands, unless it would tell of an option that stays out.
 */
export async function contentToFreeze(
	trx: Trx,
	bid: Bid,
	choice: { options: readonly number[]; ranked: boolean }
): Promise<BidContent> {
	const content = await readContent(trx, bid, { only: choice.options, ranked: choice.ranked });
	const left = await trx
		.selectFrom('bidOptions')
		.select('id')
		.where('bidId', '=', bid.id)
		.where('leadOnly', '=', true)
		.where('id', 'not in', [0, ...choice.options])
		.execute();
	const appraisal = await trx
		.selectFrom('appraisals')
		.select('content')
		.where('bidId', '=', bid.id)
		.where('bidChanges', '=', bid.changes)
		.$if(left.length > 0, (query) => query.where('leadOnly', '=', false))
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	return { ...content, appraisal: appraisal ? (JSON.parse(appraisal.content) as unknown) : null };
}
