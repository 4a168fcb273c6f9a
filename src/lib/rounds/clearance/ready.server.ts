import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { getRound } from '../queries.server.ts';
import { readObstacles } from '../standings.server.ts';

/** A review seldom has more than a few rounds out at a time. */
const mostRounds = 20;

/** The rounds on which the committee's chair has not decided and in whose way nothing stands, for a person who sees every reply. */
export async function listRoundsReady(
	trx: Trx,
	actor: Actor,
	reviewId: number
): Promise<{ name: string; title: string; replyBy: string | null }[]> {
	const open = await trx
		.selectFrom('writeRounds')
		.select(['id', 'number'])
		.where('reviewId', '=', reviewId)
		.where('issuedOn', 'is not', null)
		.where('withdrawnAt', 'is', null)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('clearances')
						.select('clearances.id')
						.whereRef('clearances.roundId', '=', 'writeRounds.id')
						.where('clearances.outcome', 'in', ['cleared', 'refused'])
				)
			)
		)
		.orderBy('replyBy')
		.limit(mostRounds)
		.execute();
	const ready = [];
	for (const { number } of open) {
		const { name, title, replyBy, ...round } = await getRound(trx, actor, reviewId, reference('W', number));
		const obstacles = await readObstacles(trx, actor, { ...round, name, title, replyBy });
		if (obstacles?.length === 0) ready.push({ name, title, replyBy });
	}
	return ready;
}
