import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canEditProfiles } from '#lib/papers/paper.ts';
import { lengthOf } from '#lib/papers/profiles/describe.ts';
import { countLodged, listLatestProfiles, triedBy } from '#lib/papers/profiles.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const lodged = await countLodged(trx, reviewId);
		return {
			profiles: (await listLatestProfiles(trx, reviewId)).map((known) => ({
				key: known.profile.key,
				name: known.profile.name,
				about: known.profile.about,
				edition: known.profile.edition,
				length: lengthOf(known.profile) ?? 'No limit',
				own: known.origin !== null,
				tried: triedBy(known, lodged)
			})),
			may: { edit: canEditProfiles(actor, reviewId) }
		};
	});
