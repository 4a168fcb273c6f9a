import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canEditBid, canEditShare } from '#lib/bids/bid.ts';
import { addPartner } from '#lib/bids/commands.server.ts';
import { nameFinanceLead, removePartner } from '#lib/bids/partners/commands.server.ts';
import { financeLeadForm, partnerForm } from '#lib/bids/partners/forms.ts';
import { listFinancePosts, listHeldShares } from '#lib/bids/partners/queries.server.ts';
import { bidRights, getBid } from '#lib/bids/queries.server.ts';
import { bidNumberIn } from '#lib/bids/record/editing.server.ts';
import { standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const bid = await getBid(trx, reviewId, bidNumberIn(params.ref));
		const rights = await bidRights(trx, bid);
		const mayEdit = canEditBid(actor, rights);
		const posts = await listFinancePosts(trx, reviewId);
		const shares = (await listHeldShares(trx, bid)).map((share) => ({
			...share,
			lead: share.teamId === bid.leadTeamId,
			mayName: mayEdit || canEditShare(actor, rights, share.teamId),
			mayRemove: mayEdit && share.teamId !== bid.leadTeamId && share.lines === 0 && share.acts === 0,
			posts: posts
				.filter(({ teamId }) => teamId === share.teamId)
				.map(({ id, title }) => ({ value: String(id), text: title }))
		}));
		const teams = await listTeams(trx, reviewId);
		return {
			shares,
			others: teams
				.filter((team) => !shares.some(({ teamId }) => teamId === team.id))
				.map(({ id, name }) => ({ value: String(id), text: name })),
			may: { edit: mayEdit },
			standing: mayEdit ? await standingSignatures(trx, bid) : null
		};
	});

export const actions: Actions = {
	add: (event) =>
		act(event, partnerForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await addPartner(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input.teamId);
			return {
				to: event.url.pathname,
				notice: 'The partner is added. Its officials now see this bid and write their own share.'
			};
		}),
	remove: (event) =>
		act(event, partnerForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await removePartner(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input.teamId);
			return { to: event.url.pathname, notice: 'The partner is taken away and no longer sees this bid.' };
		}),
	financeLead: (event) =>
		act(event, financeLeadForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await nameFinanceLead(trx, actor, reviewIdOf(actor, review), bidNumberIn(ref), input);
			return { to: event.url.pathname, notice: 'The finance lead is saved.' };
		})
};
