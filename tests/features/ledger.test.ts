import { beforeAll, describe, expect, test } from 'vitest';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { recordPosition, tickCondition } from '#lib/positions/commands.server.ts';
import { editRecommendation, makeDraftingChange } from '#lib/recommendations/commands.server.ts';
import { listStandingAgreements } from '#lib/recommendations/standing.server.ts';
import { countWaiting } from '#lib/overview/reminders.server.ts';
import { extendRound } from '#lib/rounds/extension/commands.server.ts';
import { moveRound, withdrawRound } from '#lib/rounds/commands.server.ts';
import { assignCondition, proposeWords, settleCondition } from '#lib/rounds/ledger/commands.server.ts';
import { type LedgerFilters, ledgerFiltersFrom, noLedgerFilters } from '#lib/rounds/ledger/forms.ts';
import {
	countLedger,
	getCondition,
	listAskingTeams,
	listConditionsOwned,
	listConditionsToTick,
	listLedger
} from '#lib/rounds/ledger/queries.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { readObstacles } from '#lib/rounds/standings.server.ts';
import { layReply } from '../support/ledger.ts';
import { edited, propose, recommendation } from '../support/recommendations.ts';
import {
	addCabinet,
	addIssuedRound,
	type Cabinet,
	freezeReworded,
	type Frozen,
	join,
	roundAs
} from '../support/rounds.ts';
import { actsOn, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let cabinet: Cabinet;

beforeAll(async () => {
	world = await makeWorld();
	cabinet = await addCabinet(world);
});

const binding = { text: 'A line on cost', grade: 'condition' } as const;

const condition = (number: number, by: Party = world.secretariat, of = world) =>
	asActor(by.actor, (trx) => getCondition(trx, of.reviewId, number));

async function revised<Input>(
	command: (
		trx: Trx,
		actor: Party['actor'],
		reviewId: number,
		number: number,
		input: Input & { revision: number }
	) => Promise<void>,
	by: Party,
	number: number,
	input: Input
): Promise<void> {
	const { revision } = await condition(number);
	await asActor(by.actor, (trx) => command(trx, by.actor, world.reviewId, number, { ...input, revision }));
}

const assign = (by: Party, number: number, ownerPostId: number | null, neededBy: string | null = null) =>
	revised(assignCondition, by, number, { ownerPostId, neededBy });
const settle = (by: Party, number: number, version: number | null, handled: string | null = null) =>
	revised(settleCondition, by, number, { version, handled });
const suggest = (by: Party, number: number, words: string) => revised(proposeWords, by, number, { words });
const tick = (by: Party, number: number, version: number) =>
	asActor(by.actor, (trx) => tickCondition(trx, by.actor, world.reviewId, number, version));

/** A round whose only reply is Care's, content subject to one condition. */
async function withCondition(grade: 'condition' | 'should_address' | 'observation' = 'condition') {
	const { name, frozen } = await addIssuedRound(world);
	const [number = 0] = await layReply(world, name, cabinet.care, {
		stance: 'content_subject_to',
		comments: [{ ...binding, grade }]
	});
	return { name, frozen, number };
}

const roundIn = (trx: Trx, name: string) => getRound(trx, world.secretariat.actor, world.reviewId, name);

async function reword(frozen: Frozen, text: string): Promise<void> {
	const [first] = frozen.recommendations;
	const before = await recommendation(world, first?.number ?? 0);
	const { actor } = world.secretariat;
	await asActor(actor, async (trx) => {
		const lapsingAgreements = (await listStandingAgreements(trx, before)).map(({ key }) => key);
		const change = { ...edited(world, before, { text }), lapsing: [], lapsingAgreements };
		await editRecommendation(trx, actor, world.reviewId, before.number, change);
	});
}

describe('a condition of a reply', () => {
	test('knows its recommendation, its round and its department, and begins open', async () => {
		const { name, frozen, number } = await withCondition();
		const entry = await condition(number);
		expect(entry).toMatchObject({
			state: 'open',
			late: false,
			teamId: world.teams.care,
			askerPostId: cabinet.care.postId,
			roundNumber: Number(name.slice(1)),
			recommendation: { number: frozen.recommendations[0]?.number, version: 1, materialVersion: 1 },
			ownerPostId: null
		});
	});

	test('is met by the version that the secretariat names and its own department ticks, and by nobody else’s word', async () => {
		const { name, number } = await withCondition();
		for (const party of [cabinet.care, cabinet.careOffice, world.careOfficial, world.chair]) {
			await expect(settle(party, number, 1)).rejects.toThrow(Forbidden);
		}
		await expect(settle(world.secretariat, number, null, 'Said in the annex')).rejects.toMatchObject({
			field: 'version'
		});
		await expect(settle(world.secretariat, number, 2)).rejects.toMatchObject({ field: 'version' });
		await settle(world.secretariat, number, 1, 'The annex gives the cost by year.');
		expect(await condition(number)).toMatchObject({ state: 'to_tick', metVersion: 1, tickedAt: null });
		const posts = [cabinet.care.postId];
		const { actor } = cabinet.careOffice;
		expect(
			(await asActor(actor, (trx) => listConditionsToTick(trx, posts, world.reviewId))).map((each) => each.number)
		).toContain(number);

		for (const party of [world.secretariat, world.careMinister, cabinet.families, cabinet.exchequerOffice]) {
			await expect(tick(party, number, 1)).rejects.toThrow(Forbidden);
		}
		expect((await condition(number)).state).toBe('to_tick');
		await tick(cabinet.careOffice, number, 1);
		const met = await condition(number);
		expect(met).toMatchObject({ state: 'met', tickedByName: cabinet.careOffice.actor.person.name });
		expect(await actsOn(world, 'condition', met.id)).toEqual(['condition.settled', 'condition.ticked']);
		await expect(tick(cabinet.care, number, 1)).rejects.toThrow(/already/);
		await expect(settle(world.secretariat, number, 1)).rejects.toThrow(Conflict);
		const round = await roundAs(world, world.secretariat, name);
		const obstacles = await asActor(world.secretariat.actor, (trx) =>
			readObstacles(trx, world.secretariat.actor, round)
		);
		expect(obstacles?.filter(({ gate }) => gate === 'conditions_met')).toEqual([]);
	});

	test('opens again when the words change in meaning, and not by a drafting change; then it is ticked anew', async () => {
		const { name, frozen, number } = await withCondition();
		await settle(world.secretariat, number, 1);
		await tick(cabinet.care, number, 1);
		const [first] = frozen.recommendations;
		const before = await recommendation(world, first?.number ?? 0);
		const { actor } = world.secretariat;
		await asActor(actor, (trx) =>
			makeDraftingChange(trx, actor, world.reviewId, before.number, {
				...edited(world, before, { text: `${before.text} ` + 'Indeed.' }),
				because: 'A word'
			})
		);
		expect(await condition(number)).toMatchObject({ state: 'met', recommendation: { version: 2, materialVersion: 1 } });
		await reword(frozen, 'Every family has a visitor, where money allows.');
		expect(await condition(number)).toMatchObject({ state: 'reopened', metVersion: 1 });
		const obstacles = await asActor(actor, async (trx) => readObstacles(trx, actor, await roundIn(trx, name)));
		expect(obstacles?.find(({ gate }) => gate === 'conditions_met')?.words).toContain('changed in meaning since');

		// Naming another version does not bring the old tick back.
		await settle(world.secretariat, number, 3);
		expect(await condition(number)).toMatchObject({ state: 'to_tick', metVersion: 3, tickedAt: null });
		await expect(tick(cabinet.care, number, 2)).rejects.toThrow(/changed since you read/);
		await tick(cabinet.care, number, 3);
		expect((await condition(number)).state).toBe('met');

		// The round still asks about the words before: a later copy brings those that meet it.
		const still = await asActor(actor, async (trx) => readObstacles(trx, actor, await roundIn(trx, name)));
		expect(still?.find(({ gate }) => gate === 'conditions_met')?.words).toContain('go on with a later copy');
		const snapshotId = await freezeReworded(world, frozen.paper, frozen.paperId);
		await asActor(actor, async (trx) => {
			const { revision } = await roundIn(trx, name);
			await moveRound(trx, actor, world.reviewId, name, { revision, snapshotId, because: 'It meets C1' });
		});
		const now = await asActor(actor, async (trx) => readObstacles(trx, actor, await roundIn(trx, name)));
		expect(now?.filter(({ gate }) => gate === 'conditions_met')).toEqual([]);
	});

	test('no longer stands once its department has replied again, or the round was withdrawn', async () => {
		const first = await withCondition();
		await layReply(world, first.name, cabinet.care, { stance: 'content' });
		expect((await condition(first.number)).state).toBe('superseded');
		await expect(tick(cabinet.care, first.number, 1)).rejects.toThrow(/answered again/);
		await expect(settle(world.secretariat, first.number, 1)).rejects.toThrow(Conflict);

		const second = await withCondition();
		const { actor } = world.secretariat;
		await asActor(actor, async (trx) => {
			const { revision } = await roundIn(trx, second.name);
			await withdrawRound(trx, actor, world.reviewId, second.name, { revision, because: 'Overtaken' });
		});
		expect((await condition(second.number)).state).toBe('superseded');
		// A reply of the same post in another round leaves it alone.
		const third = await withCondition();
		const fourth = await addIssuedRound(world, { frozen: third.frozen });
		await layReply(world, fourth.name, cabinet.care, { stance: 'content' });
		expect((await condition(third.number)).state).toBe('open');
	});

	test('that nobody insists on is dealt with in words alone', async () => {
		const { number } = await withCondition('should_address');
		await expect(settle(world.secretariat, number, null)).rejects.toMatchObject({ field: 'handled' });
		await settle(world.secretariat, number, null, 'Paragraph 9 now says so.');
		expect(await condition(number)).toMatchObject({ state: 'handled', handled: 'Paragraph 9 now says so.' });
	});
});

describe('the owner of a condition', () => {
	test('is named by the secretariat, sees it on their list and says how it was dealt with', async () => {
		const { number } = await withCondition('observation');
		const { official } = world;
		await expect(condition(number, official)).rejects.toThrow(NotFound);
		for (const party of [world.chair, cabinet.care, official]) {
			await expect(
				asActor(party.actor, (trx) =>
					assignCondition(trx, party.actor, world.reviewId, number, {
						revision: 1,
						ownerPostId: official.postId,
						neededBy: null
					})
				)
			).rejects.toThrow(party === official ? NotFound : Forbidden);
		}
		await expect(assign(world.secretariat, number, world.outsider.postId)).rejects.toThrow(Invalid);
		await expect(assign(world.secretariat, number, world.observer.postId)).rejects.toThrow(Invalid);
		await assign(world.secretariat, number, official.postId);

		// The owner knows the condition and not the reply.
		expect(await condition(number, official)).toMatchObject({
			askerPostId: null,
			stance: null,
			text: 'A line on cost'
		});
		const owned = await asActor(official.actor, (trx) => listConditionsOwned(trx, [official.postId], world.reviewId));
		expect(owned.map((each) => each.number)).toContain(number);
		await expect(tick(official, number, 1)).rejects.toThrow(Forbidden);
		await settle(official, number, null, 'Annex B says so.');
		expect(await condition(number)).toMatchObject({ state: 'handled', handledByTitle: official.actor.posts[0]?.title });
		const after = await asActor(official.actor, (trx) => listConditionsOwned(trx, [official.postId], world.reviewId));
		expect(after.map((each) => each.number)).not.toContain(number);
	});

	test('of two people who change it at once the second is told', async () => {
		const { number } = await withCondition();
		const { actor } = world.secretariat;
		const change = (ownerPostId: number) =>
			asActor(actor, (trx) =>
				assignCondition(trx, actor, world.reviewId, number, { revision: 1, ownerPostId, neededBy: null })
			);
		await change(world.official.postId);
		await expect(change(world.careOfficial.postId)).rejects.toThrow(Conflict);
		expect((await condition(number)).ownerPostId).toBe(world.official.postId);
	});
});

describe('the day by which a condition is needed', () => {
	test('follows from the round, moves with its day for replies, and is the same to its owner', async () => {
		const { name, number } = await withCondition();
		await assign(world.secretariat, number, world.official.postId);
		expect((await condition(number)).neededBy).toEqual({ on: '2026-04-09', because: 'round' });
		expect((await condition(number, world.official)).neededBy).toEqual({ on: '2026-04-09', because: 'round' });
		const { actor } = world.secretariat;
		const { revision } = await roundAs(world, world.secretariat, name);
		await asActor(actor, (trx) =>
			extendRound(trx, actor, world.reviewId, name, { revision, replyBy: '2026-04-14', because: 'Easter' })
		);
		expect((await condition(number)).neededBy?.on).toBe('2026-04-21');
	});

	test('is named by the secretariat alone, not in the past, and put back to what follows from the round', async () => {
		const { number } = await withCondition();
		await expect(assign(world.chair, number, null, '2026-03-20')).rejects.toThrow(Forbidden);
		await expect(assign(world.secretariat, number, null, '2026-03-13')).rejects.toMatchObject({ field: 'neededBy' });
		await assign(world.secretariat, number, null, '2026-03-20');
		const named = await condition(number);
		expect(named.neededBy).toEqual({ on: '2026-03-20', because: 'named' });
		await assign(world.secretariat, number, null, '2026-03-20');
		expect(await actsOn(world, 'condition', named.id)).toEqual(['condition.assigned']);
		await assign(world.secretariat, number, null);
		expect((await condition(number)).neededBy?.because).toBe('round');
	});

	test('has its owner chased from the day after, and nobody else for it', async () => {
		const { number } = await withCondition();
		const owner = await join(world, 'families', 'official');
		await assign(world.secretariat, number, owner.postId, '2026-03-18');
		const review = [{ reviewId: world.reviewId, nation: 'england' as const }];
		const lateFor = async (party: Party, today: string) => {
			const actor = { ...party.actor, now: new Date(`${today}T10:00:00Z`) };
			return (await asActor(actor, (trx) => countWaiting(trx, actor, review, today))).map(({ late }) => late);
		};
		expect(await lateFor(owner, '2026-03-18')).toEqual([0]);
		expect(await lateFor(owner, '2026-03-19')).toEqual([1]);
		expect(await lateFor(owner, '2026-03-20')).toEqual([0]);
		expect(await lateFor(owner, '2026-03-24')).toEqual([1]);
		expect(await lateFor(world.observer, '2026-03-19')).toEqual([0]);
		await assign(world.secretariat, number, null, '2026-03-18');
		expect(await lateFor(owner, '2026-03-19')).toEqual([0]);
	});
});

describe('words that would meet it', () => {
	test('come from who asked, from who asks for agreement, or from the secretariat, and from nobody else', async () => {
		const { number } = await withCondition();
		await suggest(cabinet.careOffice, number, 'Every family keeps one visitor, at no new cost.');
		expect(await condition(number)).toMatchObject({
			proposedWords: 'Every family keeps one visitor, at no new cost.',
			wordsByTitle: cabinet.care.actor.posts[0]?.title
		});
		await suggest(world.privateOffice, number, 'Every family keeps one visitor, within the baseline.');
		expect((await condition(number)).wordsByTitle).toBe(world.minister.actor.posts[0]?.title);
		await suggest(world.secretariat, number, 'Every family keeps one visitor within the baseline.');
		for (const party of [cabinet.families, cabinet.exchequer, world.chair]) {
			await expect(suggest(party, number, 'Something else.')).rejects.toThrow(Forbidden);
		}
		const { text } = (await condition(number)).recommendation;
		await expect(suggest(cabinet.care, number, text)).rejects.toMatchObject({ field: 'words' });
	});
});

describe('the ledger', () => {
	test('lists, counts, filters and pages what a person may know of; late comments are a list of their own', async () => {
		const own = await makeWorld();
		const ministers = await addCabinet(own);
		const { name } = await addIssuedRound(own, {
			recommendations: [{ leadTeamId: own.teams.care, costStatus: 'bid' }],
			input: { spendsMoney: true }
		});
		const grades = ['condition', 'should_address', 'observation'] as const;
		await layReply(own, name, ministers.care, {
			stance: 'content_subject_to',
			comments: grades.map((grade) => ({ text: `Of grade ${grade}`, grade }))
		});
		await layReply(own, name, ministers.exchequer, {
			stance: 'content_subject_to',
			datedOn: '2026-04-02',
			comments: [{ text: 'Came late', grade: 'condition' }]
		});
		// A condition of a member's position stands in the same ledger of the review, in no round.
		const to = await propose(own);
		await asActor(own.minister.actor, (trx) =>
			recordPosition(trx, own.minister.actor, own.reviewId, to.number, {
				version: 1,
				stance: 'content_subject_to',
				reason: 'Cost',
				proposedText: null,
				conditions: [{ text: 'Of a member', grade: 'condition' }],
				postId: own.minister.postId,
				conveyed: 'self'
			})
		);
		const round = await roundAs(own, own.secretariat, name);
		const of = { reviewId: own.reviewId, roundId: round.id };
		const list = (by: Party, where: typeof of | { reviewId: number }, wanted: Partial<LedgerFilters> = {}) =>
			asActor(by.actor, async (trx) =>
				(await listLedger(trx, where, { ...noLedgerFilters, ...wanted })).rows.map(({ text }) => text)
			);
		expect(await list(own.secretariat, of)).toHaveLength(4);
		expect(await list(own.secretariat, { reviewId: own.reviewId })).toHaveLength(5);
		expect(await list(own.secretariat, of, { view: 'late' })).toEqual(['Came late']);
		expect(await list(own.secretariat, of, { grade: 'should_address' })).toEqual(['Of grade should_address']);
		expect(await list(own.secretariat, of, { teamId: own.teams.exchequer })).toEqual(['Came late']);
		// An official of Families sees neither reply, one of Care its own department's.
		expect(await list(own.official, of)).toEqual([]);
		expect(await list(own.official, { reviewId: own.reviewId })).toEqual(['Of a member']);
		expect(await list(own.careOfficial, of)).toHaveLength(3);
		await expect(asActor(own.outsider.actor, (trx) => getCondition(trx, own.reviewId, 1))).rejects.toThrow(NotFound);

		const { actor } = own.secretariat;
		const counts = await asActor(actor, (trx) => countLedger(trx, of, noLedgerFilters));
		expect(counts).toEqual({ open: 4, tick: 0, met: 0, late: 1, all: 4 });
		expect((await asActor(actor, (trx) => listAskingTeams(trx, of))).map(({ teamId }) => teamId).sort()).toEqual(
			[own.teams.care, own.teams.exchequer].sort()
		);
		const page = (from: { after: number | null; before: number | null }) =>
			asActor(actor, (trx) => listLedger(trx, of, noLedgerFilters, from, 2));
		const first = await page({ after: null, before: null });
		expect([first.rows.length, first.previous, first.next === null]).toEqual([2, null, false]);
		const second = await page({ after: first.next, before: null });
		expect([second.rows.length, second.next]).toEqual([2, null]);
		expect((await page({ after: null, before: second.previous })).rows).toEqual(first.rows);
	});

	test('reads its filters from the address and leaves out what makes no sense', () => {
		expect(ledgerFiltersFrom(new URLSearchParams('show=late&grade=observation&department=7'))).toEqual({
			view: 'late',
			grade: 'observation',
			teamId: 7
		});
		expect(ledgerFiltersFrom(new URLSearchParams('show=toString&grade=x&department=-1'))).toEqual({
			view: 'open',
			grade: null,
			teamId: null
		});
	});
});
