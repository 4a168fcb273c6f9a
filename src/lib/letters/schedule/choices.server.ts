import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { listChoices, listLiveAsks } from '../batch/proposals.server.ts';
import { type Letter, listAsks } from '../queries.server.ts';
import type { Ask } from '../table.ts';

export type ScheduleRow = {
	recommendationId: number;
	number: number;
	title: string;
	/** The version that the letter would ask for: that of today where it is still with the group. */
	version: number;
	/** What the letter asks of it now. */
	ask: Ask | null;
	/** The version that the letter asks for now, where the words have moved on since. */
	askedVersion: number | null;
	/** Another letter that asks the department for it; null where none does. */
	askedIn: number | null;
};

/** What a letter asks, then what else it could ask, each with its words of today. */
export async function listScheduleRows(trx: Trx, actor: Actor, letter: Letter): Promise<ScheduleRow[]> {
	const present = await listAsks(trx, letter.id);
	const choices = await listChoices(trx, actor, letter.reviewId);
	const elsewhere = (await listLiveAsks(trx, letter.reviewId)).filter(
		({ number, teamId }) => number !== letter.number && teamId === letter.teamId
	);
	const askedIn = (id: number) => elsewhere.find(({ recommendationId }) => recommendationId === id)?.number ?? null;
	const kept = present.map((ask): ScheduleRow => {
		const version = choices.find(({ id }) => id === ask.recommendationId)?.version ?? ask.version;
		return {
			recommendationId: ask.recommendationId,
			number: ask.number,
			title: ask.title,
			version,
			ask: ask.ask,
			askedVersion: version === ask.version ? null : ask.version,
			askedIn: null
		};
	});
	const others = choices
		.filter(({ id }) => !present.some(({ recommendationId }) => recommendationId === id))
		.map(({ id, number, title, version }): ScheduleRow => ({
			recommendationId: id,
			number,
			title,
			version,
			ask: null,
			askedVersion: null,
			askedIn: askedIn(id)
		}));
	return [...kept, ...others];
}
