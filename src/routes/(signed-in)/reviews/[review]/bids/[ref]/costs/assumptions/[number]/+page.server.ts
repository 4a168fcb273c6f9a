import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canEditShare } from '#lib/bids/bid.ts';
import { editAssumption, removeAssumption } from '#lib/bids/costs/commands.server.ts';
import { assumptionForm, removeAssumptionForm } from '#lib/bids/costs/forms.ts';
import { findFindingId, getAssumption, listCells } from '#lib/bids/costs/queries.server.ts';
import { bidRights, getBid } from '#lib/bids/queries.server.ts';
import { standingAgreements, standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { Invalid, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		const assumption = await getAssumption(trx, bid.id, numberOf(params.number));
		return {
			assumption,
			mayEdit: canEditShare(actor, await bidRights(trx, bid), assumption.teamId),
			cells: await listCells(trx, bid, assumption.teamId),
			standing: await standingSignatures(trx, bid),
			agreements: await standingAgreements(trx, bid, [assumption.teamId])
		};
	});

export const actions: Actions = {
	save: (event) =>
		act(event, assumptionForm, async (trx, actor, { finding, ...input }) => {
			const { review, ref, number } = event.params;
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
			await editAssumption(trx, actor, reviewId, numberIn('B', ref) ?? 0, numberOf(number), { ...input, findingId });
			return { to: `/reviews/${review}/bids/${ref.toUpperCase()}/costs`, notice: `A${number} is saved.` };
		}),
	remove: (event) =>
		act(event, removeAssumptionForm, async (trx, actor, { revision }) => {
			const { review, ref, number } = event.params;
			const reviewId = reviewIdOf(actor, review);
			await removeAssumption(trx, actor, reviewId, numberIn('B', ref) ?? 0, numberOf(number), revision);
			return { to: `/reviews/${review}/bids/${ref.toUpperCase()}/costs`, notice: `A${number} is removed.` };
		})
};

function numberOf(text: string): number {
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
}
