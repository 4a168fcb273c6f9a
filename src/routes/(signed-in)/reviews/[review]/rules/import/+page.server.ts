import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { canManageRounds } from '#lib/rounds/round.ts';
import { rulesFileForm } from '#lib/rounds/rules-file.ts';
import { importRules } from '#lib/rounds/rules.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (_, actor) => {
		if (!canManageRounds(actor, reviewIdOf(actor, params.review))) {
			throw new Forbidden('Only the secretariat imports rules');
		}
		return {};
	});

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			rulesFileForm,
			async (trx, actor, rules) => {
				const { review } = event.params;
				const { key } = await importRules(trx, actor, reviewIdOf(actor, review), rules);
				return {
					to: `/reviews/${review}/rules/${key}`,
					notice: `“${rules.name}” is imported. Write-rounds that were prepared keep the rules they have.`
				};
			},
			{ async: true }
		)
};
