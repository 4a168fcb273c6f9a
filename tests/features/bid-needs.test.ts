import { expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { answerQuestion, askQuestion, recordTreasuryPosition } from '#lib/bids/treasury/commands.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import type { NeedKind } from '#lib/overview/needs.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { noteChange } from '#lib/bids/commands.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { addReadyBid, agreeShares, change, freezeAs, signAs, submitted } from '../support/bid-versions.ts';
import { makeWorld } from '../support/world.ts';

const kinds: NeedKind[] = ['sign', 'share', 'question', 'treasury'];

async function waiting(actor: Actor): Promise<Record<string, string[]>> {
	const [review] = await asActor(actor, (trx, person) => listNeeds(trx, person));
	const needs = (review?.needs ?? []).filter(({ kind }) => kinds.includes(kind));
	return Object.fromEntries(
		needs.map(({ kind, items }) => [kind, items.map(({ href }) => href.split('/bids/')[1] ?? '')])
	);
}

test('a version waits for each finance lead until it is signed, and not after a change', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	await freezeAs(world, bid);
	expect(await waiting(world.careOfficial.actor)).toEqual({ sign: ['B1/versions/1'] });
	await signAs(world, world.careOfficial, bid, 1);
	expect(await waiting(world.careOfficial.actor)).toEqual({});
	expect(await waiting(world.official.actor)).toEqual({ sign: ['B1/versions/1'] });
	expect(await waiting(world.minister.actor)).toEqual({});
	await change(world, bid);
	expect(await waiting(world.official.actor)).toEqual({});
});

test('a share that changed waits for its department’s officials', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	await asActor(world.careOfficial.actor, async (trx, actor) =>
		noteChange(trx, actor, await getBid(trx, world.reviewId, bid.number), [world.teams.care])
	);
	expect(await waiting(world.careOfficial.actor)).toEqual({ share: ['B1/shares'] });
	expect(await waiting(world.official.actor)).toEqual({});
	await agreeShares(world, bid);
	expect(await waiting(world.careOfficial.actor)).toEqual({});
});

test('what is submitted waits for the Treasury, its questions for the departments', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	await submitted(world, bid);
	const treasury = world.treasury.actor;
	expect(await waiting(treasury)).toEqual({ treasury: ['B1/treasury'] });
	await asActor(treasury, async (trx, actor) => {
		await recordTreasuryPosition(trx, actor, world.reviewId, bid.number, {
			stance: 'agreed',
			words: 'Yes.',
			version: 1
		});
		await askQuestion(trx, actor, world.reviewId, bid.number, { question: 'Who?', dueOn: '2026-03-20', version: 1 });
	});
	expect(await waiting(treasury)).toEqual({});
	for (const party of ['official', 'careOfficial'] as const)
		expect(await waiting(world[party].actor)).toEqual({ question: ['B1/questions/1'] });
	expect(await waiting(world.secretariat.actor)).toEqual({});
	await asActor(world.official.actor, (trx, actor) =>
		answerQuestion(trx, actor, world.reviewId, bid.number, 1, { answer: 'Councils.', revision: 1 })
	);
	expect(await waiting(world.careOfficial.actor)).toEqual({});
	await change(world, bid);
	await submitted(world, bid, { after: 1 });
	expect(await waiting(treasury)).toEqual({ treasury: ['B1/treasury'] });
});
