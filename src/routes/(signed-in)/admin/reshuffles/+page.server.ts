import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { afterIn } from '#lib/people/record-id.ts';
import { listReshuffles } from '#lib/people/reshuffles/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	requireAdministrator(locals);
	const after = afterIn(url);
	return read(locals, async (trx) => ({ after, reshuffles: await listReshuffles(trx, after) }));
};
