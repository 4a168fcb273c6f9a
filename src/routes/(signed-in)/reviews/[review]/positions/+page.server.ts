import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { oneOfNames } from '#lib/recommendations/forms.ts';
import { listAnswersDueFrom, positionsGrid } from '#lib/positions/queries.server.ts';
import type { PageServerLoad } from './$types';

const views = { all: null, waiting: null, unhappy: null };

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!may(actor, 'position.see_grid', { reviewId })) {
			throw new Forbidden('The grid is for ministers, their private offices, the chair, the secretariat and observers');
		}
		const { posts, rows } = await positionsGrid(trx, actor, reviewId);
		const marked = rows.map((row) => ({
			...row,
			waiting: posts.filter((post) => row.cells.get(post.postId)?.lapsed ?? true).length,
			unhappy: posts.filter((post) => {
				const cell = row.cells.get(post.postId);
				return cell !== undefined && !cell.lapsed && cell.stance !== 'content';
			}).length
		}));
		const view = oneOfNames<keyof typeof views>(url.searchParams.get('show'), views) ?? 'all';
		return {
			posts: posts.map(({ postId, shortName, departmentName, teamId }) => ({
				postId,
				shortName,
				departmentName,
				teamId
			})),
			rows: marked.filter((row) => view === 'all' || row[view] > 0),
			counts: {
				all: marked.length,
				waiting: marked.filter((row) => row.waiting > 0).length,
				unhappy: marked.filter((row) => row.unhappy > 0).length
			},
			view,
			due: (await listAnswersDueFrom(trx, actor, reviewId)).length
		};
	});
