import { describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { addOption, addPartner } from '#lib/bids/commands.server.ts';
import { editOption, removeOption } from '#lib/bids/options/commands.server.ts';
import { nameFinanceLead, removePartner } from '#lib/bids/partners/commands.server.ts';
import { listShares } from '#lib/bids/shares/queries.server.ts';
import { findBid, getBid, listOptions } from '#lib/bids/queries.server.ts';
import { acceptWordingCosted, chooseRecommendations } from '#lib/bids/recommendations/commands.server.ts';
import { listBidsFunding, listFunded } from '#lib/bids/recommendations/queries.server.ts';
import {
	confide,
	editBid,
	type RecordInput,
	releaseBid,
	setOutcomes,
	withdrawBid
} from '#lib/bids/record/commands.server.ts';
import { findConfidence, listOutcomes } from '#lib/bids/record/queries.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editRecommendation, notTakeForward } from '#lib/recommendations/commands.server.ts';
import { addBid, addFallback, addJointBid, type StartedBid } from '../support/bids.ts';
import { draft, edited, recommendation } from '../support/recommendations.ts';
import { actsOn, makeWorld, type World } from '../support/world.ts';

describe('the record', () => {
	test('the lead says what the bid is for, and what was signed before is out of date', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		await does(world, (trx, actor) =>
			editBid(trx, actor, ...on(world, bid), said({ summary: 'Hubs in 75 councils.' }))
		);
		const after = await stored(world, bid);
		expect(after).toMatchObject({
			title: 'Family hubs',
			headlinePence: 50_000_000_000,
			record: { summary: 'Hubs in 75 councils.', extent: ['england'] },
			revision: 2,
			changes: 1
		});
		expect(after.record).not.toHaveProperty('risks');
		expect(await actsOn(world, 'bid', bid.id)).toEqual(['bid.started', 'bid.edited']);
	});

	test('a bid is marked no higher than its review may be', async () => {
		const world = await makeWorld();
		const marked = async (bid: StartedBid) =>
			(await world.owner.selectFrom('bids').select('sensitive').where('id', '=', bid.id).executeTakeFirstOrThrow())
				.sensitive;
		expect(await marked(await addBid(world))).toBe(true);
		await world.owner
			.updateTable('reviews')
			.set({ markingCeiling: 'official' })
			.where('id', '=', world.reviewId)
			.execute();
		const bid = await addBid(world, 'In an OFFICIAL review');
		expect(await marked(bid)).toBe(false);
		const mark = (sensitive: boolean) =>
			does(world, (trx, actor) => editBid(trx, actor, ...on(world, bid), { ...said({}), sensitive }));
		await expect(mark(true)).rejects.toMatchObject({ field: 'sensitive' });
		await mark(false);
		expect(await marked(bid)).toBe(false);
	});

	test('saving what is saved already changes nothing, so that no signature lapses', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const save = (revision: number) =>
			does(world, (trx, actor) => editBid(trx, actor, ...on(world, bid), { ...said({ summary: 'Hubs.' }), revision }));
		await save(1);
		await save(2);
		expect(await stored(world, bid)).toMatchObject({ revision: 2, changes: 1 });
	});

	test('the second of two people in one record is told, and overwrites nothing', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const save = (summary: string) =>
			does(world, (trx, actor) => editBid(trx, actor, ...on(world, bid), said({ summary })));
		await save('First.');
		await expect(save('Second.')).rejects.toBeInstanceOf(Conflict);
		expect((await stored(world, bid)).record.summary).toBe('First.');
	});

	test('a partner reads the record and cannot change it; for others it is not there', async () => {
		const world = await makeWorld();
		const bid = await addJointBid(world);
		const save = (by: Actor) =>
			does(world, (trx, actor) => editBid(trx, actor, ...on(world, bid), said({ summary: 'Mine' })), by);
		await expect(save(world.careOfficial.actor)).rejects.toBeInstanceOf(Forbidden);
		await expect(save(world.minister.actor)).rejects.toBeInstanceOf(Forbidden);
		await expect(save(world.treasury.actor)).rejects.toBeInstanceOf(NotFound);
		await expect(save(world.secretariat.actor)).rejects.toBeInstanceOf(NotFound);
		expect(await stored(world, bid)).toMatchObject({ revision: 1, record: {} });
	});

	test('outcomes stand in the order they were put', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const outcome = (metric: string) => ({
			metric,
			baseline: '48%',
			target: '60%',
			targetYear: 2024,
			source: 'Health visitor metrics'
		});
		await does(world, (trx, actor) =>
			setOutcomes(trx, actor, ...on(world, bid), { revision: 1, outcomes: [outcome('Breastfed'), outcome('Visited')] })
		);
		await does(world, (trx, actor) =>
			setOutcomes(trx, actor, ...on(world, bid), { revision: 2, outcomes: [outcome('Visited')] })
		);
		const found = await asActor(world.official.actor, (trx) => listOutcomes(trx, bid.id));
		expect(found.map(({ metric }) => metric)).toEqual(['Visited']);
		expect(await stored(world, bid)).toMatchObject({ revision: 3, changes: 2 });
	});
});

