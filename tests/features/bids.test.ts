import { expect, test } from 'vitest';
import { addPartner, startBid } from '#lib/bids/commands.server.ts';
import { readContent } from '#lib/bids/content.server.ts';
import { bidContentSchema } from '#lib/bids/content.ts';
import { findBid, getBid } from '#lib/bids/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { addBid, addFallback, addFiscalEvent, addJointBid } from '../support/bids.ts';
import { makeWorld } from '../support/world.ts';

test('an official starts a bid of their own department, and nobody else knows of it', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	expect(bid.reference).toBe('B1');
	const found = (who: keyof typeof world & ('official' | 'careOfficial' | 'secretariat' | 'treasury' | 'chair')) =>
		asActor(world[who].actor, (trx) => findBid(trx, world.reviewId, bid.number));
	expect(await found('official')).toMatchObject({ title: 'Family hubs', leadTeamId: world.teams.families });
	for (const who of ['careOfficial', 'secretariat', 'treasury', 'chair'] as const)
		expect(await found(who)).toBeUndefined();
});

test('a minister starts no bid', async () => {
	const world = await makeWorld();
	const fiscalEventId = await addFiscalEvent(world);
	const start = asActor(world.minister.actor, (trx, actor) =>
		startBid(trx, actor, world.reviewId, { fiscalEventId, title: 'Mine' })
	);
	await expect(start).rejects.toBeInstanceOf(Forbidden);
	expect(await world.owner.selectFrom('bids').where('reviewId', '=', world.reviewId).selectAll().execute()).toEqual([]);
});

test('a partner sees a joint bid but not the fall-back option of the lead', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	await addFallback(world, bid);
	const content = (actor: typeof world.official.actor) =>
		asActor(actor, async (trx) => readContent(trx, await getBid(trx, world.reviewId, bid.number)));
	const leads = bidContentSchema.parse(await content(world.official.actor));
	expect(leads.options.map(({ name }) => name)).toContain('Half the councils');
	const partners = bidContentSchema.parse(await content(world.careOfficial.actor));
	expect(partners.options.map(({ kind }) => kind)).toEqual(['bau', 'preferred']);
	await expect(content(world.treasury.actor)).rejects.toBeInstanceOf(NotFound);
});

test('only the lead adds a partner', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const add = asActor(world.careOfficial.actor, (trx, actor) =>
		addPartner(trx, actor, world.reviewId, bid.number, world.teams.centre)
	);
	await expect(add).rejects.toBeInstanceOf(Forbidden);
});
