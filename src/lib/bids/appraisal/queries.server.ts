import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { type Bid, getFiscalEvent } from '../queries.server.ts';
import type { Appraisal } from './appraisal.ts';
import { defaultPlan } from './default-plan.ts';
import { listEditions } from './editions.server.ts';
import { type AppraisalPlan, appraisalPlanSchema } from './plan.ts';

export type KnownPlan = {
	plan: AppraisalPlan;
	/** 0 while the plan is the one that every bid starts with: nobody has decided on it. */
	revision: number;
};

/** How the bid is to be appraised: as its lead has decided, or as every bid starts. @throws NotFound */
export async function readPlan(trx: Trx, bid: Bid, today: string): Promise<KnownPlan> {
	const row = await trx
		.selectFrom('appraisalPlans')
		// As text: the names in it are not columns, and are read as they were written.
		.select([sql<string>`plan::text`.as('plan'), 'revision'])
		.where('bidId', '=', bid.id)
		.executeTakeFirst();
	if (row) return { plan: appraisalPlanSchema.parse(JSON.parse(row.plan)), revision: row.revision };
	const event = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	return { plan: defaultPlan(event, await listEditions(trx, bid.reviewId), today), revision: 0 };
}

export type StoredAppraisal = {
	id: number;
	number: number;
	/** Whether the bid is still what was appraised. */
	current: boolean;
	leadOnly: boolean;
	sha256: string;
	madeBy: string;
	madeAt: Date;
};

/** The appraisals of a bid that this person may know of, the latest first. */
export async function listAppraisals(trx: Trx, bid: Pick<Bid, 'id' | 'changes'>): Promise<StoredAppraisal[]> {
	const rows = await storedOf(trx, bid.id).orderBy('appraisals.number', 'desc').limit(mostListed).execute();
	return rows.map((row) => stored(row, bid));
}

/** @throws NotFound */
export async function getAppraisal(
	trx: Trx,
	bid: Pick<Bid, 'id' | 'changes'>,
	number: number
): Promise<StoredAppraisal & { appraisal: Appraisal }> {
	const row = await storedOf(trx, bid.id)
		.select('appraisals.content')
		.where('appraisals.number', '=', number)
		.executeTakeFirst();
	if (!row) throw new NotFound();
	// The text was written by this application and has not changed since: its digest says so.
	return { ...stored(row, bid), appraisal: JSON.parse(row.content) as Appraisal };
}

const mostListed = 200;

function storedOf(trx: Trx, bidId: number) {
	return trx
		.selectFrom('appraisals')
		.innerJoin('people', 'people.id', 'appraisals.personId')
		.leftJoin('posts', 'posts.id', 'appraisals.postId')
		.select([
			'appraisals.id',
			'appraisals.number',
			'appraisals.bidChanges',
			'appraisals.leadOnly',
			'appraisals.sha256',
			'appraisals.madeAt',
			'people.name as personName',
			'posts.title as postTitle'
		])
		.where('appraisals.bidId', '=', bidId);
}

function stored(
	{
		id,
		number,
		bidChanges,
		leadOnly,
		sha256,
		madeAt,
		personName,
		postTitle
	}: Awaited<ReturnType<ReturnType<typeof storedOf>['executeTakeFirstOrThrow']>>,
	{ changes }: Pick<Bid, 'changes'>
): StoredAppraisal {
	return { id, number, leadOnly, sha256, madeAt, current: bidChanges === changes, madeBy: postTitle ?? personName };
}
