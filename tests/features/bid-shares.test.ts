import { expect, test } from 'vitest';
import { readContent } from '#lib/bids/content.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { agreeShare, explainMismatch } from '#lib/bids/shares/commands.server.ts';
import { readShareFigures } from '#lib/bids/shares/figures.server.ts';
import { findMismatch, listShares } from '#lib/bids/shares/queries.server.ts';
import type { Actor } from '#lib/access/actor.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	addBid,
	addJointBid,
	benefitInput,
	cell,
	lineInput,
	saveAs,
	saveBenefitsAs,
	type StartedBid
} from '../support/bids.ts';
import { makeWorld, type World } from '../support/world.ts';

test('a department agrees its own share, until its lines change', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	await saveAs(world, bid, 'care', [lineInput(bid)]);
	await agree(world, bid, world.careOfficial.actor, world.teams.care, 1);
	const [families, care] = await shares(world, bid);
	expect(families).toMatchObject({ teamId: world.teams.families, agreed: null });
	expect(care).toMatchObject({ teamId: world.teams.care, agreed: { holds: true } });

	// Another department's lines are none of it.
	await saveAs(world, bid, 'families', [lineInput(bid)]);
	expect((await shares(world, bid))[1]?.agreed?.holds).toBe(true);
	await saveAs(world, bid, 'care', [lineInput(bid)]);
	expect((await shares(world, bid))[1]?.agreed?.holds).toBe(false);
	await agree(world, bid, world.careOfficial.actor, world.teams.care, 2);
	expect((await shares(world, bid))[1]?.agreed?.holds).toBe(true);
});

test('nobody agrees for another department, nor to what has changed since', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	await saveAs(world, bid, 'care', [lineInput(bid)]);
	const { care } = world.teams;
	for (const who of ['official', 'privateOffice'] as const) {
		await expect(agree(world, bid, world[who].actor, care, 1)).rejects.toBeInstanceOf(Forbidden);
	}
	for (const who of ['treasury', 'observer', 'secretariat'] as const) {
		await expect(agree(world, bid, world[who].actor, care, 1)).rejects.toBeInstanceOf(NotFound);
	}
	await expect(agree(world, bid, world.careOfficial.actor, care, 0)).rejects.toBeInstanceOf(Conflict);
	expect((await shares(world, bid))[1]?.agreed).toBeNull();
});

test('a headline that is not the sum of its lines shows by how much until somebody explains it', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	// The Best Start for Life package was published as £500 million; the lines in the same notice come to £492 million.
	await saveAs(world, bid, 'families', [lineInput(bid, { cells: [cell(2022, 49_200_000_000)] })]);
	expect(await mismatch(world, bid)).toBeNull();
	await headline(world, bid, 50_000_000_000);
	expect(await mismatch(world, bid)).toEqual({
		headlinePence: 50_000_000_000,
		linesPence: 49_200_000_000,
		notCounted: null,
		explanation: null
	});

	await explain(world, bid, world.careOfficial.actor, 50_000_000_000, 49_200_000_000);
	expect(await mismatch(world, bid)).toMatchObject({ explanation: { words: 'Rounded up.' } });
	const content = await asActor(world.official.actor, async (trx) =>
		readContent(trx, await getBid(trx, world.reviewId, bid.number))
	);
	expect(content.headline).toEqual({ pence: 50_000_000_000, linesPence: 49_200_000_000, explanation: 'Rounded up.' });

	await saveAs(world, bid, 'care', [lineInput(bid, { cells: [cell(2022, 1)] })]);
	expect(await mismatch(world, bid)).toMatchObject({ linesPence: 49_200_000_001, explanation: null });
	// What was explained is explained again when the figures come back.
	await headline(world, bid, 49_200_000_001);
	expect(await mismatch(world, bid)).toBeNull();
});

test('a headline is compared with nominal lines alone, and lines in fixed prices are named beside it', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	await saveAs(world, bid, 'families', [
		lineInput(bid),
		lineInput(bid, { priceYear: 2021, cells: [cell(2022, 9_00)] })
	]);
	await headline(world, bid, 100_000_000);
	expect(await mismatch(world, bid)).toBeNull();
	await headline(world, bid, 100_000_900);
	const found = await mismatch(world, bid);
	expect(found).toMatchObject({ linesPence: 100_000_000 });
	expect(found?.notCounted).toContain('1 line in 2021-22 prices (£9)');
});

test('savings are those of the years of the fiscal event, and add up though benefits go on after it', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const cells = Array.from({ length: 10 }, (_, index) => ({ year: 2022 + index, pence: 100 }));
	await saveBenefitsAs(world, bid, 'families', [benefitInput(bid, { kind: 'cash_releasing', cells })]);
	const { years, savings } = await asActor(world.official.actor, async (trx) =>
		readShareFigures(trx, await getBid(trx, world.reviewId, bid.number))
	);
	expect(years.length).toBeLessThan(10);
	expect(savings.map(({ whole, reconciles }) => ({ pence: whole.pence, reconciles }))).toEqual([
		{ pence: BigInt(years.length * 100), reconciles: true }
	]);
});

test('an explanation is of the figures that were read, by a department of the bid', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	await saveAs(world, bid, 'families', [lineInput(bid)]);
	const { actor } = world.official;
	await expect(explain(world, bid, actor, 1, 2)).rejects.toBeInstanceOf(Invalid);
	await headline(world, bid, 5);
	await expect(explain(world, bid, actor, 5, 6)).rejects.toBeInstanceOf(Conflict);
	await expect(explain(world, bid, world.minister.actor, 5, 100_000_000)).rejects.toBeInstanceOf(Forbidden);
	await expect(explain(world, bid, world.treasury.actor, 5, 100_000_000)).rejects.toBeInstanceOf(NotFound);
	expect(await mismatch(world, bid)).toMatchObject({ explanation: null });
});

function agree(world: World, bid: StartedBid, by: Actor, teamId: number, changes: number) {
	return asActor(by, (trx, actor) => agreeShare(trx, actor, world.reviewId, bid.number, { teamId, changes }));
}

function explain(world: World, bid: StartedBid, by: Actor, headlinePence: number, linesPence: number) {
	return asActor(by, (trx, actor) =>
		explainMismatch(trx, actor, world.reviewId, bid.number, { headlinePence, linesPence, explanation: 'Rounded up.' })
	);
}

function shares(world: World, bid: StartedBid) {
	return asActor(world.official.actor, async (trx) => listShares(trx, await getBid(trx, world.reviewId, bid.number)));
}

function mismatch(world: World, bid: StartedBid) {
	return asActor(world.official.actor, async (trx) => findMismatch(trx, await getBid(trx, world.reviewId, bid.number)));
}

async function headline(world: World, bid: StartedBid, pence: number) {
	await world.owner.updateTable('bids').set({ headlinePence: pence }).where('id', '=', bid.id).execute();
}
