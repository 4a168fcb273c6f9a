import type { Trx } from '#lib/db/asActor.server.ts';
import type { Gate } from '../paper.ts';

export type LateChange = {
	id: number;
	gate: Gate;
	snapshotNumber: number | null;
	because: string;
	allowedBy: string;
	who: string;
	reopenedAt: Date;
};

/** Each time that a final or lodged text was opened to changes again, newest first. */
export async function listLateChanges(trx: Trx, paperId: number): Promise<LateChange[]> {
	const rows = await trx
		.selectFrom('lateChanges')
		.innerJoin('people', 'people.id', 'lateChanges.personId')
		.leftJoin('posts', 'posts.id', 'lateChanges.postId')
		.select([
			'lateChanges.id',
			'lateChanges.gate',
			'lateChanges.snapshotNumber',
			'lateChanges.because',
			'lateChanges.allowedBy',
			'lateChanges.reopenedAt',
			'people.name as personName',
			'posts.title as postTitle'
		])
		.where('lateChanges.paperId', '=', paperId)
		.orderBy('lateChanges.id', 'desc')
		.limit(100)
		.execute();
	return rows.map(({ personName, postTitle, ...row }) => ({ ...row, who: postTitle ?? personName }));
}
