import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canAdviseOnClearance, canRecordClearance } from '#lib/rounds/clearance/clearance.ts';
import { listClearances } from '#lib/rounds/clearance/queries.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { gateWithin } from '#lib/rounds/rule-words.ts';
import { readObstacles } from '#lib/rounds/standings.server.ts';
import { dateTime, longDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		const obstacles = round.issuedOn === null ? null : await readObstacles(trx, actor, round);
		const clearances = await listClearances(trx, round.id);
		const cleared = clearances.some(({ outcome }) => outcome === 'cleared');
		return {
			chair: round.committee.chair,
			copy: { paper: round.paper.reference, number: round.snapshot.number, sha256: round.snapshot.sha256 },
			issued: round.issuedOn !== null,
			cleared,
			/** What was agreed and has changed in meaning since: the agreement to it has lapsed. */
			lapsed: cleared
				? round.recommendations
						.filter(({ version, materialVersion }) => materialVersion > version)
						.map(({ reference, title, currentVersion }) => ({ reference, title, version: currentVersion }))
				: [],
			obstacles:
				obstacles?.map(({ gate, words, source, meetingMayOverride }) => ({
					rule: gate === 'round' ? null : gateWithin(gate),
					words,
					source,
					meetingMayOverride
				})) ?? null,
			clearances: clearances.map(({ givenOn, recordedAt, despite, ...each }) => ({
				...each,
				givenOn: longDate(givenOn),
				recordedAt: dateTime(recordedAt),
				despite: despite?.split('\n') ?? []
			})),
			may: {
				record: canRecordClearance(actor, round),
				advise: round.issuedOn !== null && canAdviseOnClearance(actor, reviewId)
			}
		};
	});
