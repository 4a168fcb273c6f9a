import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { canEditProfiles } from '#lib/papers/paper.ts';
import { copyProfile } from '#lib/papers/profiles/commands.server.ts';
import { profileForm, valuesOf } from '#lib/papers/profiles/forms.ts';
import { latestProfile } from '#lib/papers/profiles.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canEditProfiles(actor, reviewId)) throw new Forbidden('Only the secretariat copies a profile');
		const profile = await latestProfile(trx, reviewId, params.profile);
		if (!profile) throw new NotFound('This profile was not found');
		const values = { ...valuesOf(profile), name: `Copy of ${profile.name.toLowerCase()}` };
		return { key: profile.key, name: profile.name, edition: profile.edition, values };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, profileForm, async (trx, actor, input) => {
			const { review } = event.params;
			const { key, name } = await copyProfile(trx, actor, reviewIdOf(actor, review), input);
			return { to: `/reviews/${review}/profiles/${key}`, notice: `“${name}” is a kind of paper of its own now.` };
		})
};