describe('what the lead keeps to itself', () => {
	test('rank and fall-back are read by nobody but the lead', async () => {
		const world = await makeWorld();
		const bid = await addJointBid(world);
		const keep = (seen: number, by = world.official.actor) =>
			does(
				world,
				(trx, actor) => confide(trx, actor, ...on(world, bid), { seen, priorityRank: 2, fallback: 'Half of it' }),
				by
			);
		await keep(0);
		const reads = (actor: Actor) => asActor(actor, (trx) => findConfidence(trx, bid.id));
		expect(await reads(world.official.actor)).toMatchObject({ priorityRank: 2, fallback: 'Half of it', revision: 1 });
		expect(await reads(world.careOfficial.actor)).toBeUndefined();
		await expect(keep(0)).rejects.toBeInstanceOf(Conflict);
		await expect(keep(1, world.careOfficial.actor)).rejects.toBeInstanceOf(Forbidden);
		const { rows } = await heard(world);
		expect(JSON.stringify(rows)).not.toContain('Half of it');
	});
});

describe('partners and finance leads', () => {
	test('a partner is taken away while it has no lines, and then knows the bid no more', async () => {
		const world = await makeWorld();
		const bid = await addJointBid(world);
		const remove = (by = world.official.actor, teamId = world.teams.care) =>
			does(world, (trx, actor) => removePartner(trx, actor, ...on(world, bid), teamId), by);
		await expect(remove(world.careOfficial.actor)).rejects.toBeInstanceOf(Forbidden);
		await expect(remove(world.official.actor, world.teams.families)).rejects.toBeInstanceOf(Conflict);
		await world.owner
			.insertInto('costLines')
			.values({ ...careLine(world, bid), rank: 1, description: 'Visits', budget: 'rdel_programme' })
			.execute();
		await expect(remove()).rejects.toBeInstanceOf(Conflict);
		await world.owner.deleteFrom('costLines').where('bidId', '=', bid.id).execute();
		await remove();
		expect(await asActor(world.careOfficial.actor, (trx) => findBid(trx, world.reviewId, bid.number))).toBeUndefined();
	});

	test('no department of another review becomes a partner', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const add = does(world, (trx, actor) => addPartner(trx, actor, ...on(world, bid), world.outsider.teamId));
		await expect(add).rejects.toBeInstanceOf(Invalid);
	});

	test('a department or the lead names its finance lead, from its own officials', async () => {
		const world = await makeWorld();
		const bid = await addJointBid(world);
		const name = (by: Actor, teamId: number, postId: number) =>
			does(world, (trx, actor) => nameFinanceLead(trx, actor, ...on(world, bid), { teamId, postId }), by);
		await name(world.careOfficial.actor, world.teams.care, world.careOfficial.postId);
		await name(world.official.actor, world.teams.families, world.official.postId);
		const shares = await asActor(world.official.actor, async (trx) =>
			listShares(trx, await getBid(trx, world.reviewId, bid.number))
		);
		expect(shares.map(({ financeLead }) => financeLead?.postId ?? null)).toEqual([
			world.official.postId,
			world.careOfficial.postId
		]);
		await expect(name(world.careOfficial.actor, world.teams.families, world.official.postId)).rejects.toBeInstanceOf(
			Forbidden
		);
		await expect(name(world.official.actor, world.teams.care, world.official.postId)).rejects.toBeInstanceOf(Invalid);
		await expect(name(world.official.actor, world.teams.care, world.careMinister.postId)).rejects.toBeInstanceOf(
			Invalid
		);
		await expect(name(world.official.actor, world.teams.centre, world.chair.postId)).rejects.toBeInstanceOf(NotFound);
		expect(await stored(world, bid)).toMatchObject({ changes: 1 });
	});
});

