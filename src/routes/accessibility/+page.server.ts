import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({ person: locals.actor?.person ?? null });
