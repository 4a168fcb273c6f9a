import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { moveInPortfolio, rankPortfolio } from '#lib/bids/portfolio/commands.server.ts';
import {
	listPortfolio,
	listPortfolioOrder,
	listWithdrawn,
	requirePortfolio
} from '#lib/bids/portfolio/queries.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { addFiscalEvent } from '../support/bids.ts';
import { addLine, addReadyBid, change, type ReadyBid, submitted } from '../support/bid-versions.ts';
import { actorOf, actsOn, makeWorld, type World } from '../support/world.ts';

let world: World;
let event: number;
let hubs: ReadyBid;
let visits: ReadyBid;
let secret: ReadyBid;
beforeAll(async () => {
	world = await makeWorld();
	event = await addFiscalEvent(world, 'One review for all');
	hubs = await inEvent('Hubs');
	visits = await inEvent('Visits');
	secret = await inEvent('Nobody knows yet');
	await submitted(world, hubs);
	await addLine(world, {
		bid: visits,
		teamId: world.teams.care,
		description: 'In old prices',
		pence: 9_00,
		priceYear: 2019
	});
	await submitted(world, visits);
});

const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);
const order = (actor: Actor) => as(actor, (trx) => listPortfolioOrder(trx, event));
const rank = (actor: Actor, input: { seen: number[]; order: number[] }) =>
	as(actor, (trx, person) => rankPortfolio(trx, person, world.reviewId, event, input));

async function inEvent(title: string): Promise<ReadyBid> {
	const bid = await addReadyBid(world, title);
	await world.owner.updateTable('bids').set({ fiscalEventId: event }).where('id', '=', bid.id).execute();
	return bid;
}

test('holds the bids that one may know of, as submitted; real prices stand apart from cash', async () => {
	for (const party of ['secretariat', 'chair'] as const) {
		const bids = await as(world[party].actor, (trx) => listPortfolio(trx, world.reviewId, event));
		expect(bids.map(({ id }) => id)).toEqual([hubs.id, visits.id]);
		expect(bids[0]?.shown).toEqual({ of: 'version', version: 1 });
		expect(bids[0]?.departments.map(({ agreed, signed }) => [agreed, signed])).toEqual([
			[true, true],
			[true, true]
		]);
		expect(bids[1]?.cells.reduce((sum, { pence }) => sum + pence, 0)).toBe(750_000_00);
		expect(bids[1]?.fixed).toEqual([{ priceYear: 2019, lines: 1, pence: 9_00 }]);
	}
});

test('a bid opened to the secretariat is shown in work to it alone, and the chair goes on seeing the version', async () => {
	await world.owner
		.updateTable('bids')
		.set({ releasedAt: new Date('2026-03-16T09:00:00Z') })
		.where('id', 'in', [secret.id, hubs.id])
		.execute();
	await change(world, hubs);
	const shown = async (actor: Actor) =>
		(await as(actor, (trx) => listPortfolio(trx, world.reviewId, event))).map(({ id, shown: { of, version } }) => [
			id,
			of,
			version
		]);
	expect(await shown(world.secretariat.actor)).toEqual([
		[hubs.id, 'work', 1],
		[visits.id, 'version', 1],
		[secret.id, 'work', null]
	]);
	expect(await shown(world.chair.actor)).toEqual([
		[hubs.id, 'version', 1],
		[visits.id, 'version', 1]
	]);
});

test('the secretariat keeps the order, step by step or at once, and an older order is refused', async () => {
	const { actor } = world.secretariat;
	const seen = await order(actor);
	await as(actor, (trx, person) =>
		moveInPortfolio(trx, person, world.reviewId, event, { seen, bidId: visits.id, to: 'up' })
	);
	expect((await order(actor)).slice(0, 2)).toEqual([visits.id, hubs.id]);
	expect((await order(world.chair.actor)).slice(0, 2)).toEqual([visits.id, hubs.id]);
	await expect(rank(actor, { seen, order: seen })).rejects.toBeInstanceOf(Conflict);
	const now = await order(actor);
	await expect(rank(actor, { seen: now, order: now.slice(1) })).rejects.toBeInstanceOf(Conflict);
	await rank(actor, { seen: now, order: seen });
	expect(await order(actor)).toEqual(seen);
	expect(await actsOn(world, 'fiscal_event', event)).toEqual(['portfolio.ranked', 'portfolio.ranked']);
});

test('two people ranking at once: one is told to look again', async () => {
	const { actor } = world.secretariat;
	const seen = await order(actor);
	const turned = { seen, order: seen.toReversed() };
	const results = await Promise.allSettled([rank(actor, turned), rank(actor, turned)]);
	expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('nobody else ranks, and only the secretariat and the chair see the portfolio', async () => {
	for (const party of ['official', 'treasury', 'chair', 'minister', 'observer'] as const) {
		const seen = await order(world[party].actor);
		await expect(rank(world[party].actor, { seen, order: seen })).rejects.toBeInstanceOf(Forbidden);
		if (party !== 'chair')
			expect(() => {
				requirePortfolio(world[party].actor, world.reviewId);
			}).toThrow(Forbidden);
	}
	for (const party of ['outsider', 'administrator'] as const)
		await expect(rank(actorOf(world, party), { seen: [], order: [] })).rejects.toBeInstanceOf(NotFound);
	const ranks = (actor: Actor) => as(actor, (trx) => trx.selectFrom('portfolioRanks').selectAll().execute());
	expect(await ranks(world.treasury.actor)).toEqual([]);
	expect(await ranks(world.official.actor)).toEqual([]);
});

test('a bid that was submitted and then withdrawn is told of, and is in no order and no total', async () => {
	const gone = await inEvent('Given up');
	await submitted(world, gone);
	const before = await as(world.chair.actor, (trx) => listPortfolio(trx, world.reviewId, event));
	expect(before.map(({ id }) => id)).toContain(gone.id);
	const unsent = await inEvent('Given up before it was sent');
	await world.owner
		.updateTable('bids')
		.set({
			withdrawnAt: new Date('2026-03-17T09:00:00Z'),
			withdrawnBecause: 'Another bid pays for it.',
			releasedAt: new Date()
		})
		.where('id', 'in', [gone.id, unsent.id])
		.execute();
	for (const party of ['secretariat', 'chair'] as const) {
		const { actor } = world[party];
		const live = await as(actor, (trx) => listPortfolio(trx, world.reviewId, event));
		expect(live.map(({ id }) => id)).not.toContain(gone.id);
		expect(await order(actor)).toEqual(live.map(({ id }) => id));
		expect(await as(actor, (trx) => listWithdrawn(trx, event))).toEqual([
			{ name: gone.reference, title: 'Given up', version: 1, because: 'Another bid pays for it.' }
		]);
	}
	expect(await as(world.outsider.actor, (trx) => listWithdrawn(trx, event))).toEqual([]);
});
