import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { canEditProfiles } from '#lib/papers/paper.ts';
import { changeProfile } from '#lib/papers/profiles/commands.server.ts';
import { profileForm, valuesOf } from '#lib/papers/profiles/forms.ts';
import { latestProfile } from '#lib/papers/profiles.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canEditProfiles(actor, reviewId)) throw new Forbidden('Only the secretariat changes a profile');
		const profile = await latestProfile(trx, reviewId, params.profile);
		if (!profile) throw new NotFound('This profile was not found');
		return { key: profile.key, name: profile.name, edition: profile.edition, values: valuesOf(profile) };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, profileForm, async (trx, actor, input) => {
			const { review, profile: key } = event.params;
			const { edition } = await changeProfile(trx, actor, reviewIdOf(actor, review), key, input);
			return {
				to: `/reviews/${review}/profiles/${key}`,
				notice: `Edition ${edition} is saved. New papers start from it; papers that are under way keep theirs.`
			};
		})
};
