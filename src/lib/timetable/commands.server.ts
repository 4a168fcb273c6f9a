import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';

/** Adds a key date to a review. @throws Forbidden */
export async function addMilestone(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { title: string; dueOn: string }
): Promise<number> {
	const grant = grantFor(actor, 'review.edit', { reviewId });
	if (!grant) throw new Forbidden();
	const { id } = await trx
		.insertInto('milestones')
		.values({ reviewId, ...input })
		.returning('id')
		.executeTakeFirstOrThrow();
	await record(trx, grant, 'milestone.added', { reviewId, kind: 'milestone', id, audience: 'members' }, input);
	return id;
}

/** @throws NotFound, Forbidden */
export async function removeMilestone(trx: Trx, actor: Actor, reviewId: number, milestoneId: number): Promise<void> {
	const milestone = await trx
		.selectFrom('milestones')
		.select(['title', 'dueOn'])
		.where('reviewId', '=', reviewId)
		.where('id', '=', milestoneId)
		.forUpdate()
		.executeTakeFirst();
	if (!milestone) throw new NotFound();
	const grant = grantFor(actor, 'review.edit', { reviewId });
	if (!grant) throw new Forbidden();
	await trx.deleteFrom('milestones').where('id', '=', milestoneId).execute();
	await record(
		trx,
		grant,
		'milestone.removed',
		{ reviewId, kind: 'milestone', id: milestoneId, audience: 'members' },
		milestone
	);
}
