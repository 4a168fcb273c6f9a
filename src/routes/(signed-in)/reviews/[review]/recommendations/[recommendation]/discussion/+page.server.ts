import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { idInAddress, placeOf } from '#lib/discussion/address.ts';
import { countThreads, listThreads } from '#lib/discussion/queries.server.ts';
import { canSpeak, threadStates, type ThreadState } from '#lib/discussion/thread.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const { number, here } = placeOf(params);
		const reviewId = reviewIdOf(actor, params.review);
		const recommendation = await getRecommendation(trx, reviewId, number);
		const show = url.searchParams.get('show');
		const state: ThreadState | null = show === 'all' ? null : show === 'resolved' ? 'resolved' : 'open';
		const after = idInAddress(url.searchParams.get('after') ?? '') || null;
		const counts = await countThreads(trx, recommendation.id);
		const { rows, next } = await listThreads(trx, recommendation.id, { state, after });
		const list = (of: string) => (of === 'open' ? `${here}/discussion` : `${here}/discussion?show=${of}`);
		const shown = state ?? 'all';
		return {
			number,
			title: recommendation.title,
			threads: rows,
			tabs: [
				{ href: list('open'), text: threadStates.open.label, count: counts.open, current: shown === 'open' },
				{
					href: list('resolved'),
					text: threadStates.resolved.label,
					count: counts.resolved,
					current: shown === 'resolved'
				},
				{ href: list('all'), text: 'All', count: counts.open + counts.resolved, current: shown === 'all' }
			],
			firstHref: after === null ? null : list(shown),
			nextHref: next === null ? null : `${here}/discussion?show=${shown}&after=${next}`,
			may: { speak: canSpeak(actor, reviewId) }
		};
	});
