import type { Actor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Invalid, NotFound } from '#lib/errors.ts';
import { isWithMinisters } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { listLiveAsks, mostRecommendations, standsFor } from '../batch/proposals.server.ts';
import { keepVersion, lockFor, onLetter } from '../commands.server.ts';
import { isOpen, scheduleLines } from '../letter.ts';
import { listAsks } from '../queries.server.ts';
import type { Ask } from '../table.ts';

export type ScheduleInput = {
	revision: number;
	/** What could be asked, each in the version that was read; null where it is not. `row` is its place, for errors. */
	asks: readonly (Row & { ask: Ask | null })[];
};

type Row = { recommendationId: number; version: number; row: number };

type Asked = Row & { ask: Ask };

/**
 * Changes what a departmental letter asks, until it goes out. A changed schedule is a wording of its own, which must be
 * cleared and signed again; where nothing differs nothing is written. A department is not asked twice for the same words.
 * @throws NotFound, Forbidden, Conflict; Invalid on `asks` or `asks[row].ask`
 */
export async function editSchedule(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: ScheduleInput
): Promise<void> {
	const { letter, grant } = await lockFor(trx, actor, reviewId, number, 'letter.edit', input.revision);
	if (letter.kind !== 'departmental') throw new Conflict('This letter asks for what its write-round asks');
	if (!isOpen(letter)) throw new Conflict('This letter has gone out, so what it asks stays as it is');
	const asks = input.asks.flatMap(({ ask, ...each }): Asked[] => (ask === null ? [] : [{ ...each, ask }]));
	if (asks.length === 0) throw new Invalid('asks', 'Choose at least one recommendation, or withdraw the letter');
	if (asks.length > mostRecommendations) {
		throw new Invalid('asks', `Choose at most ${mostRecommendations} recommendations`);
	}
	const before = await listAsks(trx, letter.id);
	await requireKnown(trx, reviewId, input);
	await requireAskable(trx, reviewId, letter, before, asks);

	const asked = asks.map(({ recommendationId, version, ask }) => ({ recommendationId, version, ask }));
	const same =
		asked.length === before.length &&
		before.every((one) =>
			asked.some(
				(each) => each.recommendationId === one.recommendationId && each.version === one.version && each.ask === one.ask
			)
		);
	if (same) return;
	await trx.deleteFrom('letterAsks').where('letterId', '=', letter.id).execute();
	await trx
		.insertInto('letterAsks')
		.values(asked.map((each) => ({ ...each, letterId: letter.id, reviewId, teamId: letter.teamId })))
		.execute();
	const version = letter.version + 1;
	await trx
		.updateTable('letters')
		.set({ version, revision: letter.revision + 1 })
		.where('id', '=', letter.id)
		.execute();
	await keepVersion(trx, actor, grant, letter, version, letter);
	await record(trx, grant, 'letter.schedule_changed', onLetter(letter), {
		version,
		asks: [scheduleLines(before), scheduleLines(await listAsks(trx, letter.id))]
	});
}

/** A row that is left out must be of this review as well: what no page sends is refused. */
async function requireKnown(trx: Trx, reviewId: number, input: ScheduleInput): Promise<void> {
	const ids = [...new Set(input.asks.map(({ recommendationId }) => recommendationId))];
	const known = await trx
		.selectFrom('recommendations')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('id', 'in', ids)
		.execute();
	if (known.length !== ids.length) throw new NotFound('One of these recommendations was not found');
}

/** What was in the letter may stay as it was asked; anything else is asked in the words of today, and once. */
async function requireAskable(
	trx: Trx,
	reviewId: number,
	letter: { number: number; teamId: number },
	before: readonly { recommendationId: number; version: number }[],
	asks: readonly Asked[]
): Promise<void> {
	const ids = asks.map(({ recommendationId }) => recommendationId);
	// Locked in one order, as where letters are written: of two who ask a department at once the second sees what the first asked.
	const locked = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'version', 'materialVersion', 'state'])
		.where('reviewId', '=', reviewId)
		.where('id', 'in', ids)
		.orderBy('id')
		.forUpdate()
		.execute();
	if (locked.length !== ids.length) throw new NotFound('One of these recommendations was not found');
	const elsewhere = (await listLiveAsks(trx, reviewId)).filter((ask) => ask.number !== letter.number);
	for (const { recommendationId, version, row } of asks) {
		const now = locked.find(({ id }) => id === recommendationId);
		if (!now || before.some((one) => one.recommendationId === recommendationId && one.version === version)) continue;
		const name = reference('R', now.number);
		if (!isWithMinisters(now)) throw new Invalid(`asks[${row}].ask`, `${name} is no longer with the group`);
		if (now.version !== version) {
			throw new Conflict(`The words of ${name} have changed since you read them. Read them, then save.`);
		}
		const asked = elsewhere.find((ask) =>
			standsFor(ask, { id: now.id, teamId: letter.teamId, materialVersion: now.materialVersion })
		);
		if (asked) {
			throw new Invalid(
				`asks[${row}].ask`,
				`${reference('L', asked.number)} asks for ${name} already. Leave it out, or withdraw that letter first.`
			);
		}
	}
}
