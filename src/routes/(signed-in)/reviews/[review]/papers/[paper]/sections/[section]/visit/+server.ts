import { json } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { sectionIdIn } from '#lib/papers/section-id.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { listVisits, visitLasts, visitSection } from '#lib/papers/visits.server.ts';
import type { RequestHandler } from './$types';

/** The beat of an open page; "?leaving" ends the visit. Answers who else is here and how often the section has been saved. */
export const POST: RequestHandler = async ({ locals, params, url }) => {
	const seconds = url.searchParams.has('leaving') ? 0 : visitLasts.beating;
	const found = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const sectionId = sectionIdIn(params.section);
		const { revision } = await visitSection(trx, actor, reviewId, params.paper, sectionId, seconds);
		const paper = await getPaper(trx, reviewId, params.paper);
		const visits = await listVisits(trx, actor, paper.id);
		return { revision, others: visits.filter((visit) => visit.sectionId === sectionId) };
	});
	return json(found);
};
