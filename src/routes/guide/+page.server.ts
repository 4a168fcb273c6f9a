import { listGuides } from './guide.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
	person: locals.actor?.person ?? null,
	guides: listGuides().map(({ key, title }) => ({ key, title }))
});
