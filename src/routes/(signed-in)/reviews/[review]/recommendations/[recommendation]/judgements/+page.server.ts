import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { placeOf } from '#lib/discussion/address.ts';
import { criteriaSource } from '#lib/judgements/criteria.ts';
import { canJudge, sheetSummary } from '#lib/judgements/judgement.ts';
import { readSheet } from '#lib/judgements/queries.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, placeOf(params).number);
		const sheet = await readSheet(trx, actor, recommendation);
		const { number, title, text, version } = recommendation;
		return {
			...{ number, title, text, version },
			sheet,
			summary: sheetSummary(sheet),
			source: criteriaSource,
			may: {
				judge: canJudge(actor, recommendation),
				settings: may(actor, 'review_settings.edit', { reviewId })
			}
		};
	});
