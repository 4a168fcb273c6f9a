import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import {
	answerQuestion,
	askQuestion,
	recordTreasuryPosition,
	writeTreasuryNote
} from '#lib/bids/treasury/commands.server.ts';
import {
	latestTreasuryPositions,
	listQuestions,
	listTreasuryNotes,
	listTreasuryPositions
} from '#lib/bids/treasury/queries.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { addReadyBid, change, freezeAs, type ReadyBid, submitted } from '../support/bid-versions.ts';
import { actorOf, actsOn, countRows, makeWorld, type World } from '../support/world.ts';

let world: World;
let bid: ReadyBid;
beforeAll(async () => {
	world = await makeWorld();
	bid = await addReadyBid(world);
	await submitted(world, bid);
});

const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);
const treasury = () => world.treasury.actor;
const reserve = (actor: Actor, input: { on?: ReadyBid; version?: number; words?: string } = {}) =>
	as(actor, (trx, person) =>
		recordTreasuryPosition(trx, person, world.reviewId, (input.on ?? bid).number, {
			stance: 'reserved',
			words: input.words ?? 'Reserved until the staff can be found.',
			version: input.version ?? 1
		})
	);
const ask = (actor: Actor, input: { dueOn?: string | null; on?: ReadyBid } = {}) =>
	as(actor, (trx, person) =>
		askQuestion(trx, person, world.reviewId, (input.on ?? bid).number, {
			question: 'Who would staff them?',
			dueOn: input.dueOn ?? null,
			version: 1
		})
	);
const answer = (actor: Actor, question: number, revision = 1, on = bid) =>
	as(actor, (trx, person) =>
		answerQuestion(trx, person, world.reviewId, on.number, question, { answer: 'Councils, from now on.', revision })
	);

describe('the Treasury’s position', () => {
	test('is in its own words, is appended, and is seen by all who see the submission', async () => {
		await reserve(treasury());
		await reserve(treasury(), { words: 'Reserved still.' });
		for (const party of ['official', 'careOfficial', 'secretariat', 'chair', 'treasury'] as const) {
			const said = await as(world[party].actor, (trx) => listTreasuryPositions(trx, bid.id));
			expect(said.map(({ words }) => words)).toEqual(['Reserved still.', 'Reserved until the staff can be found.']);
			const latest = await as(world[party].actor, (trx) => latestTreasuryPositions(trx, [bid.id]));
			expect(latest.get(bid.id)).toMatchObject({ stance: 'reserved', words: 'Reserved still.', version: 1 });
		}
		expect(await as(world.observer.actor, (trx) => listTreasuryPositions(trx, bid.id))).toEqual([]);
		expect(await actsOn(world, 'bid', bid.id)).toContain('treasury_position.recorded');
	});

	test('is recorded by nobody else', async () => {
		const before = await countRows(world, 'treasury_positions');
		for (const party of ['official', 'careOfficial', 'secretariat', 'chair', 'minister'] as const)
			await expect(reserve(world[party].actor)).rejects.toBeInstanceOf(Forbidden);
		for (const party of ['observer', 'outsider', 'administrator'] as const)
			await expect(reserve(actorOf(world, party))).rejects.toBeInstanceOf(NotFound);
		expect(await countRows(world, 'treasury_positions')).toBe(before);
	});

	test('is refused on a version that another has followed', async () => {
		const moved = await addReadyBid(world);
		await submitted(world, moved);
		await change(world, moved);
		await submitted(world, moved, { after: 1 });
		await expect(reserve(treasury(), { on: moved, version: 1 })).rejects.toBeInstanceOf(Conflict);
		await reserve(treasury(), { on: moved, version: 2 });
	});

	test('finds nothing of a bid that was frozen and not submitted', async () => {
		const frozen = await addReadyBid(world);
		await freezeAs(world, frozen);
		await expect(reserve(treasury(), { on: frozen })).rejects.toBeInstanceOf(NotFound);
		await expect(ask(treasury(), { on: frozen })).rejects.toBeInstanceOf(NotFound);
	});
});

describe('working notes', () => {
	test('are the spending team’s own', async () => {
		const write = (actor: Actor) =>
			as(actor, (trx, person) => writeTreasuryNote(trx, person, world.reviewId, bid.number, 'Press them on staff.'));
		await write(treasury());
		const notes = (actor: Actor) => as(actor, (trx) => listTreasuryNotes(trx, bid.id));
		expect(await notes(treasury())).toMatchObject([{ body: 'Press them on staff.' }]);
		for (const party of ['official', 'careOfficial', 'secretariat', 'chair', 'minister'] as const) {
			expect(await notes(world[party].actor)).toEqual([]);
			await expect(write(world[party].actor)).rejects.toBeInstanceOf(Forbidden);
		}
		expect(await notes(treasury())).toHaveLength(1);
	});
});

describe('questions', () => {
	test('are asked on the version that the Treasury has and answered by the departments', async () => {
		const { number } = await ask(treasury(), { dueOn: '2026-03-20' });
		await answer(world.careOfficial.actor, number);
		const [answered] = await as(treasury(), (trx) => listQuestions(trx, bid.id));
		expect(answered).toMatchObject({ number, version: 1, dueOn: '2026-03-20', answer: 'Councils, from now on.' });
		await expect(answer(world.official.actor, number)).rejects.toBeInstanceOf(Conflict);
		expect(await actsOn(world, 'bid', bid.id)).toEqual(
			expect.arrayContaining(['bid_question.asked', 'bid_question.answered'])
		);
	});

	test('those that wait come first, the soonest due before the others', async () => {
		const asked = await addReadyBid(world);
		await submitted(world, asked);
		for (const dueOn of [null, '2026-04-01', '2026-03-20']) await ask(treasury(), { on: asked, dueOn });
		await answer(world.official.actor, 3, 1, asked);
		const listed = await as(treasury(), (trx) => listQuestions(trx, asked.id));
		expect(listed.map(({ number }) => number)).toEqual([2, 1, 3]);
	});

	test('are asked by the Treasury alone, for today or later, and answered by officials of the bid alone', async () => {
		await expect(ask(treasury(), { dueOn: '2026-03-15' })).rejects.toBeInstanceOf(Invalid);
		for (const party of ['official', 'secretariat', 'chair'] as const)
			await expect(ask(world[party].actor)).rejects.toBeInstanceOf(Forbidden);
		const { number } = await ask(treasury());
		for (const party of ['treasury', 'secretariat', 'chair', 'minister'] as const)
			await expect(answer(world[party].actor, number)).rejects.toBeInstanceOf(Forbidden);
		await expect(answer(world.observer.actor, number)).rejects.toBeInstanceOf(NotFound);
	});

	test('two at once have numbers of their own', async () => {
		const asked = await addReadyBid(world);
		await submitted(world, asked);
		const numbers = await Promise.all([1, 2, 3].map(() => ask(treasury(), { on: asked })));
		expect(numbers.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
	});
});
