import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { addEdition } from '#lib/bids/appraisal/add-edition.server.ts';
import { rerunAppraisal, runAppraisal, savePlan } from '#lib/bids/appraisal/commands.server.ts';
import { compareAppraisals } from '#lib/bids/appraisal/compare.ts';
import type { Edition } from '#lib/bids/appraisal/edition.ts';
import { listKnownEditions, shippedEditions } from '#lib/bids/appraisal/editions.server.ts';
import { CannotAppraise } from '#lib/bids/appraisal/problem.ts';
import { getAppraisal, listAppraisals, readPlan } from '#lib/bids/appraisal/queries.server.ts';
import { noteChange } from '#lib/bids/commands.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { addFallback, addJointBid, type StartedBid } from '../support/bids.ts';
import { actsOn, makeWorld, type World } from '../support/world.ts';

const flatThree: Edition = {
	kind: 'discount_rates',
	edition: 'Trial, 3.0% throughout',
	startsOn: '2027-04',
	source: 'Made for this test',
	content: {
		schedules: { standard: [{ fromYear: 0, toYear: null, ratePercent: '3.0' }], health: null, reduced: null }
	}
};

let world: World;
let bid: StartedBid;

beforeEach(async () => {
	world = await makeWorld();
	bid = await addJointBid(world);
	const line = { reviewId: world.reviewId, bidId: bid.id, optionId: bid.preferred, teamId: world.teams.families };
	const cell = { bidId: bid.id, optionId: bid.preferred, teamId: world.teams.families };
	const cost = await world.owner
		.insertInto('costLines')
		.values({
			...line,
			rank: 1,
			description: 'Hubs',
			budget: 'rdel_programme',
			priceYear: null,
			steadyStatePence: null
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.owner
		.insertInto('costCells')
		.values({ ...cell, lineId: cost.id, year: 2022, pence: 1_000_000, staffHundredths: null, assumptionId: null })
		.execute();
	const benefit = await world.owner
		.insertInto('benefitLines')
		.values({
			...line,
			rank: 1,
			description: 'Better starts',
			kind: 'social',
			priceYear: 2022,
			quintile: null,
			recommendationId: null,
			assumptionId: null
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.owner
		.insertInto('benefitCells')
		.values({ ...cell, lineId: benefit.id, year: 2024, pence: 3_000_000 })
		.execute();
});

type Who = 'official' | 'careOfficial' | 'secretariat' | 'treasury' | 'minister';

const own = <T>(work: Parameters<typeof asActor<T>>[1], who: Who = 'official') => asActor<T>(world[who].actor, work);
const run = (who: Who = 'official', fallbacks = false) =>
	own((trx, actor) => runAppraisal(trx, actor, world.reviewId, bid.number, { fallbacks }), who);
const found = (number: number, who: Who = 'official') =>
	own(async (trx) => getAppraisal(trx, await getBid(trx, world.reviewId, bid.number), number), who);
const listed = (who: Who = 'official') =>
	own(async (trx) => listAppraisals(trx, await getBid(trx, world.reviewId, bid.number)), who);

describe('an appraisal', () => {
	test('is kept for good as text with its digest, with the editions that it used', async () => {
		expect(await run()).toEqual({ number: 1 });
		const { appraisal, sha256, current, leadOnly } = await found(1);
		expect([current, leadOnly]).toEqual([true, false]);
		expect(appraisal.cases.central.outcome.npsv.value).toBe('18005.321011');
		expect(appraisal.editions.map(({ edition }) => edition)).toContain('Green Book 2026');
		const row = await world.owner
			.selectFrom('appraisals')
			.select('content')
			.where('bidId', '=', bid.id)
			.executeTakeFirstOrThrow();
		expect(createHash('sha256').update(row.content, 'utf8').digest('hex')).toBe(sha256);
		expect(await actsOn(world, 'bid', bid.id)).toContain('bid.appraised');
	});

	test('cannot be changed or taken away by anybody who is signed in', async () => {
		await run();
		for (const change of [
			() => own((trx) => trx.updateTable('appraisals').set({ content: '{}' }).where('bidId', '=', bid.id).execute()),
			() => own((trx) => trx.deleteFrom('appraisals').where('bidId', '=', bid.id).execute())
		]) {
			await expect(change()).rejects.toThrow(/permission denied/);
		}
	});

	test('is no longer that of the bid once the bid has changed', async () => {
		await run();
		await own((trx, actor) => noteChange(trx, actor, { id: bid.id }, []));
		expect(await listed()).toMatchObject([{ number: 1, current: false }]);
	});

	test('is run by lead, partner and, once the bid is released, the secretariat', async () => {
		await run();
		expect(await run('careOfficial')).toEqual({ number: 2 });
		await expect(run('secretariat')).rejects.toBeInstanceOf(NotFound);
		await expect(run('treasury')).rejects.toBeInstanceOf(NotFound);
		await expect(run('minister')).rejects.toBeInstanceOf(Forbidden);
		await world.owner.updateTable('bids').set({ releasedAt: new Date() }).where('id', '=', bid.id).execute();
		expect(await run('secretariat')).toEqual({ number: 3 });
		expect(await listed('secretariat')).toHaveLength(3);
	});

	test('of a bid that was withdrawn is refused', async () => {
		await world.owner
			.updateTable('bids')
			.set({ withdrawnAt: new Date(), withdrawnBecause: 'Funded elsewhere' })
			.where('id', '=', bid.id)
			.execute();
		await expect(run()).rejects.toBeInstanceOf(Conflict);
		expect(await listed()).toEqual([]);
	});

	test('that a deflator is missing for is refused in words, and nothing is kept', async () => {
		const { plan } = await own(async (trx) =>
			readPlan(trx, await getBid(trx, world.reviewId, bid.number), '2026-11-23')
		);
		await savePlanAs({ ...plan, priceYear: 2030 });
		const refused = run();
		await expect(refused).rejects.toBeInstanceOf(CannotAppraise);
		await expect(refused).rejects.toThrow('There is no deflator for 2030-31');
		expect(await listed()).toEqual([]);
	});

	test('with a fall-back option is known to the lead alone, and its number is taken all the same', async () => {
		const fallback = await addFallback(world, bid);
		await run('official', true);
		const { appraisal, leadOnly } = await found(1);
		expect(leadOnly).toBe(true);
		expect(appraisal.options.map(({ optionId }) => optionId)).toContain(fallback);
		expect(await listed('careOfficial')).toEqual([]);
		await expect(found(1, 'careOfficial')).rejects.toBeInstanceOf(NotFound);
		expect(await run('careOfficial', true)).toEqual({ number: 2 });
		await run('official', false);
		const { appraisal: without } = await found(3, 'careOfficial');
		expect(without.options.map(({ optionId }) => optionId)).not.toContain(fallback);
	});
});

describe('a rerun', () => {
	test('stands beside the first, on other editions, and the first stays what it was', async () => {
		await own((trx, actor) => addEdition(trx, actor, world.reviewId, flatThree), 'secretariat');
		await run();
		const before = await found(1);
		const rerun = await own((trx, actor) =>
			rerunAppraisal(trx, actor, world.reviewId, bid.number, {
				appraisal: 1,
				editions: { discount_rates: flatThree.edition }
			})
		);
		const after = await found(rerun.number);
		expect(await found(1)).toEqual(before);
		expect(after.appraisal.cases.central.outcome.npsv.value).toBe('18277.877274');
		const { editions, sameBasis } = compareAppraisals(before.appraisal, after.appraisal);
		expect(sameBasis).toBe(true);
		expect(editions[0]).toMatchObject({ before: 'Green Book 2026', after: 'Trial, 3.0% throughout' });
	});

	test('on an edition that is not known is refused', async () => {
		await run();
		const rerun = own((trx, actor) =>
			rerunAppraisal(trx, actor, world.reviewId, bid.number, {
				appraisal: 1,
				editions: { discount_rates: 'Blue Book' }
			})
		);
		await expect(rerun).rejects.toThrow('“Blue Book” is not known');
	});

	test('of an appraisal that a person may not know of is not there', async () => {
		await addFallback(world, bid);
		await run('official', true);
		const rerun = own(
			(trx, actor) => rerunAppraisal(trx, actor, world.reviewId, bid.number, { appraisal: 1, editions: {} }),
			'careOfficial'
		);
		await expect(rerun).rejects.toBeInstanceOf(NotFound);
	});
});

describe('how a bid is appraised', () => {
	test('is the lead’s to decide, and is not decided twice over', async () => {
		const { plan, revision } = await own(async (trx) =>
			readPlan(trx, await getBid(trx, world.reviewId, bid.number), '2026-11-23')
		);
		expect([plan.startYear, plan.editions.discount_rates, revision]).toEqual([2022, 'Green Book 2026', 0]);
		await savePlanAs({ ...plan, horizonYears: 60 });
		const saved = await own(async (trx) => readPlan(trx, await getBid(trx, world.reviewId, bid.number), '2026-11-23'));
		expect(saved).toMatchObject({ plan: { horizonYears: 60 }, revision: 1 });
		await expect(savePlanAs({ ...plan, horizonYears: 30 })).rejects.toBeInstanceOf(Conflict);
		await expect(savePlanAs(plan, 'careOfficial')).rejects.toBeInstanceOf(Forbidden);
		await run();
		expect((await found(1)).appraisal.lastYear).toBe(2081);
		expect(await actsOn(world, 'bid', bid.id)).toContain('bid.plan_saved');
	});
});

describe('an edition', () => {
	const add = (edition: Edition, who: Who = 'secretariat') =>
		own((trx, actor) => addEdition(trx, actor, world.reviewId, edition), who);

	test('is added by the secretariat and stands beside those that come along', async () => {
		const { id } = await add(flatThree);
		const known = await own((trx) => listKnownEditions(trx, world.reviewId));
		expect(known).toHaveLength(shippedEditions.length + 1);
		expect(known[0]).toMatchObject({ id, edition: flatThree });
		expect(await actsOn(world, 'parameter_edition', id)).toEqual(['parameter_edition.added']);
	});

	test('is not added by a department, nor by anybody of another review', async () => {
		await expect(add(flatThree, 'official')).rejects.toBeInstanceOf(Forbidden);
		const other = await makeWorld();
		await expect(
			asActor(other.secretariat.actor, (trx, actor) => addEdition(trx, actor, world.reviewId, flatThree))
		).rejects.toBeInstanceOf(NotFound);
		expect(await own((trx) => listKnownEditions(trx, world.reviewId))).toHaveLength(shippedEditions.length);
	});

	test('is not added twice, and takes the name of none that comes along', async () => {
		await add(flatThree);
		await expect(add(flatThree)).rejects.toThrow('is here already');
		await expect(add({ ...flatThree, edition: 'Green Book 2026' })).rejects.toThrow('is here already');
	});

	test('that begins before today becomes the one that new plans take', async () => {
		await add({ ...flatThree, startsOn: '2026-06-30' });
		const planned = (today: string) =>
			own(async (trx) => readPlan(trx, await getBid(trx, world.reviewId, bid.number), today));
		expect((await planned('2026-11-23')).plan.editions.discount_rates).toBe(flatThree.edition);
		expect((await planned('2026-06-29')).plan.editions.discount_rates).toBe('Green Book 2026');
	});
});

function savePlanAs(plan: Parameters<typeof savePlan>[4]['plan'], who: Who = 'official'): Promise<void> {
	return own((trx, actor) => savePlan(trx, actor, world.reviewId, bid.number, { plan, revision: 0 }), who);
}
