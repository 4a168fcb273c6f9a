import { expect, test } from 'vitest';
import { readContent } from '#lib/bids/content.server.ts';
import { countBids, listBids } from '#lib/bids/list/queries.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { headOfSubmitted, headOfWorking } from '#lib/bids/record/head.server.ts';
import { withdrawBid } from '#lib/bids/record/commands.server.ts';
import { getLastSubmitted } from '#lib/bids/submitted/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { searchReview } from '#lib/search/queries.server.ts';
import { addBid, addJointBid, cell, lineInput, saveAs, type StartedBid } from '../support/bids.ts';
import { actorOf, type Asked, makeWorld, now, type World } from '../support/world.ts';

const everything = { fiscalEventId: null, teamId: null };

test('the list shows a bid in work to its departments alone, and once submitted to the Treasury and the chair too', async () => {
	const world = await makeWorld();
	const alone = await addBid(world, 'Peer support');
	const joint = await addJointBid(world);
	expect(await seenBy(world, 'official')).toEqual(['B2 Family hubs: work', 'B1 Peer support: work']);
	expect(await seenBy(world, 'careOfficial')).toEqual(['B2 Family hubs: work']);
	for (const party of ['secretariat', 'treasury', 'chair'] as const) expect(await seenBy(world, party)).toEqual([]);

	await submitted(world, joint);
	for (const party of ['secretariat', 'treasury', 'chair'] as const)
		expect(await seenBy(world, party)).toEqual(['B2 Family hubs: submitted']);
	expect(await seenBy(world, 'official')).toEqual(['B2 Family hubs: submitted', 'B1 Peer support: work']);
	expect(alone.number).toBe(1);
});

test('who sees only the submitted version reads that version and not what came after', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	await submitted(world, bid);
	await world.owner
		.updateTable('bids')
		.set((bids) => ({ title: 'Hubs for all', changes: bids('changes', '+', 1) }))
		.where('id', '=', bid.id)
		.execute();

	const head = await asActor(world.treasury.actor, async (trx) =>
		headOfSubmitted(await getLastSubmitted(trx, world.reviewId, bid.number))
	);
	expect(head).toMatchObject({ title: 'Family hubs', working: false, state: 'submitted', submitted: { version: 1 } });
	expect(head.partners).toHaveLength(1);
	const leads = await asActor(world.official.actor, async (trx, actor) =>
		headOfWorking(trx, actor, await getBid(trx, world.reviewId, bid.number))
	);
	expect(leads).toMatchObject({ title: 'Hubs for all', working: true, changedSince: true, mayEdit: true });
	const care = asActor(world.outsider.actor, (trx) => getLastSubmitted(trx, world.reviewId, bid.number));
	await expect(care).rejects.toBeInstanceOf(NotFound);
});

test('the list is narrowed by fiscal event and by department, as lead or partner', async () => {
	const world = await makeWorld();
	const alone = await addBid(world, 'Peer support');
	const joint = await addJointBid(world);
	await submitted(world, joint);
	const found = (party: Asked, filters: { fiscalEventId: number | null; teamId: number | null }) =>
		asActor(actorOf(world, party), async (trx) => {
			const { rows } = await listBids(trx, world.reviewId, filters);
			expect(await countBids(trx, world.reviewId, filters)).toBe(rows.length);
			return rows.map(({ number }) => number);
		});
	expect(await found('official', { ...everything, fiscalEventId: alone.fiscalEventId })).toEqual([1]);
	for (const party of ['official', 'treasury'] as const) {
		expect(await found(party, { ...everything, teamId: world.teams.care })).toEqual([2]);
		expect(await found(party, { ...everything, teamId: world.teams.centre })).toEqual([]);
	}
});

test('what is asked for is the preferred option’s new lines, savings taken off', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const line = async (optionId: number, flow: 'cost' | 'saving', pence: number, baseline = false) => {
		const of = { bidId: bid.id, optionId, teamId: world.teams.families };
		const { id } = await world.owner
			.insertInto('costLines')
			.values({
				...of,
				reviewId: world.reviewId,
				rank: 1,
				description: 'Hubs',
				flow,
				budget: 'rdel_programme',
				baseline
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await world.owner
			.insertInto('costCells')
			.values({ ...of, lineId: id, year: 2022, pence })
			.execute();
	};
	await line(bid.preferred, 'cost', 500);
	await line(bid.preferred, 'saving', 120);
	await line(bid.preferred, 'cost', 7000, true);
	await line(bid.bau, 'cost', 90000);
	const [row] = await asActor(
		world.official.actor,
		async (trx) => (await listBids(trx, world.reviewId, everything)).rows
	);
	expect(row?.askedPence).toBe(380);
});

test('lines in fixed prices are in no sum, and are counted beside it, in work and as submitted', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	await saveAs(world, bid, 'families', [
		lineInput(bid, { cells: [cell(2022, 5_00)] }),
		lineInput(bid, { priceYear: 2021 }),
		lineInput(bid, { priceYear: 2021, baseline: true }),
		lineInput(bid, { priceYear: 2021, cells: [cell(2022, null, 100)] }),
		lineInput(bid, { priceYear: 2021, optionId: bid.bau })
	]);
	await submitted(world, bid);
	for (const party of ['official', 'treasury'] as const) {
		const { rows } = await asActor(actorOf(world, party), (trx) => listBids(trx, world.reviewId, everything));
		expect(rows).toMatchObject([{ askedPence: 5_00, fixedLines: 1 }]);
	}
});

