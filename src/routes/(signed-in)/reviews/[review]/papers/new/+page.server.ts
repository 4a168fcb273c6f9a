import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { startPaper } from '#lib/papers/commands.server.ts';
import { startPaperForm } from '#lib/papers/forms.ts';
import { canStartPaper } from '#lib/papers/paper.ts';
import { listLatestProfiles } from '#lib/papers/profiles.server.ts';
import { listSponsors } from '#lib/papers/sponsors.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canStartPaper(actor, reviewId)) throw new Forbidden('Only the secretariat starts a paper');
		return {
			profiles: (await listLatestProfiles(trx, reviewId)).map(({ profile }) => ({
				value: profile.key,
				text: profile.name,
				hint: [
					profile.about,
					profile.longestPages === null ? 'No limit of length.' : `At most ${profile.longestPages} pages.`
				]
					.join(' ')
					.trim()
			})),
			sponsors: await listSponsors(trx, actor, reviewId)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, startPaperForm, async (trx, actor, input) => {
			const started = await startPaper(trx, actor, reviewIdOf(actor, event.params.review), input);
			const to = `/reviews/${event.params.review}/papers/${started.reference}`;
			return {
				to,
				notice: `Paper ${started.reference} is started. Only the secretariat and the chair see it for now.`
			};
		})
};
