import { type Actor, type Grant, grantFor, isMember } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import type { CalendarPeriod } from './queries.server.ts';

/** Enters a recess or a pre-election period. Rounds that were issued keep the day they named. @throws NotFound, Forbidden, Invalid */
export async function addPeriod(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: Omit<CalendarPeriod, 'id'>
): Promise<void> {
	const grant = manageGrant(actor, reviewId);
	const overlapping = await trx
		.selectFrom('calendarPeriods')
		.select('name')
		.where('reviewId', '=', reviewId)
		.where('kind', '=', input.kind)
		.where('startsOn', '<=', input.endsOn)
		.where('endsOn', '>=', input.startsOn)
		.executeTakeFirst();
	if (overlapping) throw new Invalid('startsOn', `It overlaps with “${overlapping.name}”: take that one away first`);
	const { id } = await trx
		.insertInto('calendarPeriods')
		.values({ ...input, reviewId, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await record(trx, grant, 'calendar_period.added', onPeriod(reviewId, id), { ...input });
}

/** @throws NotFound, Forbidden */
export async function removePeriod(trx: Trx, actor: Actor, reviewId: number, id: number): Promise<void> {
	const grant = manageGrant(actor, reviewId);
	const removed = await trx
		.deleteFrom('calendarPeriods')
		.where('reviewId', '=', reviewId)
		.where('id', '=', id)
		.returning(['kind', 'name', 'startsOn', 'endsOn'])
		.executeTakeFirst();
	if (!removed) throw new NotFound('This period was not found');
	await record(trx, grant, 'calendar_period.removed', onPeriod(reviewId, id), { ...removed });
}

function manageGrant(actor: Actor, reviewId: number): Grant {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'round.manage', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat keeps this calendar');
	return grant;
}

function onPeriod(reviewId: number, id: number) {
	return { reviewId, kind: 'calendar_period', id, audience: 'members' } as const;
}
