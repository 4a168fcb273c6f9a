import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { getBid, findBid, lockBid } from '#lib/bids/queries.server.ts';
import { noteChange } from '#lib/bids/commands.server.ts';
import { freezeBid, signShare, submitVersion } from '#lib/bids/versions/commands.server.ts';
import { getKnownBid, getVersionContent, listVersions } from '#lib/bids/versions/queries.server.ts';
import { standingAgreements, standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { addFallback, addJointBid } from '../support/bids.ts';
import {
	addLine,
	addReadyBid,
	agreeShares,
	change,
	freezeAs,
	type ReadyBid,
	signAs,
	submitted
} from '../support/bid-versions.ts';
import { notTakenForward } from '../support/papers.ts';
import { actsOn, countRows, makeWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);
const lead = () => world.official.actor;
const partner = () => world.careOfficial.actor;

const standing = (bid: { number: number }) =>
	as(lead(), async (trx) => standingSignatures(trx, await getBid(trx, world.reviewId, bid.number)));
const versionsFor = (actor: Actor, bid: { number: number }) =>
	as(actor, async (trx) => listVersions(trx, (await getKnownBid(trx, world.reviewId, bid.number)).id));
const contentFor = (actor: Actor, bid: { number: number }, version: number) =>
	as(actor, async (trx) => getVersionContent(trx, (await getKnownBid(trx, world.reviewId, bid.number)).id, version));

describe('freezing', () => {
	test('keeps the bid as text with its digest, and changes nothing of it', async () => {
		const bid = await addReadyBid(world);
		expect(await freezeAs(world, bid)).toBe(1);
		const row = await world.owner
			.selectFrom('bidVersions')
			.selectAll()
			.where('bidId', '=', bid.id)
			.executeTakeFirstOrThrow();
		expect(row.sha256).toBe(sha256(row.content));
		expect(await contentFor(lead(), bid, 1)).toMatchObject({
			reference: bid.reference,
			headline: { linesPence: 750_000_00 },
			priorityRank: null
		});
		expect(await standing(bid)).toEqual({ version: 1, submittedAt: null, signatures: [] });
		expect(await actsOn(world, 'bid', bid.id)).toEqual(['bid.started', 'bid.partner_added', 'bid.frozen']);
	});

	test('leaves a fall-back, its lines, its assumptions and the lead’s rank out unless they are chosen', async () => {
		const bid = await addReadyBid(world);
		const fallback = await addFallback(world, bid);
		const assumption = await world.owner
			.insertInto('assumptions')
			.values({
				reviewId: world.reviewId,
				bidId: bid.id,
				teamId: world.teams.families,
				number: 1,
				text: 'Half the councils would do.',
				owner: 'Finance',
				source: 'Own estimate',
				confidence: 'low'
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const line = { bid, teamId: world.teams.families, description: 'Half', pence: 1_00, optionId: fallback };
		await addLine(world, { ...line, assumptionId: assumption.id });
		await world.owner
			.insertInto('bidConfidences')
			.values({ bidId: bid.id, reviewId: world.reviewId, priorityRank: 3 })
			.execute();

		await freezeAs(world, bid);
		const without = await contentFor(partner(), bid, 1);
		expect(without.options.map(({ kind }) => kind)).toEqual(['bau', 'preferred']);
		expect(without.costLines).toHaveLength(2);
		expect(without.assumptions).toEqual([]);
		expect(JSON.stringify(without)).not.toContain('Half the councils');

		await freezeAs(world, bid, { options: [bid.bau, bid.preferred, fallback], ranked: true, after: 1 });
		const chosen = await contentFor(partner(), bid, 2);
		expect(chosen.options.map(({ name }) => name)).toContain('Half the councils');
		expect(chosen.assumptions.map(({ number }) => number)).toEqual([1]);
		expect(chosen.priorityRank).toBe(3);
	});

	test('says everything that is missing at once, and writes nothing', async () => {
		const bid = await addJointBid(world, 'Nothing said yet');
		const before = await countRows(world, 'bid_versions');
		const refused = await freezeAs(world, bid).catch((error: unknown) => error);
		expect(refused).toBeInstanceOf(Conflict);
		const said = refused instanceof Error ? refused.message : '';
		for (const words of [
			'The record does not say: Summary, Objectives',
			'The preferred option has no costs.',
			'has not agreed its share',
			'has not named the post of its finance lead',
			'names no recommendation that it funds'
		])
			expect(said).toContain(words);
		expect(await countRows(world, 'bid_versions')).toBe(before);
	});

	test.for([
		{
			name: 'a headline that nobody explained',
			spoil: (bid: ReadyBid) =>
				world.owner.updateTable('bids').set({ headlinePence: 800_000_00 }).where('id', '=', bid.id).execute(),
			says: 'nobody has explained the difference of £50,000'
		},
		{
			name: 'a recommendation that is not taken forward',
			spoil: (bid: ReadyBid) => notTakenForward(world, bid.recommendation.id),
			says: 'is not taken forward, and this bid funds it'
		},
		{
			name: 'a share that changed after it was agreed',
			spoil: (bid: ReadyBid) =>
				as(partner(), async (trx, actor) =>
					noteChange(trx, actor, await getBid(trx, world.reviewId, bid.number), [world.teams.care])
				),
			says: 'has not agreed its share as it now stands'
		},
		{
			name: 'an amount in a year that the event does not settle',
			spoil: (bid: ReadyBid) =>
				addLine(world, { bid, teamId: world.teams.families, description: 'Late', pence: 1_00, year: 2031 }),
			says: 'in years that this fiscal event does not settle: 2031-32'
		}
	])('is held up by $name', async ({ spoil, says }) => {
		const bid = await addReadyBid(world);
		await spoil(bid);
		await expect(freezeAs(world, bid)).rejects.toThrow(says);
	});

	test('takes the preferred option always', async () => {
		const bid = await addReadyBid(world);
		await expect(freezeAs(world, bid, { options: [bid.bau] })).rejects.toBeInstanceOf(Invalid);
	});

	test('is the lead’s: a partner is refused, others do not find the bid', async () => {
		const bid = await addReadyBid(world);
		const freeze = (actor: Actor) =>
			as(actor, (trx, person) =>
				freezeBid(trx, person, world.reviewId, bid.number, { options: [bid.preferred], ranked: false, after: 0 })
			);
		await expect(freeze(partner())).rejects.toBeInstanceOf(Forbidden);
		for (const party of ['treasury', 'chair', 'secretariat', 'outsider'] as const)
			await expect(freeze(world[party].actor)).rejects.toBeInstanceOf(NotFound);
		expect(await versionsFor(lead(), bid)).toEqual([]);
	});

	test('two people at once make one version', async () => {
		const bid = await addReadyBid(world);
		const results = await Promise.allSettled([freezeAs(world, bid), freezeAs(world, bid)]);
		expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(Conflict);
		expect(await versionsFor(lead(), bid)).toHaveLength(1);
	});

	test('the same bid is not frozen twice', async () => {
		const bid = await addReadyBid(world);
		await freezeAs(world, bid);
		await expect(freezeAs(world, bid, { after: 1 })).rejects.toThrow('Version 1 holds this very bid already');
	});
});

describe('signing', () => {
	test('the finance lead of each department signs once, on that version', async () => {
		const bid = await addReadyBid(world);
		await freezeAs(world, bid);
		await signAs(world, world.careOfficial, bid, 1);
		await expect(signAs(world, world.careOfficial, bid, 1)).rejects.toBeInstanceOf(Conflict);
		const [version] = await versionsFor(lead(), bid);
		expect(version?.signatures).toMatchObject([{ teamId: world.teams.care }]);
		expect((await standing(bid))?.signatures).toMatchObject([{ teamId: world.teams.care }]);
		expect(await actsOn(world, 'bid', bid.id)).toContain('bid.signed');
	});

	test('nobody signs for another department or from another post', async () => {
		const bid = await addReadyBid(world);
		await freezeAs(world, bid);
		const sign = (actor: Actor, teamId: number) =>
			as(actor, (trx, person) => signShare(trx, person, world.reviewId, bid.number, { version: 1, teamId }));
		await expect(sign(lead(), world.teams.care)).rejects.toBeInstanceOf(Forbidden);
		await world.owner
			.updateTable('bidShares')
			.set({ financeLeadPostId: world.specialAdviser.postId })
			.where('bidId', '=', bid.id)
			.where('teamId', '=', world.teams.families)
			.execute();
		await expect(sign(lead(), world.teams.families)).rejects.toBeInstanceOf(Forbidden);
		await expect(sign(world.treasury.actor, world.teams.exchequer)).rejects.toBeInstanceOf(NotFound);
		expect(await world.owner.selectFrom('bidSignatures').selectAll().where('bidId', '=', bid.id).execute()).toEqual([]);
	});

	test('a change lapses what was signed: nothing more is signed, nothing is submitted', async () => {
		const bid = await addReadyBid(world);
		await freezeAs(world, bid);
		await signAs(world, world.official, bid, 1);
		await signAs(world, world.careOfficial, bid, 1);
		await change(world, bid);
		expect(await standing(bid)).toBeNull();
		const submit = as(lead(), (trx, actor) => submitVersion(trx, actor, world.reviewId, bid.number, { version: 1 }));
		await expect(submit).rejects.toThrow('The bid has changed since version 1');

		await freezeAs(world, bid, { after: 1 });
		await expect(signAs(world, world.official, bid, 1)).rejects.toThrow('Version 2 has taken the place of version 1');
		expect((await standing(bid))?.signatures).toEqual([]);
	});

	test('a share that is agreed is named before a change to it is saved, and not after', async () => {
		const bid = await addReadyBid(world);
		const { families, care } = world.teams;
		const agreed = (...teamIds: number[]) =>
			as(lead(), async (trx) => standingAgreements(trx, await getBid(trx, world.reviewId, bid.number), teamIds));
		expect(await agreed(families)).toHaveLength(1);
		expect(await agreed(families, care)).toHaveLength(2);
		await as(lead(), async (trx, actor) => noteChange(trx, actor, bid, [families]));
		expect(await agreed(families)).toEqual([]);
		expect(await agreed(families, care)).toHaveLength(1);
	});

	test('a signature and an edit at once: what is signed is what was read', async () => {
		const bid = await addReadyBid(world);
		await freezeAs(world, bid);
		const edit = as(lead(), async (trx, actor) => {
			const locked = await lockBid(trx, world.reviewId, bid.number);
			if (!locked) throw new NotFound();
			await noteChange(trx, actor, locked, [world.teams.families]);
		});
		const [signed] = await Promise.allSettled([signAs(world, world.careOfficial, bid, 1), edit]);
		expect(await standing(bid)).toBeNull();
		if (signed.status === 'rejected') expect(signed.reason).toBeInstanceOf(Conflict);
		const signatures = await world.owner.selectFrom('bidSignatures').selectAll().where('bidId', '=', bid.id).execute();
		expect(signatures).toHaveLength(signed.status === 'fulfilled' ? 1 : 0);
		await agreeShares(world, bid);
		await freezeAs(world, bid, { after: 1 });
		await expect(
			as(lead(), (trx, actor) => submitVersion(trx, actor, world.reviewId, bid.number, { version: 1 }))
		).rejects.toBeInstanceOf(Conflict);
	});
});

describe('submitting', () => {
	test('waits for every department, then happens once', async () => {
		const bid = await addReadyBid(world);
		await freezeAs(world, bid);
		await signAs(world, world.official, bid, 1);
		const submit = (actor: Actor) =>
			as(actor, (trx, person) => submitVersion(trx, person, world.reviewId, bid.number, { version: 1 }));
		await expect(submit(lead())).rejects.toThrow(/is not signed by DoC/);
		await signAs(world, world.careOfficial, bid, 1);
		await expect(submit(partner())).rejects.toBeInstanceOf(Forbidden);
		await submit(lead());
		await expect(submit(lead())).rejects.toThrow('has been submitted already');
		expect((await actsOn(world, 'bid', bid.id)).filter((act) => act === 'bid.submitted')).toHaveLength(1);
	});

	test('the Treasury and the chair see the submitted version and nothing else of the bid', async () => {
		const bid = await addReadyBid(world);
		await freezeAs(world, bid);
		for (const party of ['treasury', 'chair', 'secretariat'] as const)
			await expect(versionsFor(world[party].actor, bid)).rejects.toBeInstanceOf(NotFound);
		await change(world, bid);
		await submitted(world, bid, { after: 1 });
		await change(world, bid);
		await freezeAs(world, bid, { after: 2 });
		for (const party of ['treasury', 'chair', 'secretariat'] as const) {
			const { actor } = world[party];
			const known = await as(actor, (trx) => getKnownBid(trx, world.reviewId, bid.number));
			expect(known).toEqual({ id: bid.id, working: null });
			expect((await versionsFor(actor, bid)).map(({ number }) => number)).toEqual([2]);
			expect((await contentFor(actor, bid, 2)).reference).toBe(bid.reference);
			await expect(contentFor(actor, bid, 3)).rejects.toBeInstanceOf(NotFound);
			expect(await as(actor, (trx) => findBid(trx, world.reviewId, bid.number))).toBeUndefined();
			for (const table of ['costLines', 'costCells', 'bidOptions', 'bidShares', 'assumptions'] as const)
				expect(
					await as(actor, (trx) => trx.selectFrom(table).selectAll().where('bidId', '=', bid.id).execute())
				).toEqual([]);
		}
		for (const party of ['careMinister', 'observer', 'outsider'] as const) {
			const seen = versionsFor(world[party].actor, bid);
			if (party === 'careMinister') expect(await seen).toHaveLength(3);
			else await expect(seen).rejects.toBeInstanceOf(NotFound);
		}
	});
});
