import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { leadGrant, lockForLead, onBid } from '../commands.server.ts';
import { readContent } from '../content.server.ts';
import { type Bid, bidRights, lockBid } from '../queries.server.ts';
import { appraise } from './appraise.ts';
import { listEditions } from './editions.server.ts';
import type { AppraisalPlan } from './plan.ts';
import { getAppraisal, readPlan } from './queries.server.ts';

/** How many appraisals a bid may keep. */
const mostAppraisals = 200;

/** Decides how the bid is appraised. @param input.revision that of the plan on the page, 0 where none was stored @throws NotFound, Forbidden, Conflict */
export async function savePlan(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { plan: AppraisalPlan; revision: number }
): Promise<void> {
	const bid = await lockForLead(trx, actor, reviewId, number);
	const grant = leadGrant(actor, bid);
	const stored = await trx
		.selectFrom('appraisalPlans')
		.select('revision')
		.where('bidId', '=', bid.id)
		.executeTakeFirst();
	if ((stored?.revision ?? 0) !== input.revision) {
		throw new Conflict('Somebody has changed how this bid is appraised since you opened it');
	}
	const plan = JSON.stringify(input.plan);
	await trx
		.insertInto('appraisalPlans')
		.values({ bidId: bid.id, reviewId, plan })
		.onConflict((conflict) => conflict.column('bidId').doUpdateSet({ plan, revision: input.revision + 1 }))
		.execute();
	await record(trx, grant, 'bid.plan_saved', onBid(bid), { plan: input.plan });
}

/**
 * Works out the bid as it now stands and keeps the result for good, with the editions it used.
 * @param input.fallbacks whether options that the lead keeps to itself go in, which keeps the appraisal to the lead too
 * @throws NotFound, Forbidden, Conflict (CannotAppraise where the bid or the plan does not allow it)
 */
export async function runAppraisal(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { fallbacks: boolean }
): Promise<{ number: number }> {
	const { bid, grant } = await lockForRun(trx, actor, reviewId, number);
	const { plan } = await readPlan(trx, bid, actor.now.toISOString().slice(0, 10));
	return keep(trx, actor, { bid, grant, plan, fallbacks: input.fallbacks, rerunOf: null });
}

/**
 * Works out the bid as it now stands as an earlier appraisal planned it, but on other editions: the two can be laid side
 * by side. The earlier one stays what it is.
 * @throws NotFound, Forbidden, Conflict
 */
export async function rerunAppraisal(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { appraisal: number; editions: Partial<AppraisalPlan['editions']> }
): Promise<{ number: number }> {
	const { bid, grant } = await lockForRun(trx, actor, reviewId, number);
	const { appraisal, leadOnly } = await getAppraisal(trx, bid, input.appraisal);
	const plan = { ...appraisal.plan, editions: { ...appraisal.plan.editions, ...input.editions } };
	return keep(trx, actor, { bid, grant, plan, fallbacks: leadOnly, rerunOf: input.appraisal });
}

async function lockForRun(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number
): Promise<{ bid: Bid; grant: Grant }> {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	const { teamIds, withdrawn } = await bidRights(trx, bid);
	const grant = grantFor(actor, 'appraisal.run', { reviewId, teamIds: [...teamIds] });
	if (!grant) throw new Forbidden();
	if (withdrawn) throw new Conflict('This bid was withdrawn, so it is not appraised any more');
	return { bid, grant };
}

async function keep(
	trx: Trx,
	actor: Actor,
	{
		bid,
		grant,
		plan,
		fallbacks,
		rerunOf
	}: { bid: Bid; grant: Grant; plan: AppraisalPlan; fallbacks: boolean; rerunOf: number | null }
): Promise<{ number: number }> {
	const last = await lastNumber(trx, bid);
	if (last >= mostAppraisals) throw new Conflict(`A bid keeps ${mostAppraisals} appraisals at most`);
	const content = await readContent(trx, bid);
	const options = fallbacks ? content.options : content.options.filter(({ leadOnly }) => !leadOnly);
	const taken = ({ optionId }: { optionId: number }) => options.some(({ id }) => id === optionId);
	const appraisal = appraise(
		{
			...content,
			options,
			costLines: content.costLines.filter(taken),
			benefitLines: content.benefitLines.filter(taken)
		},
		plan,
		await listEditions(trx, bid.reviewId)
	);
	const text = JSON.stringify(appraisal);
	const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
	const number = last + 1;
	await trx
		.insertInto('appraisals')
		.values({
			reviewId: bid.reviewId,
			bidId: bid.id,
			number,
			bidChanges: bid.changes,
			content: text,
			sha256,
			leadOnly: options.some(({ leadOnly }) => leadOnly),
			personId: actor.person.id,
			postId: grant.postId,
			madeAt: actor.now
		})
		.execute();
	await record(trx, grant, 'bid.appraised', onBid(bid), {
		appraisal: number,
		sha256,
		rerunOf,
		editions: plan.editions
	});
	return { number };
}

/** Counted by a function of the database: the numbers of appraisals that this person may not know of are taken too. */
async function lastNumber(trx: Trx, { id }: Bid): Promise<number> {
	const { rows } = await sql<{ last: number }>`select last_appraisal_number(${id}) as last`.execute(trx);
	return rows[0]?.last ?? 0;
}
