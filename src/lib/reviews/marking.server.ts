import type { Trx } from '#lib/db/asActor.server.ts';
import { Invalid } from '#lib/errors.ts';

/** Whether a review may hold OFFICIAL-SENSITIVE material. */
export async function holdsSensitive(trx: Trx, reviewId: number): Promise<boolean> {
	const { markingCeiling } = await trx
		.selectFrom('reviews')
		.select('markingCeiling')
		.where('id', '=', reviewId)
		.executeTakeFirstOrThrow();
	return markingCeiling === 'official_sensitive';
}

/** @throws Invalid at `sensitive` where a record would be marked above its review */
export async function requireWithinCeiling(trx: Trx, reviewId: number, sensitive: boolean): Promise<void> {
	if (sensitive && !(await holdsSensitive(trx, reviewId))) {
		throw new Invalid('sensitive', 'This review holds nothing above OFFICIAL: its ceiling would have to change first');
	}
}
