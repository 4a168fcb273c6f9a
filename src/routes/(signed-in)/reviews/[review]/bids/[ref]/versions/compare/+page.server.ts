import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { compareBids, nothingChanged } from '#lib/bids/versions/compare.ts';
import { getKnownBid, getVersionContent, listVersions } from '#lib/bids/versions/queries.server.ts';
import { NotFound } from '#lib/errors.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { id } = await getKnownBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		const versions = await listVersions(trx, id);
		const [latest, earlier] = versions;
		const named = (side: string, otherwise: number) => {
			const text = url.searchParams.get(side);
			const wanted = text === null ? otherwise : Number(text);
			const found = versions.find(({ number }) => number === wanted);
			if (!found) throw new NotFound('One of these versions was not found');
			return found;
		};
		const to = named('to', latest?.number ?? 0);
		const from = named('from', (earlier ?? latest)?.number ?? 0);
		const comparison = compareBids(
			await getVersionContent(trx, id, from.number),
			await getVersionContent(trx, id, to.number)
		);
		return {
			from: from.number,
			to: to.number,
			sides: versions.map(({ number, submittedAt, frozenAt }) => ({
				value: String(number),
				text: submittedAt
					? `Version ${number}, submitted ${plainDate(londonDate(submittedAt))}`
					: `Version ${number}, frozen ${plainDate(londonDate(frozenAt))}`
			})),
			comparison,
			same: nothingChanged(comparison)
		};
	});