test('a long list is read page by page', async () => {
	const world = await makeWorld();
	const { fiscalEventId } = await addBid(world);
	for (let number = 2; number <= 51; number += 1) {
		const { id } = await world.owner
			.insertInto('bids')
			.values({
				reviewId: world.reviewId,
				number,
				fiscalEventId,
				leadTeamId: world.teams.families,
				title: `Bid ${number}`,
				record: '{}'
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await world.owner
			.insertInto('bidShares')
			.values({ bidId: id, teamId: world.teams.families, reviewId: world.reviewId })
			.execute();
	}
	const page = (from: { after: number | null; before: number | null }) =>
		asActor(world.official.actor, (trx) => listBids(trx, world.reviewId, everything, from));
	const first = await page({ after: null, before: null });
	expect(first).toMatchObject({ previous: null, next: 2 });
	const second = await page({ after: first.next, before: null });
	expect(second).toMatchObject({ rows: [{ number: 1 }], previous: 1, next: null });
	expect((await page({ after: null, before: second.previous })).rows.map(({ number }) => number)).toEqual(
		first.rows.map(({ number }) => number)
	);
});

function seenBy(world: World, party: Asked): Promise<string[]> {
	return asActor(actorOf(world, party), async (trx) => {
		const { rows } = await listBids(trx, world.reviewId, everything);
		return rows.map(({ number, title, state }) => `B${number} ${title}: ${state}`);
	});
}

/** As the owner puts it there: freezing and submitting have tests of their own. */
async function submitted(world: World, bid: StartedBid): Promise<void> {
	const content = await asActor(world.official.actor, async (trx) =>
		readContent(trx, await getBid(trx, world.reviewId, bid.number))
	);
	const { personId, postId } = world.official;
	const { changes } = await world.owner
		.selectFrom('bids')
		.select('changes')
		.where('id', '=', bid.id)
		.executeTakeFirstOrThrow();
	await world.owner
		.insertInto('bidVersions')
		.values({
			reviewId: world.reviewId,
			bidId: bid.id,
			number: 1,
			bidNumber: bid.number,
			fiscalEventId: bid.fiscalEventId,
			leadTeamId: world.teams.families,
			title: content.title,
			content: JSON.stringify(content),
			sha256: '0'.repeat(64),
			bidChanges: changes,
			frozenByPersonId: personId,
			frozenByPostId: postId,
			submittedByPersonId: personId,
			submittedByPostId: postId,
			submittedAt: now
		})
		.execute();
}

test('the search finds a bid in work for its departments, and as it was submitted for everybody else', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const hits = (party: Asked) =>
		asActor(actorOf(world, party), async (trx) =>
			(await searchReview(trx, world.reviewId, 'hubs')).map(({ reference, title }) => `${reference} ${title}`)
		);
	expect(await hits('careOfficial')).toEqual(['B1 Family hubs']);
	for (const party of ['secretariat', 'treasury', 'chair', 'observer'] as const) expect(await hits(party)).toEqual([]);

	await submitted(world, bid);
	await world.owner.updateTable('bids').set({ title: 'Hubs for all' }).where('id', '=', bid.id).execute();
	expect(await hits('official')).toEqual(['B1 Hubs for all']);
	for (const party of ['secretariat', 'treasury', 'chair'] as const)
		expect(await hits(party)).toEqual(['B1 Family hubs']);
	for (const party of ['observer', 'outsider'] as const) expect(await hits(party)).toEqual([]);
});

test('the Treasury is told that what it was sent has been withdrawn, and why', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	await submitted(world, bid);
	await asActor(world.official.actor, (trx, actor) =>
		withdrawBid(trx, actor, world.reviewId, bid.number, { revision: 1, because: 'Merged with another' })
	);
	expect(await seenBy(world, 'treasury')).toEqual(['B1 Family hubs: withdrawn']);
	const head = await asActor(world.treasury.actor, async (trx) =>
		headOfSubmitted(await getLastSubmitted(trx, world.reviewId, bid.number))
	);
	expect(head).toMatchObject({ state: 'withdrawn', withdrawnBecause: 'Merged with another' });
	expect(await seenBy(world, 'careOfficial')).toEqual([]);
});
