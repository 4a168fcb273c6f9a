import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { editCommittee } from '#lib/rounds/committees/commands.server.ts';
import { editCommitteeForm } from '#lib/rounds/committees/forms.ts';
import { getCommittee } from '#lib/rounds/committees/queries.server.ts';
import { canManageCommittees } from '#lib/rounds/round.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const found = await getCommittee(trx, reviewId, numberFrom(params.committee) ?? 0);
		if (!canManageCommittees(actor, reviewId)) throw new Forbidden('Only the secretariat changes a committee');
		const { name, chair, secretary, copiedTo, replyDays, revision } = found;
		return {
			revision,
			details: { name, chair, secretary, copiedTo, replyDays: replyDays === null ? '' : String(replyDays) }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			editCommitteeForm,
			async (trx, actor, input) => {
				const { review, committee } = event.params;
				await editCommittee(trx, actor, reviewIdOf(actor, review), numberFrom(committee) ?? 0, input);
				return { to: `/reviews/${review}/committees`, notice: 'The committee is saved.' };
			},
			{ constraints: { committees_name_key: { field: 'name', message: 'There is a committee of that name' } } }
		)
};
