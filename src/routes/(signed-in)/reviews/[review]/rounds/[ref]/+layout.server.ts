import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { roundState } from '#lib/rounds/round.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const round = await getRound(trx, actor, reviewIdOf(actor, params.review), params.ref);
		return {
			round: {
				name: round.name,
				title: round.title,
				state: roundState(round, actor.now),
				issuedOn: round.issuedOn,
				replyBy: round.replyBy,
				committee: round.committee.name,
				chair: round.committee.chair,
				sponsor: round.sponsor.title
			},
			marking: { text: round.snapshot.marking }
		};
	});
