import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { requireTaking } from '#lib/bids/files/copies.server.ts';
import { fileGroups } from '#lib/bids/files/groups.ts';
import { getKnownBid, listVersions } from '#lib/bids/versions/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const known = await getKnownBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		requireTaking(actor, reviewId);
		const files = `/reviews/${encodeURIComponent(params.review)}/bids/${encodeURIComponent(params.ref)}/files`;
		return {
			working: known.working ? fileGroups(files, null) : null,
			versions: (await listVersions(trx, known.id)).map(({ number, sha256, frozenAt, submittedAt }) => ({
				number,
				sha256,
				frozenAt,
				submittedAt,
				groups: fileGroups(files, number)
			}))
		};
	});
