import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { canEditProfiles } from '#lib/papers/paper.ts';
import { importProfile } from '#lib/papers/profiles/commands.server.ts';
import { importForm } from '#lib/papers/profiles/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (_, actor) => {
		if (!canEditProfiles(actor, reviewIdOf(actor, params.review))) {
			throw new Forbidden('Only the secretariat imports a profile');
		}
		return {};
	});

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			importForm,
			async (trx, actor, profile) => {
				const { review } = event.params;
				await importProfile(trx, actor, reviewIdOf(actor, review), profile);
				return {
					to: `/reviews/${review}/profiles/${profile.key}`,
					notice: `“${profile.name}”, edition ${profile.edition}, is imported. It is untested until a paper has been lodged with it.`
				};
			},
			{ async: true }
		)
};
