import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { NotFound } from '#lib/errors.ts';
import { canEditProfiles } from '#lib/papers/paper.ts';
import { describeProfile } from '#lib/papers/profiles/describe.ts';
import { countLodged, listEditions, triedBy } from '#lib/papers/profiles.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const editions = await listEditions(trx, reviewId, params.profile);
		const wanted = url.searchParams.get('edition');
		const shown = wanted === null ? editions[0] : editions.find(({ profile }) => profile.edition === wanted);
		if (!shown) throw new NotFound('This profile was not found');
		const lodged = await countLodged(trx, reviewId);
		const { key, name, about, source, edition } = shown.profile;
		return {
			profile: { key, name, about, source, edition, tried: triedBy(shown, lodged) },
			rules: describeProfile(shown.profile).slice(1),
			latest: shown === editions[0],
			editions: editions.map((each) => ({
				edition: each.profile.edition,
				origin: each.origin,
				addedBy: each.addedBy,
				addedAt: each.addedAt,
				tried: triedBy(each, lodged)
			})),
			may: { edit: canEditProfiles(actor, reviewId) }
		};
	});
