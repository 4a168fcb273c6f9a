import type { Trx } from '#lib/db/asActor.server.ts';
import type { LinkStance } from '#lib/recommendations/link.ts';
import { reference } from '#lib/reviews/reference.ts';

export type Tagged = { reference: string; version: number; sentence: string; stance: LinkStance };

export type TaggedRecommendation = { recommendation: string; title: string; rows: Tagged[] };

const order: Record<LinkStance, number> = { supports: 0, qualifies: 1, contradicts: 2 };

/** The shared findings tagged to recommendations: what supports first, what contradicts last. Numbers of no recommendation are left out. */
export async function listTagged(
	trx: Trx,
	reviewId: number,
	numbers: readonly number[]
): Promise<TaggedRecommendation[]> {
	if (numbers.length === 0) return [];
	const recommendations = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title'])
		.where('reviewId', '=', reviewId)
		.where('number', 'in', numbers)
		.orderBy('number')
		.execute();
	if (recommendations.length === 0) return [];
	const links = await trx
		.selectFrom('links')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.select(['links.recommendationId', 'links.stance', 'findings.number', 'findings.version', 'findings.sentence'])
		.where(
			'links.recommendationId',
			'in',
			recommendations.map((each) => each.id)
		)
		.where('links.removedAt', 'is', null)
		.where('findings.state', '=', 'shared')
		.orderBy('findings.number')
		.execute();
	return recommendations.map(({ id, number, title }) => ({
		recommendation: reference('R', number),
		title,
		rows: links
			.filter((link) => link.recommendationId === id)
			.sort((a, b) => order[a.stance] - order[b.stance])
			.map((link) => ({
				reference: reference('F', link.number),
				version: link.version,
				sentence: link.sentence ?? '',
				stance: link.stance
			}))
	}));
}
