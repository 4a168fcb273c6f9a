import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { boardAddress } from '#lib/letters/address.ts';
import { countBoard, listBoard } from '#lib/letters/answers/board.server.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { query, from } = boardAddress(url.searchParams);
		const page = await listBoard(trx, actor, reviewId, query, from);
		const teams = await listTeams(trx, reviewId);
		const at = (name: 'after' | 'before', cursor: { letter: number; recommendation: number } | null) => {
			if (cursor === null) return null;
			const search = new URLSearchParams(url.searchParams);
			search.delete('after');
			search.delete('before');
			search.set(name, `${cursor.letter}.${cursor.recommendation}`);
			return `${url.pathname}?${search}`;
		};
		return {
			rows: page.rows,
			show: query.show,
			teamId: query.teamId,
			counts: await countBoard(trx, actor, reviewId, query.teamId),
			teams: teams.map(({ id, shortName }) => ({ value: String(id), text: shortName })),
			previousHref: at('before', page.previous),
			nextHref: at('after', page.next)
		};
	});
