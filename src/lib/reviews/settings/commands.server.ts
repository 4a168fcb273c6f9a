import { type Actor, grantFor } from '#lib/access/actor.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { type ReviewSettings, settingColumns } from './settings.ts';

/** Changes how a review works; where nothing differs nothing is written. @throws NotFound, Forbidden, Conflict */
export async function changeSettings(trx: Trx, actor: Actor, reviewId: number, input: ReviewSettings): Promise<void> {
	const review = await trx
		.selectFrom('reviews')
		.select('slug')
		.where('id', '=', reviewId)
		.forUpdate()
		.executeTakeFirst();
	if (!review) throw new NotFound('This review was not found');
	const grant = grantFor(actor, 'review_settings.edit', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat changes how the review works');
	await trx
		.insertInto('reviewSettings')
		.values({ reviewId })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	const before = await trx
		.selectFrom('reviewSettings')
		.select([...settingColumns])
		.where('reviewId', '=', reviewId)
		.forUpdate()
		.executeTakeFirstOrThrow();
	const { revision, ...wanted } = input;
	if (before.revision !== revision) throw new Conflict('Somebody has changed the settings since you opened them');
	const changed = changes({ ...before }, wanted);
	if (Object.keys(changed).length === 0) return;
	await trx
		.updateTable('reviewSettings')
		.set({ ...wanted, revision: revision + 1 })
		.where('reviewId', '=', reviewId)
		.execute();
	await record(
		trx,
		grant,
		'review_settings.changed',
		{ reviewId, kind: 'review', id: reviewId, reference: review.slug, audience: 'members' },
		changed
	);
}
