import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { countRounds, listRounds } from '#lib/rounds/queries.server.ts';
import { canManageCommittees, canManageRounds, roundState } from '#lib/rounds/round.ts';
import { reference } from '#lib/reviews/reference.ts';
import { plainDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const number = (name: string) => {
			const text = url.searchParams.get(name) ?? '';
			return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
		};
		const page = await listRounds(trx, reviewId, { after: number('after'), before: number('before') });
		const here = `/reviews/${params.review}/rounds`;
		return {
			rounds: page.rows.map((round) => ({
				id: round.id,
				name: reference('W', round.number),
				title: round.title,
				committee: round.committeeName,
				sponsor: round.sponsorTitle,
				state: roundState(round, actor.now),
				due: round.replyBy === null ? null : plainDate(round.replyBy),
				asked: round.asked
			})),
			count: await countRounds(trx, reviewId),
			previousHref: page.previous === null ? null : `${here}?before=${page.previous}`,
			nextHref: page.next === null ? null : `${here}?after=${page.next}`,
			may: { manage: canManageRounds(actor, reviewId), committees: canManageCommittees(actor, reviewId) }
		};
	});
