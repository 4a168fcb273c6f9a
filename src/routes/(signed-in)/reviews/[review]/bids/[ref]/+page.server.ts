import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canEditBid } from '#lib/bids/bid.ts';
import { chartView } from '#lib/bids/charts/chart-view.server.ts';
import { costCharts } from '#lib/bids/charts/cost-charts.ts';
import { readContent } from '#lib/bids/content.server.ts';
import { bidRights, findBid } from '#lib/bids/queries.server.ts';
import { listFunded } from '#lib/bids/recommendations/queries.server.ts';
import { releaseBid } from '#lib/bids/record/commands.server.ts';
import { bidNumberIn } from '#lib/bids/record/editing.server.ts';
import { releaseForm } from '#lib/bids/record/forms.ts';
import { recordView } from '#lib/bids/record/view.server.ts';
import { findMismatch, listShares } from '#lib/bids/shares/queries.server.ts';
import { getLastSubmitted } from '#lib/bids/submitted/queries.server.ts';
import { listTreasuryPositions } from '#lib/bids/treasury/queries.server.ts';
import { readNextStep } from '#lib/bids/versions/next-step.server.ts';
import { act } from '#lib/forms/act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = bidNumberIn(params.ref);
		const bid = await findBid(trx, reviewId, number);
		if (!bid) {
			const { bidId, content } = await getLastSubmitted(trx, reviewId, number);
			const positions = await listTreasuryPositions(trx, bidId);
			const none = { funded: [], shares: [], mismatch: null, next: null, may: { edit: false, release: false } };
			return { content, positions, ...none };
		}
		const mayEdit = canEditBid(actor, await bidRights(trx, bid));
		return {
			content: await readContent(trx, bid, { ranked: true }),
			positions: await listTreasuryPositions(trx, bid.id),
			funded: await listFunded(trx, bid.id),
			shares: await listShares(trx, bid),
			mismatch: await findMismatch(trx, bid),
			next: await readNextStep(trx, bid),
			may: { edit: mayEdit, release: mayEdit && bid.releasedAt === null }
		};
	});
	const { content, positions, ...rest } = found;
	return {
		...rest,
		record: recordView(content, params.review),
		charts: costCharts(content).map(chartView),
		position: positions[0] ?? null
	};
};

export const actions: Actions = {
	release: (event) =>
		act(event, releaseForm, async (trx, actor) => {
			await releaseBid(trx, actor, reviewIdOf(actor, event.params.review), bidNumberIn(event.params.ref));
			return { to: event.url.pathname, notice: 'The secretariat now sees this bid in work.' };
		})
};
