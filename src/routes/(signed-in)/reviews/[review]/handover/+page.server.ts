import { read } from '#lib/access/guards.server.ts';
import { contentTypes } from '#lib/documents/filename.ts';
import { handoverFormats } from '#lib/handover/formats.ts';
import { openSummary } from '#lib/handover/handover.ts';
import { listOpen, requireHandsOver } from '#lib/handover/handover.server.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		requireHandsOver(actor, review.id);
		const open = await listOpen(trx, actor, review);
		return {
			open,
			summary: openSummary(open),
			formats: handoverFormats.map((format) => ({ format, label: contentTypes[format].label }))
		};
	});
