import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { undertakingChoices } from '#lib/undertakings/choices.server.ts';
import { changeUndertaking } from '#lib/undertakings/commands.server.ts';
import { changeUndertakingForm } from '#lib/undertakings/forms.ts';
import { getUndertaking } from '#lib/undertakings/queries.server.ts';
import { canChangeUndertaking, isOpen } from '#lib/undertakings/undertaking.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const undertaking = await getUndertaking(trx, actor, reviewId, numberIn('U', params.undertaking));
		if (!canChangeUndertaking(actor, undertaking)) {
			if (!isOpen(undertaking)) throw new Conflict('This undertaking is closed already');
			throw new Forbidden('The secretariat and the chair change what was recorded');
		}
		const { number, words, revision, link, ownerPostId, dueOn, touches } = undertaking;
		return {
			...{ number, words, revision },
			initial: {
				link: link ?? '',
				ownerPostId: String(ownerPostId),
				dueOn: dueOn ?? '',
				recommendationIds: touches.map(({ id }) => String(id))
			},
			...(await undertakingChoices(trx, actor, reviewId, () => true))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, changeUndertakingForm, async (trx, actor, input) => {
			const { review, undertaking } = event.params;
			await changeUndertaking(trx, actor, reviewIdOf(actor, review), numberIn('U', undertaking) ?? 0, input);
			return { to: `/reviews/${review}/undertakings/${undertaking}`, notice: `${undertaking} is changed.` };
		})
};
