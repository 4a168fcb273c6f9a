import type { Trx } from '#lib/db/asActor.server.ts';

export type Milestone = { id: number; title: string; dueOn: string };

export async function listMilestones(trx: Trx, reviewId: number): Promise<Milestone[]> {
	return trx
		.selectFrom('milestones')
		.select(['id', 'title', 'dueOn'])
		.where('reviewId', '=', reviewId)
		.orderBy('dueOn')
		.orderBy('id')
		.execute();
}
