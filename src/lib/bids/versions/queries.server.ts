import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { type BidContent, bidContentSchema } from '../content.ts';
import { type Bid, findBid } from '../queries.server.ts';

/** A bid as one reader knows it: in work, or only from what was submitted of it. */
export type KnownBid = { id: number; working: Bid | null };

export type BidVersion = {
	id: number;
	number: number;
	sha256: string;
	/** The count of changes of the bid that it holds. */
	bidChanges: number;
	frozenAt: Date;
	frozenBy: string;
	submittedAt: Date | null;
	submittedBy: string | null;
	signatures: { teamId: number; shortName: string; personName: string; postTitle: string; signedAt: Date }[];
};

/** @param number of the bid @throws NotFound where this person sees neither the bid nor a submission of it */
export async function getKnownBid(trx: Trx, reviewId: number, number: number): Promise<KnownBid> {
	const working = await findBid(trx, reviewId, number);
	if (working) return { id: working.id, working };
	const submitted = await trx
		.selectFrom('bidVersions')
		.select('bidId')
		.where('reviewId', '=', reviewId)
		.where('bidNumber', '=', number)
		.where('submittedAt', 'is not', null)
		.limit(1)
		.executeTakeFirst();
	if (!submitted) throw new NotFound();
	return { id: submitted.bidId, working: null };
}

/** The frozen versions that this person may see, the last first, with who signed them. */
export async function listVersions(trx: Trx, bidId: number): Promise<BidVersion[]> {
	const versions = await trx
		.selectFrom('bidVersions')

		.innerJoin('people as freezing', 'freezing.id', 'bidVersions.frozenByPersonId')
		.leftJoin('people as submitting', 'submitting.id', 'bidVersions.submittedByPersonId')
		.select([
			'bidVersions.id',
			'bidVersions.number',
			'bidVersions.sha256',
			'bidVersions.bidChanges',
			'bidVersions.frozenAt',
			'bidVersions.submittedAt',
			'freezing.name as frozenBy',
			'submitting.name as submittedBy'
		])
		.where('bidVersions.bidId', '=', bidId)
		.orderBy('bidVersions.number', 'desc')
		.execute();
	const signatures = await trx
		.selectFrom('bidSignatures')
		.innerJoin('people', 'people.id', 'bidSignatures.personId')
		.innerJoin('posts', 'posts.id', 'bidSignatures.postId')
		.innerJoin('teams', 'teams.id', 'bidSignatures.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'bidSignatures.versionId',
			'bidSignatures.teamId',
			'departmentsToday.shortName',
			'people.name as personName',
			'posts.title as postTitle',
			'bidSignatures.signedAt'
		])
		.where('bidSignatures.bidId', '=', bidId)
		.orderBy('bidSignatures.signedAt')
		.orderBy('bidSignatures.id')
		.execute();
	return versions.map((version) => ({
		...version,
		signatures: signatures
			.filter(({ versionId }) => versionId === version.id)
			.map(({ versionId: _, ...signature }) => signature)
	}));
}

/** What a version holds. @throws NotFound where it is not there for this person */
export async function getVersionContent(trx: Trx, bidId: number, number: number): Promise<BidContent> {
	const row = await trx
		.selectFrom('bidVersions')
		.select('content')
		.where('bidId', '=', bidId)
		.where('number', '=', number)
		.executeTakeFirst();
	if (!row) throw new NotFound('This version was not found');
	return bidContentSchema.parse(JSON.parse(row.content));
}

/** The version that the Treasury has; undefined where nothing was submitted. */
export function lastSubmitted(versions: readonly BidVersion[]): BidVersion | undefined {
	return versions.find(({ submittedAt }) => submittedAt !== null);
}
