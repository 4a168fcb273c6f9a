import { redirect } from '@sveltejs/kit';
import { requireAdministrator } from '#lib/access/guards.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	requireAdministrator(locals);
	redirect(303, '/admin/people');
};