describe('recommendations that a bid pays for', () => {
	test('each keeps the wording that was costed; a change of meaning shows until the lead says the costs stand', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const drafted = await draft(world);
		const { id } = drafted;
		const choose = (recommendationIds: number[], revision: number) =>
			does(world, (trx, actor) =>
				chooseRecommendations(trx, actor, ...on(world, bid), { revision, recommendationIds })
			);
		await choose([id], 1);
		const funded = () => asActor(world.official.actor, (trx) => listFunded(trx, bid.id));
		expect(await funded()).toMatchObject([{ costedVersion: 1, version: 1, reworded: false, dropped: false }]);

		const reworded = edited(world, drafted, { text: 'Every family is visited, twice.' });
		await does(world, (trx, actor) =>
			editRecommendation(trx, actor, world.reviewId, drafted.number, { ...reworded, lapsing: null })
		);
		expect(await funded()).toMatchObject([{ costedVersion: 1, version: 2, reworded: true }]);
		await choose([id], 2);
		expect(await funded()).toMatchObject([{ costedVersion: 1 }]);
		const accept = (version: number) =>
			does(world, (trx, actor) =>
				acceptWordingCosted(trx, actor, ...on(world, bid), { recommendationId: id, version })
			);
		await expect(accept(1)).rejects.toBeInstanceOf(Conflict);
		await accept(2);
		expect(await funded()).toMatchObject([{ costedVersion: 2, reworded: false }]);
		expect(await stored(world, bid)).toMatchObject({ changes: 2 });
	});

	test('one that is not taken forward after it was costed is flagged and cannot be chosen anew', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const other = await addBid(world, 'Another');
		const { id, number } = await draft(world);
		const choose = (of: StartedBid) =>
			does(world, (trx, actor) =>
				chooseRecommendations(trx, actor, ...on(world, of), { revision: 1, recommendationIds: [id] })
			);
		await choose(bid);
		const { revision } = await recommendation(world, number);
		await asActor(world.secretariat.actor, (trx, actor) =>
			notTakeForward(trx, actor, world.reviewId, number, { revision, because: 'Too dear' })
		);
		expect(await asActor(world.official.actor, (trx) => listFunded(trx, bid.id))).toMatchObject([
			{ dropped: true, notTakenForwardBecause: 'Too dear' }
		]);
		await expect(choose(other)).rejects.toBeInstanceOf(Invalid);
	});

	test('one that lines still pay for stays; its page shows the bid to those who may know of it', async () => {
		const world = await makeWorld();
		const bid = await addJointBid(world);
		const { id } = await draft(world);
		const choose = (recommendationIds: number[], revision: number) =>
			does(world, (trx, actor) =>
				chooseRecommendations(trx, actor, ...on(world, bid), { revision, recommendationIds })
			);
		await choose([id], 1);
		await world.owner
			.insertInto('costLines')
			.values({
				...careLine(world, bid),
				recommendationId: id,
				rank: 1,
				description: 'Visits',
				budget: 'rdel_programme'
			})
			.execute();
		await expect(choose([], 2)).rejects.toBeInstanceOf(Invalid);
		const shown = (actor: Actor) => asActor(actor, (trx) => listBidsFunding(trx, world.reviewId, id));
		expect(await shown(world.careOfficial.actor)).toMatchObject([{ number: bid.number, version: 1 }]);
		expect(await shown(world.secretariat.actor)).toEqual([]);
		await world.owner.deleteFrom('costLines').where('bidId', '=', bid.id).execute();
		await choose([], 2);
		expect(await shown(world.careOfficial.actor)).toEqual([]);
	});
});

