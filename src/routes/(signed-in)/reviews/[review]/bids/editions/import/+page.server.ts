import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { addEdition } from '#lib/bids/appraisal/add-edition.server.ts';
import { editionForm } from '#lib/bids/appraisal/edition-file.ts';
import { canAddEditions } from '#lib/bids/bid.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (_, actor) => {
		if (!canAddEditions(actor, reviewIdOf(actor, params.review))) {
			throw new Forbidden('Only the secretariat adds values for appraisal');
		}
		return {};
	});

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			editionForm,
			async (trx, actor, edition) => {
				const { review } = event.params;
				const { id } = await addEdition(trx, actor, reviewIdOf(actor, review), edition);
				return {
					to: `/reviews/${review}/bids/editions/${id}`,
					notice: `“${edition.edition}” is added. Appraisals that were made keep the edition they used.`
				};
			},
			{ async: true }
		)
};
