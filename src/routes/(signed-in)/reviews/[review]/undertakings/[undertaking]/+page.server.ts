import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import type { Actor } from '#lib/access/actor.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import {
	correctUndertaking,
	meetUndertaking,
	reopenUndertaking,
	withdrawUndertaking
} from '#lib/undertakings/commands.server.ts';
import {
	correctUndertakingForm,
	meetUndertakingForm,
	reopenUndertakingForm,
	withdrawUndertakingForm
} from '#lib/undertakings/forms.ts';
import { getUndertaking, listWhatMeets } from '#lib/undertakings/queries.server.ts';
import { canChangeUndertaking, canMeetUndertaking, canReopenUndertaking } from '#lib/undertakings/undertaking.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const undertaking = await getUndertaking(trx, actor, reviewId, numberIn('U', params.undertaking));
		const meets = canMeetUndertaking(actor, undertaking);
		return {
			undertaking,
			today: londonDate(actor.now),
			choices: meets ? await listWhatMeets(trx, reviewId) : null,
			trail: (await listTrail(trx, 'undertaking', undertaking.id, { limit: 20 })).entries,
			may: {
				change: canChangeUndertaking(actor, undertaking),
				reopen: canReopenUndertaking(actor, undertaking)
			}
		};
	});

export const actions: Actions = {
	met: (event) =>
		act(event, meetUndertakingForm(londonDate(new Date())), async (trx, actor, input) => {
			const { reviewId, number, name, here } = place(event, actor);
			await meetUndertaking(trx, actor, reviewId, number, input);
			return { to: here, notice: `${name} is met.` };
		}),
	correct: (event) =>
		act(event, correctUndertakingForm(londonDate(new Date())), async (trx, actor, input) => {
			const { reviewId, number, name, here } = place(event, actor);
			await correctUndertaking(trx, actor, reviewId, number, input);
			return { to: here, notice: `${name} stands in the corrected words.` };
		}),
	withdraw: (event) =>
		act(event, withdrawUndertakingForm(londonDate(new Date())), async (trx, actor, input) => {
			const { reviewId, number, name, here } = place(event, actor);
			await withdrawUndertaking(trx, actor, reviewId, number, input);
			return { to: here, notice: `${name} is withdrawn.` };
		}),
	reopen: (event) =>
		act(event, reopenUndertakingForm, async (trx, actor, input) => {
			const { reviewId, number, name, here } = place(event, actor);
			await reopenUndertaking(trx, actor, reviewId, number, input);
			return { to: here, notice: `${name} is to be met.` };
		})
};

function place(event: { params: { review: string; undertaking: string }; url: URL }, actor: Actor) {
	const { review, undertaking } = event.params;
	return {
		reviewId: reviewIdOf(actor, review),
		number: numberIn('U', undertaking) ?? 0,
		name: undertaking,
		here: event.url.pathname
	};
}
