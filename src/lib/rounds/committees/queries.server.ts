import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';

export type Committee = {
	id: number;
	name: string;
	chair: string;
	secretary: string;
	copiedTo: string;
	replyDays: number | null;
	revision: number;
};

/** A review has a handful. */
const most = 100;

export async function listCommittees(trx: Trx, reviewId: number): Promise<Committee[]> {
	return committees(trx, reviewId)
		.orderBy('name', (order) => order.collate('english'))
		.limit(most)
		.execute();
}

/** @throws NotFound */
export async function getCommittee(trx: Trx, reviewId: number, id: number): Promise<Committee> {
	const found = await committees(trx, reviewId).where('id', '=', id).executeTakeFirst();
	if (!found) throw new NotFound('This committee was not found');
	return found;
}

export async function lockCommittee(trx: Trx, reviewId: number, id: number): Promise<Committee | undefined> {
	return committees(trx, reviewId).where('id', '=', id).forUpdate().executeTakeFirst();
}

function committees(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('committees')
		.select(['id', 'name', 'chair', 'secretary', 'copiedTo', 'replyDays', 'revision'])
		.where('reviewId', '=', reviewId);
}
