import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canManageRounds } from '#lib/rounds/round.ts';
import { listKnownRules } from '#lib/rounds/rules.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		return {
			editions: (await listKnownRules(trx, reviewId)).map(({ key, rules, addedBy }) => ({
				key,
				name: rules.name,
				about: rules.about,
				country: rules.country,
				edition: rules.edition,
				days: rules.period.clearWorkingDays,
				tried: rules.tried,
				addedBy
			})),
			may: { manage: canManageRounds(actor, reviewId) }
		};
	});
