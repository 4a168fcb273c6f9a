import { type Actor, grantFor, isMember } from '#lib/access/actor.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { type Committee, lockCommittee } from './queries.server.ts';

export type CommitteeInput = Omit<Committee, 'id' | 'revision'>;

/** @throws NotFound, Forbidden; the constraint committees_name_key for a name in use */
export async function addCommittee(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: CommitteeInput
): Promise<{ id: number }> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'committee.manage', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat adds a committee');
	const added = await trx
		.insertInto('committees')
		.values({ ...input, reviewId, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await record(trx, grant, 'committee.added', onCommittee(reviewId, added.id), { ...input });
	return added;
}

/** Letters that were issued keep the chair and the copies that they were printed with. @throws NotFound, Forbidden, Conflict */
export async function editCommittee(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	id: number,
	{ revision, ...input }: CommitteeInput & { revision: number }
): Promise<void> {
	const committee = await lockCommittee(trx, reviewId, id);
	if (!committee) throw new NotFound('This committee was not found');
	const grant = grantFor(actor, 'committee.manage', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat changes a committee');
	if (committee.revision !== revision) {
		throw new Conflict(
			'Somebody has changed this committee since you opened it. Look at what is saved, then save again.'
		);
	}
	const changed = changes({ ...committee }, input);
	if (Object.keys(changed).length === 0) return;
	await trx
		.updateTable('committees')
		.set({ ...input, revision: revision + 1 })
		.where('id', '=', id)
		.execute();
	await record(trx, grant, 'committee.edited', onCommittee(reviewId, id), changed);
}

function onCommittee(reviewId: number, id: number) {
	return { reviewId, kind: 'committee', id, audience: 'members' } as const;
}
