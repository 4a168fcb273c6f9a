import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { addMember, endMembership } from '#lib/reviews/commands.server.ts';
import { endMembershipForm, memberForm } from '#lib/reviews/forms.ts';
import { listMembers, listPostChoices } from '#lib/reviews/queries.server.ts';
import { canManageMembers } from '#lib/reviews/review.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const may = { manage: canManageMembers(actor, reviewId) };
		return {
			members: await listMembers(trx, actor, reviewId),
			posts: may.manage ? await listPostChoices(trx) : [],
			may
		};
	});

export const actions: Actions = {
	add: (event) =>
		act(
			event,
			memberForm,
			async (trx, actor, input) => {
				await addMember(trx, actor, reviewIdOf(actor, event.params.review), input);
				return { to: event.url.pathname, notice: 'The member is added. They see the review from their next page on.' };
			},
			{
				constraints: {
					memberships_role_key: { field: 'role', message: 'This post has this role already' },
					memberships_minister_key: {
						field: 'role',
						message: 'One minister answers for a department, and this one has theirs already'
					},
					memberships_chair_key: { field: 'role', message: 'The review has a chair already: end that membership first' }
				}
			}
		),
	end: (event) =>
		act(event, endMembershipForm, async (trx, actor, input) => {
			await endMembership(trx, actor, reviewIdOf(actor, event.params.review), input.membershipId);
			return { to: event.url.pathname, notice: 'The membership is ended.' };
		})
};
