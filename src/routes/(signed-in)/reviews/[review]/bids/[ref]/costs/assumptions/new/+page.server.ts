import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { addAssumption, shareGrant } from '#lib/bids/costs/commands.server.ts';
import { newAssumptionForm } from '#lib/bids/costs/forms.ts';
import { findFindingId, listCells } from '#lib/bids/costs/queries.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { standingAgreements, standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		const teamId = Number(url.searchParams.get('team') ?? '');
		if (!Number.isSafeInteger(teamId)) throw new Forbidden();
		await shareGrant(trx, actor, bid, teamId);
		return {
			teamId,
			cells: await listCells(trx, bid, teamId),
			chosen: url.searchParams.getAll('cell'),
			standing: await standingSignatures(trx, bid),
			agreements: await standingAgreements(trx, bid, [teamId])
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, newAssumptionForm, async (trx, actor, { finding, ...input }) => {
			const { review, ref } = event.params;
			const reviewId = reviewIdOf(actor, review);
			const findingId = await findFindingId(
				trx,
				reviewId,
				finding === null ? null : (numberIn('F', finding) ?? 0)
			).catch((cause: unknown) => {
				throw cause instanceof NotFound
					? new Invalid('finding', 'Enter the reference of a finding, such as F104')
					: cause;
			});
			const { number } = await addAssumption(trx, actor, reviewId, numberIn('B', ref) ?? 0, { ...input, findingId });
			return { to: `/reviews/${review}/bids/${ref.toUpperCase()}/costs`, notice: `A${number} is written down.` };
		})
};
