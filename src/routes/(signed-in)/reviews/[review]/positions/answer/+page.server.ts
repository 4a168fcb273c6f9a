import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { recordPositionsInBatch } from '#lib/positions/commands.server.ts';
import { batchForm } from '#lib/positions/forms.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { listAnswersDueFrom, listMyAnsweringPosts, listOpenItems } from '#lib/positions/queries.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { listStrongestEvidence } from '#lib/recommendations/link-queries.server.ts';
import { difference } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

const perPage = 50;

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const mine = await listMyAnsweringPosts(trx, actor, reviewId);
		const wanted = numberFrom(url.searchParams.get('post'));
		const due = await listAnswersDueFrom(trx, actor, reviewId);
		const owing = mine.find((post) => due.some((item) => item.postId === post.postId));
		const post = mine.find((one) => one.postId === wanted) ?? owing ?? mine[0];
		if (!post) throw new Forbidden('Ministers of the group and their private offices record positions');

		const items = await listOpenItems(trx, reviewId, post.postId, perPage);
		const strongest = await listStrongestEvidence(
			trx,
			items.map((item) => item.recommendationId),
			2
		);
		return {
			post: {
				postId: post.postId,
				title: post.title,
				departmentName: post.departmentName,
				holderName: post.holderName,
				own: actor.posts.some((held) => held.id === post.postId)
			},
			otherPosts: mine
				.filter((one) => one.postId !== post.postId)
				.map((one) => ({
					postId: one.postId,
					title: one.title,
					due: due.filter((item) => item.postId === one.postId).length
				})),
			more: due.filter((item) => item.postId === post.postId).length - items.length,
			items: items.map((item) => ({
				...item,
				lapsed: item.lapsed && { ...item.lapsed, tag: stanceTag(item.lapsed.stance) },
				changed: item.textAnswered === null ? null : difference(item.textAnswered, item.text),
				evidence: strongest.get(item.recommendationId) ?? []
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, batchForm, async (trx, actor, input) => {
			const { items, ...voice } = input;
			const { answered } = await recordPositionsInBatch(trx, actor, reviewIdOf(actor, event.params.review), {
				...voice,
				answers: items
			});
			return {
				to: `/reviews/${event.params.review}/positions`,
				notice: answered === 1 ? 'One position is recorded.' : `${answered} positions are recorded.`
			};
		})
};
