import { sql } from 'kysely';
import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { isOpen } from './action.ts';
import { type ActionOwner, listActionOwners, lockAction } from './queries.server.ts';

export type ActionDetails = {
	text: string;
	ownerPostId: number;
	dueOn: string;
	reportBackTo: string | null;
	reportBackOn: string | null;
};

/**
 * Gives a post of the review something to do by a day.
 * @throws Forbidden, Invalid
 */
export async function addAction(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: ActionDetails & { recommendationId: number | null; meetingId: number | null }
): Promise<{ id: number; number: number }> {
	const owners = await ownersOf(trx, actor, reviewId, input.ownerPostId);
	const grant = grantFor(actor, 'action.add', { reviewId, teamIds: owners.map(({ teamId }) => teamId) });
	if (!grant) throw new Forbidden('You may give actions to posts of your own department');
	if (owners.length === 0) throw notAMember();
	await requireKnown(trx, reviewId, input);

	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'A') as number`.execute(trx);
	const number = rows[0]?.number ?? 0;
	const { id } = await trx
		.insertInto('actions')
		.values({ reviewId, number, ...input, createdByPostId: grant.postId, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await recordOn(trx, grant, 'action.added', { reviewId, id, number }, input);
	return { id, number };
}

/** @throws NotFound, Forbidden, Conflict, Invalid */
export async function changeAction(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, ...input }: ActionDetails & { revision: number }
): Promise<void> {
	const before = await lockAction(trx, reviewId, number);
	if (!before) throw new NotFound('This action was not found');
	const grant = grantFor(actor, 'action.change', { reviewId });
	if (!grant) throw new Forbidden();
	requireOpen(before, revision);
	if (input.ownerPostId !== before.ownerPostId) {
		const owners = await ownersOf(trx, actor, reviewId, input.ownerPostId);
		if (owners.length === 0) throw notAMember();
	}
	await trx
		.updateTable('actions')
		.set({ ...input, revision: revision + 1 })
		.where('id', '=', before.id)
		.execute();
	const { text, ownerPostId, dueOn, reportBackTo, reportBackOn } = before;
	const changed = changes({ text, ownerPostId, dueOn, reportBackTo, reportBackOn }, input);
	await recordOn(trx, grant, 'action.changed', before, changed);
}

/** Done, with what came of it. @throws NotFound, Forbidden, Conflict */
export async function finishAction(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, ...input }: { revision: number; doneOn: string; outcome: string }
): Promise<void> {
	const before = await lockAction(trx, reviewId, number);
	if (!before) throw new NotFound('This action was not found');
	const owners = await ownersOf(trx, actor, reviewId, before.ownerPostId);
	const grant = grantFor(actor, 'action.finish', { reviewId, teamIds: owners.map(({ teamId }) => teamId) });
	if (!grant)
		throw new Forbidden('The department that owns an action, the secretariat or the chair says that it is done');
	requireOpen(before, revision);
	await trx
		.updateTable('actions')
		.set({ ...input, revision: revision + 1 })
		.where('id', '=', before.id)
		.execute();
	await recordOn(trx, grant, 'action.done', before, input);
}

/** The group no longer asks for it, and says why. @throws NotFound, Forbidden, Conflict */
export async function dropAction(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; because: string }
): Promise<void> {
	const before = await lockAction(trx, reviewId, number);
	if (!before) throw new NotFound('This action was not found');
	const grant = grantFor(actor, 'action.change', { reviewId });
	if (!grant) throw new Forbidden('The secretariat or the chair drops an action');
	requireOpen(before, input.revision);
	await trx
		.updateTable('actions')
		.set({ droppedBecause: input.because, revision: input.revision + 1 })
		.where('id', '=', before.id)
		.execute();
	await recordOn(trx, grant, 'action.dropped', before, { because: input.because });
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockAction>>>;

async function ownersOf(trx: Trx, actor: Actor, reviewId: number, postId: number): Promise<ActionOwner[]> {
	return (await listActionOwners(trx, actor, reviewId)).filter((owner) => owner.postId === postId);
}

function notAMember(): Invalid {
	return new Invalid('ownerPostId', 'Select a post of this review');
}

async function requireKnown(
	trx: Trx,
	reviewId: number,
	{ recommendationId, meetingId }: { recommendationId: number | null; meetingId: number | null }
): Promise<void> {
	if (recommendationId !== null) {
		const found = await trx
			.selectFrom('recommendations')
			.select('id')
			.where('reviewId', '=', reviewId)
			.where('id', '=', recommendationId)
			.executeTakeFirst();
		if (!found) throw new Invalid('recommendationId', 'Select a recommendation of this review');
	}
	if (meetingId !== null) {
		const found = await trx
			.selectFrom('meetings')
			.select('state')
			.where('reviewId', '=', reviewId)
			.where('id', '=', meetingId)
			.forShare()
			.executeTakeFirst();
		if (!found) throw new Invalid('meetingId', 'Select a meeting of this review');
		// The minute of a closed meeting says which actions it gave: none is added behind it.
		if (found.state !== 'planned') {
			throw new Conflict('The meeting is closed: add the action on its own, or as a correction to the minute');
		}
	}
}

function requireOpen(before: Locked, revision: number): void {
	if (!isOpen(before)) throw new Conflict('This action is closed already');
	if (before.revision !== revision) throw new Conflict('Somebody has changed this action since you opened it');
}

async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	action: { reviewId: number; id: number; number: number },
	said: Record<string, unknown>
): Promise<void> {
	const on = { reviewId: action.reviewId, id: action.id, reference: reference('A', action.number) };
	await record(trx, grant, event, { ...on, kind: 'action', audience: 'members' }, said);
}
