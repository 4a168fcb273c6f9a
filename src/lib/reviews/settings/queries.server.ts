import type { Trx } from '#lib/db/asActor.server.ts';
import { type ReviewSettings, settingColumns, usualSettings } from './settings.ts';

/** How a review works; what is usual where it has chosen nothing. */
export async function getSettings(trx: Trx, reviewId: number): Promise<ReviewSettings> {
	const found = await trx
		.selectFrom('reviewSettings')
		.select([...settingColumns])
		.where('reviewId', '=', reviewId)
		.executeTakeFirst();
	return found ?? usualSettings;
}
