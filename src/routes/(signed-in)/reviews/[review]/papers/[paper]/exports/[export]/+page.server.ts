import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { contentTypes } from '#lib/documents/filename.ts';
import { requireExport } from '#lib/papers/commands.server.ts';
import { resumeExport } from '#lib/papers/export.server.ts';
import { LOST_AFTER_MS, progressOf } from '#lib/papers/exports/export.ts';
import { getExport } from '#lib/papers/exports/queries.server.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, paper, found } = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const id = Number(/^[1-9]\d{0,14}$/.exec(params.export)?.[0] ?? 0);
		const found = await getExport(trx, paper.id, id, actor.now);
		requireExport(actor, paper.reviewId, found.copy);
		return { actor, paper, found };
	});
	const lost =
		found.state === 'working' &&
		found.startedAt !== null &&
		actor.now.getTime() - found.startedAt.getTime() > LOST_AFTER_MS;
	if (found.state === 'waiting' || lost)
		await resumeExport(actor, { review: params.review, name: params.paper }, found);
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		file: {
			id: found.id,
			copy: found.copy,
			snapshotNumber: found.snapshotNumber,
			format: found.format,
			accessible: found.accessible,
			label: contentTypes[found.format].label,
			state: found.state,
			progress: progressOf(found, actor.now),
			kilobytes: found.size === null ? null : Math.ceil(found.size / 1024),
			expiresAt: found.expiresAt,
			problems: found.problems ?? []
		},
		may: { edit: canEditPaper(actor, paper) && found.copy === 'working' }
	};
};
