import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { recordReply } from '#lib/rounds/replies/commands.server.ts';
import { giveForm, recordForm } from '#lib/rounds/replies/forms.ts';
import { takesReplies } from '#lib/rounds/replies/reply.ts';
import { readReplyForm } from '#lib/rounds/replies/shown.server.ts';
import { londonDate, longDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const round = await getRound(trx, actor, reviewIdOf(actor, params.review), params.ref);
		const reply = await readReplyForm(trx, actor, round);
		const [only] = reply.departments;
		if (!only) {
			throw new Forbidden(
				'Replies are recorded by the secretariat, and given by the post that is asked or its private office'
			);
		}
		if (!takesReplies(round)) throw new Conflict('This write-round takes no replies');
		const wanted = numberFrom(url.searchParams.get('department'));
		const department =
			reply.departments.find(({ addresseeId }) => addresseeId === wanted) ??
			(reply.departments.length === 1 ? only : null);
		const today = londonDate(actor.now);
		return {
			reply,
			department,
			/** In the name of the post that is asked; else what somebody else said is passed on. */
			gives: department?.speaks === true && url.searchParams.get('passed') === null,
			copy: String(round.snapshot.id),
			today,
			late: round.replyBy !== null && today > round.replyBy ? longDate(round.replyBy) : null
		};
	});

export const actions: Actions = {
	give: (event) =>
		act(event, giveForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const { late } = await recordReply(trx, actor, reviewIdOf(actor, review), ref, input, null);
			return {
				to: listOf(event.url),
				notice: late ? 'Your reply is given, and marked as late.' : 'Your reply is given.'
			};
		}),
	record: (event) =>
		act(event, recordForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			const { sentBy, datedOn, conveyed, senderConfirmed, ...said } = input;
			const passed = { sentBy, datedOn, conveyed, senderConfirmed, dropId: null };
			const { late } = await recordReply(trx, actor, reviewIdOf(actor, review), ref, said, passed);
			return {
				to: listOf(event.url),
				notice: late ? 'The reply is recorded in the late list.' : 'The reply is recorded.'
			};
		})
};

function listOf(url: URL): string {
	return url.pathname.replace(/\/new$/, '');
}
