import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { editionInForce } from '#lib/bids/appraisal/default-plan.ts';
import { holdsFrom } from '#lib/bids/appraisal/edition-tables.ts';
import { listKnownEditions } from '#lib/bids/appraisal/editions.server.ts';
import { parameterKindNames, parameterKinds } from '#lib/bids/appraisal/parameters.ts';
import { canAddEditions } from '#lib/bids/bid.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const known = await listKnownEditions(trx, reviewId);
		const editions = known.map(({ edition }) => edition);
		const today = actor.now.toISOString().slice(0, 10);
		return {
			kinds: parameterKindNames.map((kind) => ({
				kind,
				...parameterKinds[kind],
				editions: known
					.filter(({ edition }) => edition.kind === kind)
					.map(({ edition, key, id }) => ({
						key,
						name: edition.edition,
						holdsFrom: holdsFrom(edition.startsOn),
						source: edition.source,
						own: id !== null,
						inForce: editionInForce(editions, kind, today) === edition
					}))
			})),
			may: { add: canAddEditions(actor, reviewId) }
		};
	});
