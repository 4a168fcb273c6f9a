import { forbid, requireActor } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { createReview } from '#lib/reviews/commands.server.ts';
import { newReviewForm } from '#lib/reviews/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	const actor = requireActor(locals);
	if (!actor.mayCreateReviews) forbid(locals, 'You may not open reviews. An administrator can give you that right.');
	return {
		posts: actor.posts.map((post) => ({ value: String(post.id), text: `${post.title}, ${post.departmentName}` }))
	};
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			newReviewForm,
			async (trx, actor, input) => {
				const { slug } = await createReview(trx, actor, input);
				return {
					to: `/reviews/${slug}/details`,
					notice: 'The review is open. Say what it was asked to do, then add its members.'
				};
			},
			{ constraints: { reviews_slug_key: { field: 'slug', message: 'Another review has this short name' } } }
		)
};
