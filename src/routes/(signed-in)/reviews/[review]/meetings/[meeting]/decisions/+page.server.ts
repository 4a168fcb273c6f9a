import { may, type Actor } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canAddAction } from '#lib/actions/action.ts';
import { listActionsOf } from '#lib/actions/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { decideItem, decidePassing, noteItem } from '#lib/meetings/commands.server.ts';
import { decisionForm, noteForm, passingForm } from '#lib/meetings/forms.ts';
import {
	canRecordSummingUp,
	finalOutcomes,
	outcomes,
	type RecommendationOutcome,
	recommendationOutcomes
} from '#lib/meetings/meeting.ts';
import { getOpenMeeting } from '#lib/meetings/open.server.ts';
import { type Decision, listAttendance, readAgenda, type RecommendationItem } from '#lib/meetings/queries.server.ts';
import { routesThrough } from '#lib/meetings/passing.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { meeting, underWay, manages } = await getOpenMeeting(trx, actor, reviewId, numberIn('M', params.meeting));
		const agenda = await readAgenda(trx, actor, meeting);
		const attendance = await listAttendance(trx, actor, meeting);
		const decides = underWay && manages;
		const sumsUp = decides && canRecordSummingUp(actor, reviewId, meeting.chairPostId);
		const own = may(actor, 'agreement.record', { reviewId, postId: meeting.chairPostId });
		const shortNames = (ids: number[]) =>
			agenda.posts.filter(({ postId }) => ids.includes(postId)).map(({ shortName }) => shortName);
		const passing = agenda.recommendations.filter(
			({ route, state, decision }) => route === 'passes' && state === 'proposed' && decision === null
		);
		return {
			/** Nobody has taken the chair yet, so nobody can sum up. */
			unchaired: !attendance.some(
				({ chairs, presence }) => chairs && (presence === 'present' || presence === 'substitute')
			),
			inTheChairsName: sumsUp && !own,
			passing: sumsUp
				? passing.map(({ id, version, number, title }) => ({ value: `${id}:${version}`, text: `R${number} ${title}` }))
				: [],
			recommendations: agenda.recommendations.map((item) => ({
				id: item.id,
				number: item.number,
				title: item.title,
				text: item.text,
				version: item.version,
				route: routesThrough[item.route].label,
				owing: shortNames(item.owing),
				objecting: shortNames(item.objecting),
				decision: decisionWords(item.decision),
				outcomes: decides && isOpen(item.decision) ? outcomeChoices(actor, reviewId, item, sumsUp) : []
			})),
			free: [...agenda.opening, ...agenda.closing].map(({ id, title, note, decision }) => ({
				id,
				title,
				note,
				words: decision?.words ?? null
			})),
			actions: await listActionsOf(trx, actor, reviewId, { meetingId: meeting.id }),
			may: { decide: decides, addAction: canAddAction(actor, reviewId) }
		};
	});

export const actions: Actions = {
	decide: (event) =>
		act(event, decisionForm, async (trx, actor, input) => {
			const { review, meeting } = event.params;
			await decideItem(trx, actor, reviewIdOf(actor, review), numberIn('M', meeting) ?? 0, input);
			return { to: event.url.pathname, notice: `Recorded: ${outcomes[input.outcome].label.toLowerCase()}.` };
		}),
	passing: (event) =>
		act(event, passingForm, async (trx, actor, input) => {
			const { review, meeting } = event.params;
			const number = numberIn('M', meeting) ?? 0;
			const { agreed } = await decidePassing(trx, actor, reviewIdOf(actor, review), number, input.items);
			return {
				to: event.url.pathname,
				notice: `The group’s agreement to ${agreed === 1 ? 'one recommendation' : `${agreed} recommendations`} is recorded.`
			};
		}),
	note: (event) =>
		act(event, noteForm, async (trx, actor, input) => {
			const { review, meeting } = event.params;
			await noteItem(trx, actor, reviewIdOf(actor, review), numberIn('M', meeting) ?? 0, input);
			return { to: event.url.pathname, notice: 'Recorded.' };
		})
};

function isOpen(decision: Decision | null): boolean {
	return decision === null || !finalOutcomes.includes(decision.outcome);
}

function outcomeChoices(actor: Actor, reviewId: number, item: RecommendationItem, sumsUp: boolean) {
	const offered: Record<RecommendationOutcome, boolean> = {
		recommended: sumsUp && item.state === 'proposed',
		deferred: true,
		reworded: true,
		not_taken_forward: item.state !== 'not_taken_forward' && may(actor, 'recommendation.not_take_forward', { reviewId })
	};
	return recommendationOutcomes
		.filter((outcome) => offered[outcome])
		.map((outcome) => ({ value: outcome, text: outcomes[outcome].label }));
}

function decisionWords(decision: Decision | null) {
	if (decision === null) return null;
	const { label, colour } = outcomes[decision.outcome];
	return {
		label,
		colour,
		outcome: decision.outcome,
		words: decision.words,
		by: `${decision.byName}, ${decision.byTitle}`,
		version: decision.version
	};
}
