import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { getFinding } from '#lib/findings/queries.server.ts';
import { linkForm } from '#lib/recommendations/forms.ts';
import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import { readTags } from '#lib/recommendations/tags.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const finding = await getFinding(trx, reviewId, numberIn('F', params.finding) ?? 0);
		return {
			finding: { number: finding.number, sentence: finding.sentence, state: finding.state },
			...(await readTags(trx, actor, { ...finding, reviewId }))
		};
	});

export const actions: Actions = {
	make: (event) =>
		act(
			event,
			linkForm,
			async (trx, actor, input) => {
				const reviewId = reviewIdOf(actor, event.params.review);
				const finding = await getFinding(trx, reviewId, numberIn('F', event.params.finding) ?? 0);
				await makeLink(trx, actor, reviewId, finding.id, input);
				const name = reference('F', finding.number);
				return { to: `/reviews/${event.params.review}/findings/${name}`, notice: `${name} is tagged.` };
			},
			{
				constraints: {
					links_key: { field: 'recommendationId', message: 'The finding is tagged to this recommendation already' }
				}
			}
		)
};
