import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { idInAddress, placeOf } from '#lib/discussion/address.ts';
import { reopenThread, replyInThread, resolveThread } from '#lib/discussion/commands.server.ts';
import { reopenForm, replyForm, resolveForm } from '#lib/discussion/forms.ts';
import { getThread, listThreadEntries } from '#lib/discussion/queries.server.ts';
import { grantToSettle, grantToSpeak } from '#lib/discussion/thread.ts';
import { act } from '#lib/forms/act.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, placeOf(params).number);
		const thread = await getThread(trx, recommendation.id, idInAddress(params.thread));
		const settles = grantToSettle(actor, thread) !== null;
		const room = thread.visibility === 'department' ? thread.teamId : undefined;
		return {
			number: recommendation.number,
			title: recommendation.title,
			thread,
			entries: await listThreadEntries(trx, thread.id),
			may: {
				reply: grantToSpeak(actor, reviewId, room) !== null,
				resolve: settles && thread.state === 'open',
				reopen: settles && thread.state === 'resolved'
			}
		};
	});

export const actions: Actions = {
	reply: (event) =>
		act(event, replyForm, async (trx, actor, { body }) => {
			const { reviewId, number, id } = place(event.params, reviewIdOf(actor, event.params.review));
			await replyInThread(trx, actor, reviewId, number, id, body);
			return { to: event.url.pathname, notice: 'Your reply stands in the thread.' };
		}),
	resolve: (event) =>
		act(event, resolveForm, async (trx, actor, { body }) => {
			const { reviewId, number, id } = place(event.params, reviewIdOf(actor, event.params.review));
			await resolveThread(trx, actor, reviewId, number, id, body);
			return { to: event.url.pathname, notice: 'The comment is resolved. It stays here to read.' };
		}),
	reopen: (event) =>
		act(event, reopenForm, async (trx, actor, { body }) => {
			const { reviewId, number, id } = place(event.params, reviewIdOf(actor, event.params.review));
			await reopenThread(trx, actor, reviewId, number, id, body);
			return { to: event.url.pathname, notice: 'The comment is open again.' };
		})
};

function place(params: { review: string; recommendation: string; thread: string }, reviewId: number) {
	return { reviewId, number: placeOf(params).number, id: idInAddress(params.thread) };
}
