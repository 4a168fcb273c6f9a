import { type Actor, may } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import type { Gate } from '../paper.ts';
import { getPaper } from '../queries.server.ts';
import type { Reading } from './reading.ts';

export type ReaderRow = Pick<Reading, 'copy' | 'copyNumber'> & {
	personId: number;
	personName: string;
	postTitle: string;
	departmentName: string;
	/** '' for the screen, else the format of the file. */
	takenAs: string;
	gate: Gate;
	firstAt: Date;
	lastAt: Date;
	times: number;
};

const mostRows = 500;

/** Who opened which copy of a paper, the latest first; for the secretariat. @throws NotFound, Forbidden */
export async function listReaders(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<ReaderRow[]> {
	const paper = await getPaper(trx, reviewId, name);
	if (!may(actor, 'paper.see_readers', { reviewId })) throw new Forbidden('Only the secretariat sees who has read it');
	return trx
		.selectFrom('paperReadings')
		.innerJoin('people', 'people.id', 'paperReadings.personId')
		.innerJoin('posts', 'posts.id', 'paperReadings.postId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select([
			'paperReadings.personId',
			'people.name as personName',
			'posts.title as postTitle',
			'departmentsToday.name as departmentName',
			'paperReadings.copy',
			'paperReadings.copyNumber',
			'paperReadings.takenAs',
			'paperReadings.gate',
			'paperReadings.firstAt',
			'paperReadings.lastAt',
			'paperReadings.times'
		])
		.where('paperReadings.paperId', '=', paper.id)
		.orderBy('paperReadings.lastAt', 'desc')
		.orderBy('paperReadings.personId')
		.orderBy('paperReadings.copyNumber', 'desc')
		.orderBy('paperReadings.takenAs')
		.limit(mostRows)
		.execute();
}
