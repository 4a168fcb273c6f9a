import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { editionTables, holdsFrom } from '#lib/bids/appraisal/edition-tables.ts';
import { getKnownEdition } from '#lib/bids/appraisal/editions.server.ts';
import { parameterKinds } from '#lib/bids/appraisal/parameters.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const known = await getKnownEdition(trx, reviewIdOf(actor, params.review), params.edition);
		const { kind, edition, startsOn, source } = known.edition;
		return {
			edition: {
				key: known.key,
				kind: parameterKinds[kind].label,
				name: edition,
				holdsFrom: holdsFrom(startsOn),
				source,
				addedBy: known.addedBy,
				addedAt: known.addedAt
			},
			tables: editionTables(known.edition)
		};
	});
