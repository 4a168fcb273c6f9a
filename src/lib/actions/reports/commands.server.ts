import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { plainDate } from '#lib/ui/dates.ts';
import { listActionOwners, lockAction } from '../queries.server.ts';

export type ReportInput = {
	revision: number;
	reportedOn: string;
	reportedTo: string;
	words: string;
	/** The day of the next report, where it is reported again. */
	nextOn: string | null;
};

/**
 * Writes down what was reported back on an action for the day that it names, once for each day. An action that is done still
 * owes its report.
 * @throws NotFound, Forbidden, Conflict
 */
export async function reportAction(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, nextOn, ...input }: ReportInput
): Promise<void> {
	const action = await lockAction(trx, reviewId, number);
	if (!action) throw new NotFound('This action was not found');
	const owners = (await listActionOwners(trx, actor, reviewId)).filter(({ postId }) => postId === action.ownerPostId);
	const grant = grantFor(actor, 'action.report', { reviewId, teamIds: owners.map(({ teamId }) => teamId) });
	if (!grant)
		throw new Forbidden('The department that owns an action, the secretariat or the chair reports back on it');
	if (action.droppedBecause !== null) throw new Conflict('This action was dropped: nothing is reported on it');
	if (action.reportBackOn === null) throw new Conflict('No day of report is named for this action: name one first');
	if (action.revision !== revision) throw new Conflict('Somebody has changed this action since you opened it');
	const before = await trx
		.selectFrom('actionReports')
		.select('reportedOn')
		.where('actionId', '=', action.id)
		.where('dueOn', '=', action.reportBackOn)
		.executeTakeFirst();
	if (before)
		throw new Conflict(`It was reported on ${plainDate(before.reportedOn)} already. Nothing was recorded twice.`);

	await trx
		.insertInto('actionReports')
		.values({
			...{ reviewId, actionId: action.id, dueOn: action.reportBackOn, ...input },
			...{ recordedByPersonId: actor.person.id, recordedByPostId: grant.postId, recordedAt: actor.now }
		})
		.execute();
	await trx
		.updateTable('actions')
		.set({ revision: revision + 1, ...(nextOn === null ? {} : { reportBackOn: nextOn }) })
		.where('id', '=', action.id)
		.execute();
	const on = { reviewId, id: action.id, reference: reference('A', number) };
	await record(
		trx,
		grant,
		'action.reported',
		{ ...on, kind: 'action', audience: 'members' },
		{ ...input, for: action.reportBackOn, ...(nextOn === null ? {} : { nextOn }) }
	);
}
