import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';

/** What the bid says will change, in its own order. */
export async function listOutcomes(trx: Trx, bidId: number) {
	return trx
		.selectFrom('bidOutcomes')
		.select(['metric', 'baseline', 'target', 'targetYear', 'source'])
		.where('bidId', '=', bidId)
		.orderBy('rank')
		.orderBy('id')
		.execute();
}

/** What the lead keeps to itself; for everybody else, and where nothing is kept, undefined. */
export async function findConfidence(trx: Trx, bidId: number) {
	return trx
		.selectFrom('bidConfidences')
		.select(['priorityRank', 'fallback', 'revision'])
		.where('bidId', '=', bidId)
		.executeTakeFirst();
}

/** Whether the last version carries the lead's rank, so that another rank is another bid. */
export async function lastVersionRanks(trx: Trx, bidId: number): Promise<boolean> {
	const last = await trx
		.selectFrom('bidVersions')
		.select(sql<boolean>`(content::jsonb ->> 'priorityRank') is not null`.as('ranked'))
		.where('bidId', '=', bidId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	return last?.ranked ?? false;
}
