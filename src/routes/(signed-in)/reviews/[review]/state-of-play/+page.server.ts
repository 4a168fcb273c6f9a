import { read } from '#lib/access/guards.server.ts';
import { countOwed, countsOf, daysText, holdersText, owedKinds } from '#lib/overview/owed.ts';
import { readStateOfPlay } from '#lib/overview/state-of-play.server.ts';
import { summary } from '#lib/overview/state-of-play.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { shortDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

/** A post with more than these is a matter for its own pages; the rest is counted. */
const listedOfPost = 25;

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const read = await readStateOfPlay(trx, actor, await getReview(trx, params.review));
		const { owed, ...state } = read;
		const overdueAlone = url.searchParams.get('show') === 'overdue';
		const posts = owed.flatMap((post) => {
			const things = overdueAlone ? post.things.filter(({ overdue }) => overdue) : post.things;
			if (things.length === 0) return [];
			return [
				{
					key: post.key,
					post: post.post,
					department: post.department,
					holders: holdersText(post),
					counts: countsOf(things),
					things: things.slice(0, listedOfPost).map(({ kind, since, days, dueOn, ...thing }) => ({
						...thing,
						kind: owedKinds[kind].label,
						since: shortDate(since),
						days: daysText(days),
						dueOn: dueOn === null ? null : shortDate(dueOn)
					})),
					more: countsOf(things.slice(listedOfPost))
				}
			];
		});
		return { state, summary: summary(read), posts, counts: countOwed(owed), overdueAlone };
	});
