import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { type BidContent, bidContentSchema } from '../content.ts';

/** What the Treasury has of a bid. */
export type Submitted = {
	bidId: number;
	versionId: number;
	/** The number of the version. */
	version: number;
	submittedAt: Date;
	sha256: string;
	content: BidContent;
	/** Why the bid was withdrawn since; null while it stands. */
	withdrawnBecause: string | null;
};

/** The last submitted version of a bid, for whoever may see it. @param number of the bid */
export async function findLastSubmitted(trx: Trx, reviewId: number, number: number): Promise<Submitted | undefined> {
	const row = await trx
		.selectFrom('bidVersions')
		.select([
			'bidId',
			'id',
			'number',
			'submittedAt',
			'sha256',
			'content',
			sql<
				string | null
			>`(select w.withdrawn_because from app_withdrawn_bids() w where w.bid_id = bid_versions.bid_id)`.as(
				'withdrawnBecause'
			)
		])
		.where('reviewId', '=', reviewId)
		.where('submittedAt', 'is not', null)
		.where('bidNumber', '=', number)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!row?.submittedAt) return undefined;
	const { id, number: version, submittedAt, content, ...rest } = row;
	return { ...rest, versionId: id, version, submittedAt, content: bidContentSchema.parse(JSON.parse(content)) };
}

/** @throws NotFound */
export async function getLastSubmitted(trx: Trx, reviewId: number, number: number): Promise<Submitted> {
	const found = await findLastSubmitted(trx, reviewId, number);
	if (!found) throw new NotFound();
	return found;
}
