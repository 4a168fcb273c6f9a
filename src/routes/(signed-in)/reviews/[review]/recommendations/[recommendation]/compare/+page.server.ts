import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { getRecommendation, getVersion, listVersions } from '#lib/recommendations/queries.server.ts';
import { verbs } from '#lib/recommendations/recommendation.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { difference } from '#lib/ui/difference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, numberIn('R', params.recommendation));
		const to = numberFrom(url.searchParams.get('to')) ?? recommendation.version;
		const from = numberFrom(url.searchParams.get('from')) ?? Math.max(1, to - 1);
		const before = await getVersion(trx, recommendation.id, from);
		const after = await getVersion(trx, recommendation.id, to);
		const versions = await listVersions(trx, recommendation.id);
		return {
			number: recommendation.number,
			title: recommendation.title,
			from: before,
			to: after,
			versions: versions.map(({ version, savedAt }) => ({ version, savedAt })),
			changed: [
				{ field: 'Title', parts: difference(before.title, after.title) },
				{ field: 'Ministers are invited to', parts: difference(verbs[before.verb].phrase, verbs[after.verb].phrase) },
				{ field: 'Recommendation', parts: difference(before.text, after.text) },
				{ field: 'Department in the lead', parts: difference(before.leadName, after.leadName) }
			].filter((one) => one.field === 'Recommendation' || one.parts.some((part) => part.kind !== 'same'))
		};
	});
