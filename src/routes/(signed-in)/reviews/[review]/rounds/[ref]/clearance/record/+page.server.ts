import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { recordClearance } from '#lib/rounds/clearance/commands.server.ts';
import { clearanceForm } from '#lib/rounds/clearance/forms.ts';
import { canRecordClearance } from '#lib/rounds/clearance/clearance.ts';
import { listClearableCopies } from '#lib/rounds/clearance/queries.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { canManageRounds } from '#lib/rounds/round.ts';
import { readObstacles } from '#lib/rounds/standings.server.ts';
import { gates } from '#lib/papers/paper.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		if (!canManageRounds(actor, reviewId)) {
			throw new Forbidden('Clearance is the act of the Cabinet committee’s chair, and the secretariat records it');
		}
		if (!canRecordClearance(actor, round)) {
			throw new Conflict('Nothing can be recorded on this round: it is not issued, withdrawn, or cleared already');
		}
		const copies = await listClearableCopies(trx, round);
		const today = londonDate(actor.now);
		return {
			initial: {
				givenBy: `${round.committee.chair}, chair of the ${round.committee.name}`,
				snapshotId: String(round.snapshot.id),
				givenIn: 'letter'
			},
			earliest: round.issuedOn ?? today,
			today,
			copies: copies.map(({ id, number, takenAt, gate }) => ({
				value: String(id),
				text: `Snapshot ${number}, ${gates[gate].label.toLowerCase()}, frozen on ${plainDate(londonDate(takenAt))}`
			})),
			paper: `${round.paper.reference} ${round.paper.title}`,
			recommendations: round.recommendations.map(({ reference, title, version }) => ({ reference, title, version })),
			obstacles: ((await readObstacles(trx, actor, round)) ?? []).map(({ words, meetingMayOverride }) => ({
				words,
				meetingMayOverride
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, clearanceForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await recordClearance(trx, actor, reviewIdOf(actor, review), ref, input);
			const notice = {
				cleared: `${ref} is recorded as cleared. Its recommendations are agreed collectively.`,
				refused: `${ref} is recorded as not cleared.`,
				to_committee: `${ref} goes to a meeting.`
			}[input.outcome];
			return { to: `/reviews/${review}/rounds/${ref}/clearance`, notice };
		})
};
