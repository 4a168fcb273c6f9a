import { grantFor } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canEditShare } from '#lib/bids/bid.ts';
import { readShareFigures } from '#lib/bids/shares/figures.server.ts';
import { agreeShare, explainMismatch } from '#lib/bids/shares/commands.server.ts';
import { agreeForm, explainForm } from '#lib/bids/shares/forms.ts';
import { findMismatch, listShares } from '#lib/bids/shares/queries.server.ts';
import { bidRights, getBid } from '#lib/bids/queries.server.ts';
import { standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const bid = await getBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		const rights = await bidRights(trx, bid);
		const shares = await listShares(trx, bid);
		const mismatch = await findMismatch(trx, bid);
		const mayExplain = shares.some(({ teamId }) => canEditShare(actor, rights, teamId));
		return {
			...(await readShareFigures(trx, bid)),
			shares: shares.map((share) => ({
				...share,
				mayAgree:
					!rights.withdrawn && grantFor(actor, 'bid.agree_share', { reviewId, teamIds: [share.teamId] }) !== null
			})),
			mismatch,
			mayExplain,
			standing: mismatch && mayExplain ? await standingSignatures(trx, bid) : null
		};
	});

export const actions: Actions = {
	agree: (event) =>
		act(event, agreeForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await agreeShare(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, input);
			return { to: sharesOf(review, ref), notice: 'Your department’s share is agreed.' };
		}),
	explain: (event) =>
		act(event, explainForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await explainMismatch(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, input);
			return { to: sharesOf(review, ref), notice: 'The difference is explained.' };
		})
};

function sharesOf(review: string, ref: string): string {
	return `/reviews/${review}/bids/${ref.toUpperCase()}/shares`;
}
