import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { undertakingChoices } from '#lib/undertakings/choices.server.ts';
import { recordUndertaking } from '#lib/undertakings/commands.server.ts';
import { recordUndertakingForm } from '#lib/undertakings/forms.ts';
import { canRecordUndertaking } from '#lib/undertakings/undertaking.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canRecordUndertaking(actor, reviewId)) {
			throw new Forbidden(
				'The secretariat and the chair record undertakings; officials and private offices those of their department'
			);
		}
		const choices = await undertakingChoices(trx, actor, reviewId, (teamId) =>
			canRecordUndertaking(actor, reviewId, [teamId])
		);
		const wanted = reference('R', numberIn('R', url.searchParams.get('recommendation') ?? '') ?? 0);
		const touched = choices.recommendations.find(({ text }) => text.startsWith(`${wanted} `));
		return { ...choices, touches: touched ? [touched.value] : [], today: londonDate(actor.now) };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, recordUndertakingForm(londonDate(new Date())), async (trx, actor, input) => {
			const { review } = event.params;
			const { number } = await recordUndertaking(trx, actor, reviewIdOf(actor, review), input);
			const name = reference('U', number);
			return { to: `/reviews/${review}/undertakings/${name}`, notice: `${name} is recorded.` };
		})
};