describe('options', () => {
	test('the preferred option changes places; business as usual stays', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const { id } = await does(world, (trx, actor) =>
			addOption(trx, actor, ...on(world, bid), {
				kind: 'stretch',
				name: 'Everywhere',
				description: '',
				leadOnly: false
			})
		);
		const edit = (optionId: number, kind: 'bau' | 'minimum' | 'preferred', revision = 1) =>
			does(world, (trx, actor) =>
				editOption(trx, actor, ...on(world, bid), optionId, {
					kind,
					name: 'Renamed',
					description: 'As said',
					leadOnly: false,
					revision
				})
			);
		await edit(id, 'preferred');
		const options = await asActor(world.official.actor, (trx) => listOptions(trx, bid.id));
		expect(options.map((option) => [option.id, option.kind])).toEqual([
			[bid.bau, 'bau'],
			[id, 'preferred'],
			[bid.preferred, 'stretch']
		]);
		await expect(edit(bid.bau, 'minimum')).rejects.toBeInstanceOf(Invalid);
		await expect(edit(id, 'minimum', 2)).rejects.toBeInstanceOf(Invalid);
		await expect(edit(bid.preferred, 'bau', 2)).rejects.toBeInstanceOf(Invalid);
		await expect(edit(bid.preferred, 'minimum', 1)).rejects.toBeInstanceOf(Conflict);
	});

	test('an option goes while it is empty, and a fall-back is not there for a partner', async () => {
		const world = await makeWorld();
		const bid = await addJointBid(world);
		const fallback = await addFallback(world, bid);
		const remove = (optionId: number, by = world.official.actor) =>
			does(world, (trx, actor) => removeOption(trx, actor, ...on(world, bid), optionId, 1), by);
		await expect(remove(bid.bau)).rejects.toBeInstanceOf(Conflict);
		await expect(remove(fallback, world.careOfficial.actor)).rejects.toBeInstanceOf(Forbidden);
		const line = { ...careLine(world, bid), optionId: fallback, teamId: world.teams.families };
		await world.owner
			.insertInto('costLines')
			.values({ ...line, rank: 1, description: 'Half the hubs', budget: 'cdel' })
			.execute();
		await expect(remove(fallback)).rejects.toBeInstanceOf(Conflict);
		await world.owner.deleteFrom('costLines').where('bidId', '=', bid.id).execute();
		await remove(fallback);
		expect(await asActor(world.official.actor, (trx) => listOptions(trx, bid.id))).toHaveLength(2);
	});

	test('an option in which a partner has lines cannot be hidden from it', async () => {
		const world = await makeWorld();
		const bid = await addJointBid(world);
		const { id } = await does(world, (trx, actor) =>
			addOption(trx, actor, ...on(world, bid), { kind: 'minimum', name: 'Half', description: '', leadOnly: false })
		);
		await world.owner
			.insertInto('costLines')
			.values({ ...careLine(world, bid), optionId: id, rank: 1, description: 'Visits', budget: 'rdel_programme' })
			.execute();
		const hide = does(world, (trx, actor) =>
			editOption(trx, actor, ...on(world, bid), id, {
				kind: 'minimum',
				name: 'Half',
				description: '',
				leadOnly: true,
				revision: 1
			})
		);
		await expect(hide).rejects.toBeInstanceOf(Invalid);
	});
});

describe('release and withdrawal', () => {
	test('the secretariat sees a bid from its release on, once', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const release = (by = world.official.actor) =>
			does(world, (trx, actor) => releaseBid(trx, actor, ...on(world, bid)), by);
		await expect(release(world.minister.actor)).rejects.toBeInstanceOf(Forbidden);
		await release();
		expect(await asActor(world.secretariat.actor, (trx) => findBid(trx, world.reviewId, bid.number))).toBeDefined();
		expect(await asActor(world.treasury.actor, (trx) => findBid(trx, world.reviewId, bid.number))).toBeUndefined();
		await expect(release()).rejects.toBeInstanceOf(Conflict);
	});

	test('a withdrawn bid keeps its reason and is changed by nobody', async () => {
		const world = await makeWorld();
		const bid = await addBid(world);
		const withdraw = () =>
			does(world, (trx, actor) => withdrawBid(trx, actor, ...on(world, bid), { revision: 1, because: 'Merged' }));
		await withdraw();
		expect(await stored(world, bid)).toMatchObject({ withdrawnBecause: 'Merged' });
		await expect(withdraw()).rejects.toBeInstanceOf(Forbidden);
		const edit = does(world, (trx, actor) => editBid(trx, actor, ...on(world, bid), { ...said({}), revision: 2 }));
		await expect(edit).rejects.toBeInstanceOf(Forbidden);
	});
});

function does<T>(world: World, work: (trx: Trx, actor: Actor) => Promise<T>, by = world.official.actor): Promise<T> {
	return asActor(by, work);
}

function on(world: World, bid: StartedBid): [reviewId: number, number: number] {
	return [world.reviewId, bid.number];
}

function stored(world: World, bid: StartedBid) {
	return asActor(world.official.actor, (trx) => getBid(trx, world.reviewId, bid.number));
}

function said(record: RecordInput) {
	return {
		revision: 1,
		title: 'Family hubs',
		sensitive: true,
		handling: null,
		headlinePence: 50_000_000_000,
		record: { extent: ['england' as const], risks: null, ...record }
	};
}

function careLine(world: World, bid: StartedBid) {
	return { reviewId: world.reviewId, bidId: bid.id, optionId: bid.preferred, teamId: world.teams.care };
}

/** Everything that the record says, as the owner reads it. */
async function heard(world: World) {
	return { rows: await world.owner.selectFrom('auditContent').selectAll().execute() };
}
