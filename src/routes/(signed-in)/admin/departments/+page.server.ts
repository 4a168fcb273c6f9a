import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { listDepartments } from '#lib/people/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	requireAdministrator(locals);
	return read(locals, async (trx) => ({ departments: await listDepartments(trx) }));
};
