import type { Trx } from '#lib/db/asActor.server.ts';
import { isLapsed } from '#lib/positions/position.ts';
import { reference } from '#lib/reviews/reference.ts';
import { recommendationsPrinted } from '../asking.server.ts';
import type { Round } from '../queries.server.ts';
import type { ClearanceForm, ClearanceOutcome } from '../table.ts';

export type Clearance = {
	id: number;
	outcome: ClearanceOutcome;
	givenBy: string;
	givenIn: ClearanceForm;
	source: string;
	givenOn: string;
	terms: string | null;
	despite: string | null;
	because: string | null;
	snapshotNumber: number;
	sha256: string;
	recordedByName: string;
	recordedByTitle: string;
	recordedAt: Date;
	/** The letter or the minute itself, for those who read what departments reply. */
	fileId: number | null;
	fileName: string | null;
	fileSha256: string | null;
};

/** What the committee's chair decided on a round, the latest first. */
export async function listClearances(trx: Trx, roundId: number): Promise<Clearance[]> {
	return trx
		.selectFrom('clearances')
		.innerJoin('snapshots', 'snapshots.id', 'clearances.snapshotId')
		.innerJoin('people', 'people.id', 'clearances.recordedByPersonId')
		.innerJoin('posts', 'posts.id', 'clearances.recordedByPostId')
		.leftJoin('clearanceFiles', 'clearanceFiles.clearanceId', 'clearances.id')
		.select([
			'clearances.id',
			'clearances.outcome',
			'clearances.givenBy',
			'clearances.givenIn',
			'clearances.source',
			'clearances.givenOn',
			'clearances.terms',
			'clearances.despite',
			'clearances.because',
			'snapshots.number as snapshotNumber',
			'snapshots.sha256',
			'people.name as recordedByName',
			'posts.title as recordedByTitle',
			'clearances.recordedAt',
			'clearanceFiles.id as fileId',
			'clearanceFiles.fileName',
			'clearanceFiles.sha256 as fileSha256'
		])
		.where('clearances.roundId', '=', roundId)
		.orderBy('clearances.id', 'desc')
		.execute();
}

export type ClearableCopy = {
	id: number;
	number: number;
	gate: Round['snapshot']['gate'];
	sha256: string;
	takenAt: Date;
};

/** The copies that may be cleared: the one that the round asks about, and later ones of the same paper. */
export async function listClearableCopies(trx: Trx, round: Round): Promise<ClearableCopy[]> {
	return trx
		.selectFrom('snapshots')
		.select(['id', 'number', 'gate', 'sha256', 'takenAt'])
		.where('reviewId', '=', round.reviewId)
		.where('paperId', '=', round.paper.id)
		.where('number', '>=', round.snapshot.number)
		.orderBy('number')
		.execute();
}

/**
 * The round as it would ask about another copy of its paper.
 * @returns null where the copy is not one that may be cleared, or no longer prints what the round asks
 */
export async function onCopy(trx: Trx, round: Round, snapshotId: number): Promise<Round | null> {
	if (snapshotId === round.snapshot.id) return round;
	const copy = await trx
		.selectFrom('snapshots')
		.select(['id', 'number', 'gate', 'sha256', 'marking', 'takenAt', 'content'])
		.where('reviewId', '=', round.reviewId)
		.where('paperId', '=', round.paper.id)
		.where('number', '>', round.snapshot.number)
		.where('id', '=', snapshotId)
		.executeTakeFirst();
	if (!copy) return null;
	const { content, ...snapshot } = copy;
	const printed = await recommendationsPrinted(trx, round.reviewId, content);
	const recommendations = round.recommendations.flatMap((each) => {
		const version = printed.find(({ id }) => id === each.recommendationId)?.version;
		return version === undefined ? [] : [{ ...each, version }];
	});
	return recommendations.length === round.recommendations.length ? { ...round, snapshot, recommendations } : null;
}

export type CollectiveAgreement = {
	id: number;
	version: number;
	decidedOn: string;
	source: string;
	/** W1; null where the round is not known any more. */
	round: string | null;
	terms: string | null;
	recordedByName: string;
	recordedByPostTitle: string;
	/** The words have changed in meaning since. */
	lapsed: boolean;
};

/** The collective agreements to a recommendation, the latest first. */
export async function listCollectiveAgreements(
	trx: Trx,
	recommendation: { id: number; materialVersion: number }
): Promise<CollectiveAgreement[]> {
	const rows = await trx
		.selectFrom('decisions')
		.innerJoin('people', 'people.id', 'decisions.recordedByPersonId')
		.innerJoin('posts', 'posts.id', 'decisions.recordedByPostId')
		.leftJoin('clearances', 'clearances.id', 'decisions.clearanceId')
		.leftJoin('writeRounds', 'writeRounds.id', 'clearances.roundId')
		.select([
			'decisions.id',
			'decisions.version',
			'decisions.decidedOn',
			'decisions.source',
			'writeRounds.number as roundNumber',
			'clearances.terms',
			'people.name as recordedByName',
			'posts.title as recordedByPostTitle'
		])
		.where('decisions.recommendationId', '=', recommendation.id)
		.where('decisions.kind', '=', 'collective')
		.orderBy('decisions.id', 'desc')
		.execute();
	return rows.map(({ roundNumber, ...row }) => ({
		...row,
		round: roundNumber === null ? null : reference('W', roundNumber),
		lapsed: isLapsed({ subjectVersion: row.version }, recommendation)
	}));
}
