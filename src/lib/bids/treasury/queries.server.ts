import type { Trx } from '#lib/db/asActor.server.ts';
import type { TreasuryStance } from '../bid.ts';

export type TreasuryPosition = {
	stance: TreasuryStance;
	words: string;
	/** The submitted version that it was given on. */
	version: number;
	personName: string;
	postTitle: string;
	givenAt: Date;
};

/** Where the Treasury stood on a bid, the latest first. */
export async function listTreasuryPositions(trx: Trx, bidId: number): Promise<TreasuryPosition[]> {
	return positions(trx).where('treasuryPositions.bidId', '=', bidId).execute();
}

/** Where the Treasury stands on each of these bids. */
export async function latestTreasuryPositions(
	trx: Trx,
	bidIds: readonly number[]
): Promise<Map<number, TreasuryPosition>> {
	if (bidIds.length === 0) return new Map();
	const rows = await positions(trx)
		.select('treasuryPositions.bidId')
		.distinctOn('treasuryPositions.bidId')
		.clearOrderBy()
		.orderBy('treasuryPositions.bidId')
		.orderBy('treasuryPositions.id', 'desc')
		.where('treasuryPositions.bidId', 'in', bidIds)
		.execute();
	return new Map(rows.map(({ bidId, ...position }) => [bidId, position]));
}

/** The working notes of the Treasury's spending team, the last first: row-level security shows them to nobody else. */
export async function listTreasuryNotes(trx: Trx, bidId: number) {
	return trx
		.selectFrom('treasuryNotes')
		.innerJoin('people', 'people.id', 'treasuryNotes.personId')
		.select(['treasuryNotes.id', 'treasuryNotes.body', 'people.name as personName', 'treasuryNotes.writtenAt'])
		.where('treasuryNotes.bidId', '=', bidId)
		.orderBy('treasuryNotes.id', 'desc')
		.execute();
}

export type BidQuestion = {
	number: number;
	/** The submitted version that it was asked about. */
	version: number;
	question: string;
	askedBy: string;
	askedAt: Date;
	dueOn: string | null;
	answer: string | null;
	answeredBy: string | null;
	answeredFrom: string | null;
	answeredAt: Date | null;
	revision: number;
};

/** The questions about a bid, those that wait for an answer first and the soonest due before the others. */
export async function listQuestions(trx: Trx, bidId: number): Promise<BidQuestion[]> {
	return trx
		.selectFrom('bidQuestions as question')
		.innerJoin('bidVersions', 'bidVersions.id', 'question.versionId')
		.innerJoin('people as asking', 'asking.id', 'question.askedByPersonId')
		.leftJoin('people as answering', 'answering.id', 'question.answeredByPersonId')
		.leftJoin('posts', 'posts.id', 'question.answeredByPostId')
		.select([
			'question.number',
			'bidVersions.number as version',
			'question.question',
			'asking.name as askedBy',
			'question.askedAt',
			'question.dueOn',
			'question.answer',
			'answering.name as answeredBy',
			'posts.title as answeredFrom',
			'question.answeredAt',
			'question.revision'
		])
		.where('question.bidId', '=', bidId)
		.orderBy((eb) => eb('question.answer', 'is not', null))
		.orderBy('question.dueOn', (order) => order.asc().nullsLast())
		.orderBy('question.number')
		.execute();
}

function positions(trx: Trx) {
	return trx
		.selectFrom('treasuryPositions')
		.innerJoin('bidVersions', 'bidVersions.id', 'treasuryPositions.versionId')
		.innerJoin('people', 'people.id', 'treasuryPositions.personId')
		.innerJoin('posts', 'posts.id', 'treasuryPositions.postId')
		.select([
			'treasuryPositions.stance',
			'treasuryPositions.words',
			'bidVersions.number as version',
			'people.name as personName',
			'posts.title as postTitle',
			'treasuryPositions.givenAt'
		])
		.orderBy('treasuryPositions.id', 'desc');
}
