import { type ActionFailure, fail } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { controlText, type FormState, valueAt } from '#lib/forms/form-state.ts';
import { recordPositionsInBatch } from '#lib/positions/commands.server.ts';
import { batchForm } from '#lib/positions/forms.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { listAnswersDueFrom, listMyAnsweringPosts, listOpenItems } from '#lib/positions/queries.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { listStrongestEvidence } from '#lib/recommendations/link-queries.server.ts';
import { difference, type DifferencePart } from '#lib/ui/difference.ts';
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
	default: async (event): Promise<ActionFailure<{ form: FormState; moved?: Moved[] }>> => {
		const failure = await act(event, batchForm, async (trx, actor, input) => {
			const { items, ...voice } = input;
			const { answered } = await recordPositionsInBatch(trx, actor, reviewIdOf(actor, event.params.review), {
				...voice,
				answers: items
			});
			return {
				to: `/reviews/${event.params.review}/positions`,
				notice: answered === 1 ? 'One position is recorded.' : `${answered} positions are recorded.`
			};
		});
		const seen = postedVersions(failure.data.form.values);
		if (seen.size === 0) return failure;
		const moved = await read(event.locals, (trx) => differencesSince(trx, seen));
		return fail(failure.status, { form: failure.data.form, moved });
	}
};

/** Which version of each recommendation was on the page, from the fields as they were posted. */
function postedVersions(values: Record<string, unknown>): Map<number, number> {
	const rows = Array.isArray(values.items) ? values.items : [];
	const pairs = rows.flatMap((row: unknown) => {
		const id = numberFrom(controlText(valueAt(row, 'recommendationId')));
		const version = numberFrom(controlText(valueAt(row, 'version')));
		return id === null || version === null ? [] : [[id, version] as const];
	});
	return new Map(pairs);
}

type Moved = { recommendationId: number; parts: DifferencePart[] };

/** What has changed in recommendations since the versions that were read. */
async function differencesSince(trx: Trx, seen: Map<number, number>): Promise<Moved[]> {
	const wordings = await trx
		.selectFrom('recommendationVersions as seen')
		.innerJoin('recommendations as now', 'now.id', 'seen.recommendationId')
		.select(['now.id', 'seen.version', 'seen.text', 'now.version as versionNow', 'now.text as textNow'])
		.where('now.id', 'in', [...seen.keys()])
		.whereRef('seen.version', '<', 'now.version')
		.execute();
	return wordings
		.filter(({ id, version }) => seen.get(id) === version)
		.map(({ id, text, textNow }) => ({ recommendationId: id, parts: difference(text, textNow) }));
}
