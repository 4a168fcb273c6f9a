import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { recordAnnouncement, recordDelivery } from '#lib/delivery/commands.server.ts';
import { countProgress, listOutcomes, listProgress, standing } from '#lib/delivery/queries.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { agreed, announcement, delivery } from '../support/after.ts';
import { propose } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

type Announced = Parameters<typeof recordAnnouncement>[4];

function announce(number: number, by: Party, input: Partial<Announced> = {}, of = world) {
	return asActor(by.actor, (trx) =>
		recordAnnouncement(trx, by.actor, of.reviewId, number, { ...announcement, ...input })
	);
}

function deliver(number: number, by: Party, input: Partial<Announced & { teamId: number }> = {}) {
	const given = { ...delivery, teamId: world.teams.families, ...input };
	return asActor(by.actor, (trx) => recordDelivery(trx, by.actor, world.reviewId, number, given));
}

const outcomesOf = (id: number, materialVersion = 1) =>
	asActor(world.observer.actor, (trx) => listOutcomes(trx, { id, materialVersion }));

describe('an announcement', () => {
	test('is recorded once after collective agreement, by the department that leads or the secretariat', async () => {
		const { id, number } = await agreed(world);
		const before = await countRows(world, 'decisions');
		for (const party of [world.careOfficial, world.minister, world.observer, world.chair]) {
			await expect(announce(number, party)).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'decisions')).toBe(before);
		await announce(number, world.official);
		expect(await outcomesOf(id)).toMatchObject([
			{ kind: 'publication', decidedOn: '2026-03-10', source: 'Oral statement', link: announcement.link }
		]);
		await expect(announce(number, world.secretariat)).rejects.toThrow('has recorded this already');
		expect(await countRows(world, 'decisions')).toBe(before + 1);
		expect(await actsOn(world, 'recommendation', id)).toContain('announcement.recorded');
	});

	test('is refused before anything is agreed, before that day, and on other words', async () => {
		const { number: proposed } = await propose(world);
		await expect(announce(proposed, world.secretariat)).rejects.toThrow('not been agreed collectively');
		const { number, id } = await agreed(world);
		await expect(announce(number, world.secretariat, { decidedOn: '2026-03-02' })).rejects.toThrow(Invalid);
		await expect(announce(number, world.secretariat, { version: 2 })).rejects.toThrow(Conflict);
		expect(await outcomesOf(id)).toEqual([]);
	});

	test('of what is its department’s own business needs its own Cabinet minister’s agreement alone', async () => {
		const { id, number, version } = await propose(world, { route: 'own_department' });
		await expect(announce(number, world.official)).rejects.toThrow('Cabinet minister');
		const { personId, postId } = world.secretariat;
		await world.owner
			.insertInto('decisions')
			.values({
				...{ reviewId: world.reviewId, kind: 'cabinet_minister', recommendationId: id, version },
				...{ postId: world.cabinetMinister.postId, decidedOn: '2026-03-04', source: 'Letter' },
				...{ recordedByPersonId: personId, recordedByPostId: postId }
			})
			.execute();
		await announce(number, world.official);
		expect(await outcomesOf(id)).toHaveLength(1);
	});

	test('lapses with the meaning of the words', async () => {
		const { id, number } = await agreed(world);
		await announce(number, world.secretariat);
		expect(standing(await outcomesOf(id, 2), 'publication')).toBeNull();
	});

	test('of another review is not there', async () => {
		const other = await makeWorld();
		const { number } = await agreed(other);
		await expect(announce(number, world.secretariat, {}, other)).rejects.toThrow(NotFound);
	});
});

describe('a delivery', () => {
	test('follows the announcement, once, with what shows it and the department', async () => {
		const { id, number } = await agreed(world);
		await expect(deliver(number, world.official)).rejects.toThrow('Record the announcement first');
		await announce(number, world.official);
		await expect(deliver(number, world.careOfficial)).rejects.toThrow(Forbidden);
		await expect(deliver(number, world.official, { decidedOn: '2026-03-09' })).rejects.toThrow(Invalid);
		await expect(deliver(number, world.official, { teamId: 987_654 })).rejects.toThrow(Invalid);
		await deliver(number, world.official);
		const [delivered] = await outcomesOf(id);
		expect(delivered).toMatchObject({ kind: 'delivery', teamId: world.teams.families, source: 'Guidance in force' });
		await expect(deliver(number, world.secretariat)).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'recommendation', id)).toContain('delivery.recorded');
	});

	test('that was recorded wrongly is put right by a record of its own', async () => {
		const { id, number } = await agreed(world);
		await announce(number, world.official);
		await deliver(number, world.official);
		const [wrong] = await outcomesOf(id);
		const right = { corrects: wrong?.id ?? 0, because: 'It came into force later', decidedOn: '2026-03-15' };
		await deliver(number, world.secretariat, right);
		const outcomes = await outcomesOf(id);
		expect(outcomes.map(({ kind, corrected }) => [kind, corrected])).toEqual([
			['delivery', false],
			['delivery', true],
			['publication', false]
		]);
		expect(standing(outcomes, 'delivery')).toMatchObject({ decidedOn: '2026-03-15', because: right.because });
		await expect(deliver(number, world.secretariat, right)).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'recommendation', id)).toContain('delivery.corrected');
	});
});

test('the board lists how far each has come', async () => {
	world = await makeWorld();
	const toAnnounce = await agreed(world);
	const toDeliver = await agreed(world);
	const done = await agreed(world);
	await propose(world);
	await announce(toDeliver.number, world.official);
	await announce(done.number, world.official);
	await deliver(done.number, world.official);
	const { actor } = world.observer;
	const read = (view: 'all' | 'to_announce' | 'to_deliver' | 'delivered', teamId: number | null = null) =>
		asActor(actor, async (trx) => {
			const page = await listProgress(trx, world.reviewId, { view, teamId }, { after: null, before: null });
			return page.rows.map(({ number, stage }) => [number, stage]);
		});
	expect(await read('all')).toEqual([
		[toAnnounce.number, 'to_announce'],
		[toDeliver.number, 'to_deliver'],
		[done.number, 'delivered']
	]);
	expect(await read('to_announce')).toEqual([[toAnnounce.number, 'to_announce']]);
	expect(await read('delivered')).toEqual([[done.number, 'delivered']]);
	expect(await read('all', world.teams.care)).toEqual([]);
	expect(await asActor(actor, (trx) => countProgress(trx, world.reviewId, null))).toEqual({
		all: 3,
		to_announce: 1,
		to_deliver: 1,
		delivered: 1
	});
});
