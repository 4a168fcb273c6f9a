import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { BidRights } from './bid.ts';
import type { BidRecord } from './record.ts';

export type Department = { teamId: number; name: string; shortName: string };

/** A bid in work, as those who may know of it see it. */
export type Bid = {
	id: number;
	reviewId: number;
	number: number;
	fiscalEventId: number;
	leadTeamId: number;
	title: string;
	record: BidRecord;
	headlinePence: number | null;
	sensitive: boolean;
	handling: string | null;
	releasedAt: Date | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	changes: number;
	revision: number;
	updatedAt: Date;
};

/** A financial period: resource is settled to lastYear, capital to capitalLastYear. */
export type FiscalEvent = {
	id: number;
	reviewId: number;
	name: string;
	firstYear: number;
	lastYear: number;
	capitalLastYear: number;
	returnDueOn: string | null;
	guidance: string | null;
	revision: number;
};

/** A bid in work, by the number of its reference. @returns undefined where this person does not see it in work */
export async function findBid(trx: Trx, reviewId: number, number: number): Promise<Bid | undefined> {
	return bidsOf(trx, reviewId).where('number', '=', number).executeTakeFirst();
}

/** @throws NotFound */
export async function getBid(trx: Trx, reviewId: number, number: number): Promise<Bid> {
	const bid = await findBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	return bid;
}

/** The bid, held until the transaction ends: every act on a bid or its lines begins here. */
export async function lockBid(trx: Trx, reviewId: number, number: number): Promise<Bid | undefined> {
	return bidsOf(trx, reviewId).where('number', '=', number).forUpdate().executeTakeFirst();
}

/** The departments of a bid, the lead first. */
export async function listBidDepartments(trx: Trx, bid: { id: number; leadTeamId: number }): Promise<Department[]> {
	const rows = await trx
		.selectFrom('bidShares')
		.innerJoin('teams', 'teams.id', 'bidShares.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select(['bidShares.teamId', 'departmentsToday.name', 'departmentsToday.shortName'])
		.where('bidShares.bidId', '=', bid.id)
		.orderBy('departmentsToday.name')
		.execute();
	return rows.sort((a, b) => Number(b.teamId === bid.leadTeamId) - Number(a.teamId === bid.leadTeamId));
}

/** What the rights functions of bid.ts ask for. */
export async function bidRights(trx: Trx, bid: Bid): Promise<BidRights> {
	const departments = await listBidDepartments(trx, bid);
	return {
		reviewId: bid.reviewId,
		leadTeamId: bid.leadTeamId,
		teamIds: departments.map(({ teamId }) => teamId),
		withdrawn: bid.withdrawnAt !== null
	};
}

/** @throws NotFound */
export async function getFiscalEvent(trx: Trx, reviewId: number, id: number): Promise<FiscalEvent> {
	const event = await trx
		.selectFrom('fiscalEvents')
		.select([
			'id',
			'reviewId',
			'name',
			'firstYear',
			'lastYear',
			'capitalLastYear',
			'returnDueOn',
			'guidance',
			'revision'
		])
		.where('reviewId', '=', reviewId)
		.where('id', '=', id)
		.executeTakeFirst();
	if (!event) throw new NotFound();
	return event;
}

/** The options that this person may know of, business as usual first. */
export async function listOptions(trx: Trx, bidId: number) {
	return trx
		.selectFrom('bidOptions')
		.select(['id', 'kind', 'name', 'description', 'leadOnly', 'revision'])
		.where('bidId', '=', bidId)
		.orderBy(sql`array_position(array['bau', 'do_minimum', 'minimum', 'preferred', 'stretch'], kind)`)
		.orderBy('id')
		.execute();
}

/** The cost lines that this person may know of, with their cells, in the order of the grid. */
export async function listCostLines(trx: Trx, bidId: number) {
	return trx
		.selectFrom('costLines')
		.leftJoin('recommendations', 'recommendations.id', 'costLines.recommendationId')
		.select((line) => [
			'costLines.id',
			'costLines.optionId',
			'costLines.teamId',
			'costLines.recommendationId',
			'recommendations.number as recommendationNumber',
			'costLines.rank',
			'costLines.description',
			'costLines.flow',
			'costLines.budget',
			'costLines.baseline',
			'costLines.priceYear',
			'costLines.steadyStatePence',
			'costLines.revision',
			jsonArrayFrom(
				line
					.selectFrom('costCells')
					.leftJoin('assumptions', 'assumptions.id', 'costCells.assumptionId')
					.select([
						'costCells.year',
						'costCells.pence',
						'costCells.staffHundredths',
						'costCells.assumptionId',
						'assumptions.number as assumption'
					])
					.whereRef('costCells.lineId', '=', 'costLines.id')
					.orderBy('costCells.year')
			).as('cells')
		])
		.where('costLines.bidId', '=', bidId)
		.orderBy('costLines.rank')
		.orderBy('costLines.id')
		.execute();
}

export type CostLine = Awaited<ReturnType<typeof listCostLines>>[number];

/** The benefit lines that this person may know of, with their cells and the findings under them. */
export async function listBenefitLines(trx: Trx, bidId: number) {
	return trx
		.selectFrom('benefitLines')
		.leftJoin('recommendations', 'recommendations.id', 'benefitLines.recommendationId')
		.leftJoin('assumptions', 'assumptions.id', 'benefitLines.assumptionId')
		.select((line) => [
			'benefitLines.id',
			'benefitLines.optionId',
			'benefitLines.teamId',
			'benefitLines.recommendationId',
			'recommendations.number as recommendationNumber',
			'benefitLines.rank',
			'benefitLines.description',
			'benefitLines.kind',
			'benefitLines.priceYear',
			'benefitLines.quintile',
			'benefitLines.assumptionId',
			'assumptions.number as assumption',
			'benefitLines.revision',
			jsonArrayFrom(
				line
					.selectFrom('benefitCells')
					.select(['benefitCells.year', 'benefitCells.pence'])
					.whereRef('benefitCells.lineId', '=', 'benefitLines.id')
					.orderBy('benefitCells.year')
			).as('cells')
		])
		.where('benefitLines.bidId', '=', bidId)
		.orderBy('benefitLines.rank')
		.orderBy('benefitLines.id')
		.execute();
}

export type BenefitLine = Awaited<ReturnType<typeof listBenefitLines>>[number];

function bidsOf(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('bids')
		.select([
			'id',
			'reviewId',
			'number',
			'fiscalEventId',
			'leadTeamId',
			'title',
			'record',
			'headlinePence',
			'sensitive',
			'handling',
			'releasedAt',
			'withdrawnAt',
			'withdrawnBecause',
			'changes',
			'revision',
			'updatedAt'
		])
		.where('reviewId', '=', reviewId);
}
