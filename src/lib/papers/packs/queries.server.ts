import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { Gate } from '../paper.ts';

export type PackRow = {
	id: number;
	number: number;
	title: string;
	meetingOn: string | null;
	marking: string;
	madeAt: Date;
	personName: string;
	items: number;
};

/** The packs of a review, the latest first. */
export async function listPacks(trx: Trx, reviewId: number): Promise<PackRow[]> {
	return packRows(trx, reviewId).orderBy('packs.number', 'desc').limit(200).execute();
}

/** @throws NotFound */
export async function getPack(trx: Trx, reviewId: number, number: number): Promise<PackRow> {
	const pack = await packRows(trx, reviewId).where('packs.number', '=', number).executeTakeFirst();
	if (!pack) throw new NotFound('This pack was not found');
	return pack;
}

export type PackItem = {
	position: number;
	paperId: number;
	paperNumber: number;
	snapshotId: number;
	snapshotNumber: number;
	gate: Gate;
	takenAt: Date;
	marking: string;
	title: string;
};

export async function listPackItems(trx: Trx, packId: number): Promise<PackItem[]> {
	return trx
		.selectFrom('packItems')
		.innerJoin('papers', 'papers.id', 'packItems.paperId')
		.innerJoin('snapshots', 'snapshots.id', 'packItems.snapshotId')
		.select([
			'packItems.position',
			'packItems.paperId',
			'papers.number as paperNumber',
			'packItems.snapshotId',
			'snapshots.number as snapshotNumber',
			'snapshots.gate',
			'snapshots.takenAt',
			'snapshots.marking',
			'papers.title'
		])
		.where('packItems.packId', '=', packId)
		.orderBy('packItems.position')
		.execute();
}

export type SnapshotChoice = {
	id: number;
	number: number;
	gate: Gate;
	takenAt: Date;
	marking: string;
	paperId: number;
	paperNumber: number;
	title: string;
};

/** What may be put into a pack: the frozen copies of a review's papers, those of the latest papers first. */
export async function listSnapshotChoices(trx: Trx, reviewId: number): Promise<SnapshotChoice[]> {
	return trx
		.selectFrom('snapshots')
		.innerJoin('papers', 'papers.id', 'snapshots.paperId')
		.select([
			'snapshots.id',
			'snapshots.number',
			'snapshots.gate',
			'snapshots.takenAt',
			'snapshots.marking',
			'papers.id as paperId',
			'papers.number as paperNumber',
			'papers.title'
		])
		.where('snapshots.reviewId', '=', reviewId)
		.orderBy('papers.number', 'desc')
		.orderBy('snapshots.number', 'desc')
		.limit(500)
		.execute();
}

function packRows(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('packs')
		.innerJoin('people', 'people.id', 'packs.personId')
		.select((eb) => [
			'packs.id',
			'packs.number',
			'packs.title',
			'packs.meetingOn',
			'packs.marking',
			'packs.madeAt',
			'people.name as personName',
			eb
				.selectFrom('packItems')
				.whereRef('packItems.packId', '=', 'packs.id')
				.select((inner) => inner.fn.countAll<number>().as('count'))
				.$asScalar()
				.$notNull()
				.as('items')
		])
		.where('packs.reviewId', '=', reviewId);
}
