import * as z from 'zod';
import { grantFor } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { rerunAppraisal } from '#lib/bids/appraisal/commands.server.ts';
import { getAppraisal } from '#lib/bids/appraisal/queries.server.ts';
import { parameterKindNames, parameterKinds } from '#lib/bids/appraisal/parameters.ts';
import { editionChoices } from '#lib/bids/appraisal/screen/plan.server.ts';
import { resultView } from '#lib/bids/appraisal/screen/result.server.ts';
import { optionFrontier, tornadoChart } from '#lib/bids/charts/appraisal-charts.server.ts';
import { chartView } from '#lib/bids/charts/chart-view.server.ts';
import { bidRights, getBid } from '#lib/bids/queries.server.ts';
import * as fields from '#lib/forms/fields.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

const edition = fields.line('an edition', 100);

const rerunForm = z.object({
	editions: z.object({
		discount_rates: edition,
		deflators: edition,
		optimism_bias: edition,
		value_bands: edition,
		values: edition
	})
});

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const bid = await getBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		const { appraisal, number, current, leadOnly, sha256, madeBy, madeAt } = await getAppraisal(
			trx,
			bid,
			numberFrom(params.number) ?? 0
		);
		const { teamIds, withdrawn } = await bidRights(trx, bid);
		const mayRun = !withdrawn && grantFor(actor, 'appraisal.run', { reviewId, teamIds: [...teamIds] }) !== null;
		const choices = await editionChoices(trx, reviewId);
		return {
			stored: { number, current, leadOnly, sha256, madeBy, madeAt },
			view: resultView(appraisal),
			charts: [tornadoChart(appraisal), optionFrontier(appraisal)].flatMap((chart) =>
				chart === null ? [] : [chartView(chart)]
			),
			rerun: mayRun
				? {
						initial: { editions: appraisal.plan.editions },
						kinds: parameterKindNames
							.filter((kind) => kind !== 'barnett')
							.map((kind) => ({ kind, label: parameterKinds[kind].label, options: choices[kind] }))
					}
				: null
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, rerunForm, async (trx, actor, { editions }) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			const appraisal = numberFrom(event.params.number) ?? 0;
			const made = await rerunAppraisal(trx, actor, reviewId, numberIn('B', event.params.ref) ?? 0, {
				appraisal,
				editions
			});
			const appraisals = `/reviews/${event.params.review}/bids/${event.params.ref}/appraisals`;
			return {
				to: `${appraisals}/compare?one=${appraisal}&other=${made.number}`,
				notice: `Appraisal ${made.number} is kept beside appraisal ${appraisal}.`
			};
		})
};
