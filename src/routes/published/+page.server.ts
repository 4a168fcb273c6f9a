import { asVisitor } from '#lib/db/asActor.server.ts';
import { listPublished } from '#lib/papers/public/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	person: locals.actor?.person ?? null,
	published: await asVisitor(new Date(), listPublished)
});
