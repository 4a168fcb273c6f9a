import { redirect } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { getConditionPlace } from '#lib/positions/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

/** A condition stands with the answer that asked for it. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const number = numberIn('C', params.condition);
	const { recommendationNumber } = await read(locals, (trx, actor) =>
		getConditionPlace(trx, reviewIdOf(actor, params.review), number)
	);
	const place = `/reviews/${params.review}/recommendations/${reference('R', recommendationNumber)}`;
	redirect(303, `${place}#${reference('C', number ?? 0)}`);
};
