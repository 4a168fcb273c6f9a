import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { canRecordOutcome, hindranceTo, type OutcomeKind } from './delivery.ts';
import { listOutcomes, readProgress, standing } from './queries.server.ts';

/** What the page shows that records an announcement or a delivery, or puts the record right. @throws NotFound, Forbidden, Conflict */
export async function readOutcomePage(
	trx: Trx,
	actor: Actor,
	kind: OutcomeKind,
	reviewId: number,
	number: number | null
) {
	const recommendation = await getRecommendation(trx, reviewId, number);
	if (!canRecordOutcome(actor, kind, recommendation)) {
		throw new Forbidden(
			kind === 'publication'
				? 'The department that leads, or the secretariat, records what was announced'
				: 'The departments of a recommendation, or the secretariat, record its delivery'
		);
	}
	const stands = standing(await listOutcomes(trx, recommendation), kind);
	const progress = await readProgress(trx, reviewId, recommendation.id);
	const hindrance = stands || !progress ? null : hindranceTo(kind, progress);
	if (hindrance) throw new Conflict(hindrance);
	return {
		number: recommendation.number,
		title: recommendation.title,
		text: recommendation.text,
		version: recommendation.version,
		agreedOn: progress?.agreedOn ?? null,
		announcedOn: progress?.announcedOn ?? null,
		today: londonDate(actor.now),
		stands,
		initial: {
			decidedOn: stands?.decidedOn ?? '',
			source: stands?.source ?? '',
			link: stands?.link ?? '',
			teamId: String(stands?.teamId ?? recommendation.leadTeamId)
		},
		teams: (await listTeams(trx, reviewId)).map(({ id, name }) => ({ value: String(id), text: name }))
	};
}
