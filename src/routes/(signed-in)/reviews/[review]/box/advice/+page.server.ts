import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { clearAdvice, noteSeen } from '#lib/box/advice/commands.server.ts';
import { clearForm, seenForm } from '#lib/box/advice/forms.ts';
import { listToAdvise, needsAdvice } from '#lib/box/advice/queries.server.ts';
import { canClearAdvice, canNoteSeen, canWriteAdvice } from '#lib/box/box.ts';
import { getBoxPost } from '#lib/box/cards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { post, others } = await getBoxPost(trx, actor, reviewId, numberFrom(url.searchParams.get('post')));
		const rows = await listToAdvise(trx, reviewId, post);
		const held = actor.posts.find(({ departmentId }) =>
			actor.memberships.some(
				(membership) => membership.teamId === post.teamId && membership.departmentId === departmentId
			)
		);
		return {
			post: { postId: post.postId, teamId: post.teamId, title: post.title, departmentName: post.departmentName },
			others: others.map(({ postId, title }) => ({ postId, title })),
			needed: rows.filter(needsAdvice).length,
			clearedBy: held ? `${actor.person.name}, ${held.title}`.slice(0, 200) : actor.person.name,
			rows: rows.map((row) => ({
				reference: reference('R', row.number),
				title: row.title,
				leadShortName: row.leadShortName,
				waits: row.waits,
				needs: needsAdvice(row),
				advice: row.advice && {
					id: row.advice.id,
					wording: row.advice.wording,
					tag: stanceTag(row.advice.stance),
					onOlderWords: row.advice.onOlderWords,
					version: row.advice.version,
					writtenBy: row.advice.writtenBy,
					cleared: row.advice.cleared.map(({ part, by, at }) => ({ part, by, on: londonDate(at) }))
				}
			})),
			may: {
				write: canWriteAdvice(actor, reviewId, post.teamId),
				clear: canClearAdvice(actor, reviewId, post.teamId),
				noteSeen: canNoteSeen(actor, reviewId, post.teamId)
			}
		};
	});

export const actions: Actions = {
	clear: (event) =>
		act(event, clearForm, async (trx, actor, input) => {
			const { cleared } = await clearAdvice(trx, actor, reviewIdOf(actor, event.params.review), input);
			return {
				to: here(event),
				notice: cleared === 1 ? 'One is marked as cleared.' : `${cleared} are marked as cleared.`
			};
		}),
	seen: (event) =>
		act(event, seenForm, async (trx, actor, input) => {
			const { seen } = await noteSeen(trx, actor, reviewIdOf(actor, event.params.review), input);
			return { to: here(event), notice: seen === 1 ? 'One is marked as seen.' : `${seen} are marked as seen.` };
		})
};

function here({ params, url }: { params: { review: string }; url: URL }): string {
	const post = numberFrom(url.searchParams.get('post'));
	return `/reviews/${params.review}/box/advice${post === null ? '' : `?post=${post}`}`;
}
