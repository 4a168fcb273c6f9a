import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { acceptProposedWords, declineProposedWords } from '#lib/discussion/proposed-words.server.ts';
import { findProposal, listProposals } from '#lib/discussion/queries.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import type { PositionStance } from '#lib/positions/position.ts';
import { listPositions } from '#lib/positions/queries.server.ts';
import { editRecommendation, notTakeForward } from '#lib/recommendations/commands.server.ts';
import { getVersion, type Recommendation } from '#lib/recommendations/queries.server.ts';
import { listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { edited, propose, recommendation } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, parties, type World } from '../support/world.ts';

const proposed = 'Every family keeps the same health visitor for the first two years.';

let world: World;
let about: Recommendation;
let answerId: number;

beforeEach(async () => {
	world = await makeWorld();
	about = await propose(world);
	await answer(world.careMinister, 'content');
	await answer(world.minister, 'content_if_reworded', proposed);
	answerId = await latestProposal();
});

describe('accepting proposed words', () => {
	test('makes a version that credits the post, lapses what rested on the words before, and says so to the proposer', async () => {
		expect(await accept()).toBe(2);

		const after = await recommendation(world, about.number);
		expect(after).toMatchObject({ text: proposed, version: 2, materialVersion: 2, title: about.title });
		expect((await as(world.secretariat, (trx) => getVersion(trx, about.id, 2))).text).toBe(proposed);
		const [proposal] = await as(world.minister, (trx) => listProposals(trx, about.id));
		expect(proposal).toMatchObject({
			postId: world.minister.postId,
			version: 1,
			textThen: about.text,
			proposedText: proposed,
			overtaken: false,
			decided: { outcome: 'accepted', acceptedVersion: 2, unchanged: true, because: null }
		});
		const positions = await as(world.minister, (trx, actor) => listPositions(trx, actor, after));
		expect(positions.filter(({ answer: given }) => given !== null).every(({ lapsed }) => lapsed)).toBe(true);
		expect((await actsOn(world, 'recommendation', about.id)).slice(-2)).toEqual([
			'recommendation.reworded',
			'proposed_words.accepted'
		]);
		const { entries } = await as(world.careOfficial, (trx) => listTrail(trx, 'recommendation', about.id, { limit: 5 }));
		const told = entries.find(({ act }) => act === 'proposed_words.accepted');
		expect(told?.said).toMatchObject({ version: 2, unchanged: true });
		expect(String(told?.said?.proposedBy)).toContain('minister of families');
	});

	test('says whose agreement would lapse, and saves nothing without consent', async () => {
		await expect(accept({ lapsing: null })).rejects.toThrow(/lapses the answers of 2 departments/);
		await expect(accept({ lapsing: null })).rejects.toThrow(Invalid);
		expect(await recommendation(world, about.number)).toMatchObject({ version: 1 });
		expect(await undecided()).toBe(true);
	});

	test('is refused where somebody answered while the page was open', async () => {
		const seen = await standing();
		await answer(world.careMinister, 'not_content');
		await expect(accept({ lapsing: seen })).rejects.toThrow(/answered while you were editing/);
		expect(await undecided()).toBe(true);
	});

	test('is for whoever edits the recommendation', async () => {
		for (const party of parties) {
			if (party === 'secretariat' || party === 'administrator') continue;
			const refused = party === 'outsider' ? NotFound : Forbidden;
			await expect(accept({ by: world[party] })).rejects.toThrow(refused);
			await expect(decline('No.', world[party])).rejects.toThrow(refused);
		}
		expect(await undecided()).toBe(true);
		expect(await recommendation(world, about.number)).toMatchObject({ version: 1 });
	});

	test('happens once: two people who accept at the same moment make one version', async () => {
		const lapsing = await standing();
		const tries = await Promise.allSettled([accept({ lapsing }), accept({ lapsing }), accept({ lapsing })]);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict);
		expect(await recommendation(world, about.number)).toMatchObject({ version: 2 });
		await expect(accept({ revision: 99 })).rejects.toThrow(Conflict);
		await expect(decline('Too late.')).rejects.toThrow(Conflict);
	});

	test('while another edits: one of the two is told, and neither text is lost unseen', async () => {
		const lapsing = await standing();
		const edit = as(world.secretariat, (trx, actor) =>
			editRecommendation(trx, actor, world.reviewId, about.number, {
				...edited(world, about, { text: 'Other words.' }),
				lapsing
			})
		);
		const tries = await Promise.allSettled([edit, accept({ lapsing, revision: about.revision })]);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(await recommendation(world, about.number)).toMatchObject({ version: 2 });
	});

	test('where the words have moved since takes what the editor worked out, and says that it differs', async () => {
		await reword('Every family keeps the same health visitor for the first year, and a named nurse.');
		const moved = await as(world.secretariat, (trx) => findProposal(trx, about.id, answerId));
		expect(moved).toMatchObject({ textThen: about.text, proposedText: proposed, overtaken: false, decided: null });
		await expect(accept({ revision: about.revision })).rejects.toThrow(/changed this recommendation/);

		const both = 'Every family keeps the same health visitor for the first two years, and a named nurse.';
		expect(await accept({ text: both, revision: (await recommendation(world, about.number)).revision })).toBe(3);
		expect(await recommendation(world, about.number)).toMatchObject({ text: both });
		const [proposal] = await as(world.minister, (trx) => listProposals(trx, about.id));
		expect(proposal?.decided).toMatchObject({ acceptedVersion: 3, unchanged: false });
	});

	test('where the words stand already credits the version that has them', async () => {
		await reword(proposed);
		expect(await accept({ revision: (await recommendation(world, about.number)).revision, lapsing: null })).toBe(2);
		expect(await recommendation(world, about.number)).toMatchObject({ version: 2 });
		const [proposal] = await as(world.minister, (trx) => listProposals(trx, about.id));
		expect(proposal?.decided).toMatchObject({ acceptedVersion: 2, unchanged: true });
	});

	test('is not a way to keep the words as they are', async () => {
		await expect(accept({ text: about.text })).rejects.toThrow(Invalid);
		expect(await undecided()).toBe(true);
	});

	test('is over once the post has answered again, or the recommendation is not taken forward', async () => {
		await answer(world.minister, 'not_content');
		await expect(accept()).rejects.toThrow(/answered again/);
		await answer(world.minister, 'content_if_reworded', 'Other words altogether.');
		const newer = await latestProposal();
		await as(world.secretariat, async (trx, actor) => {
			const because = 'No money.';
			await notTakeForward(trx, actor, world.reviewId, about.number, { revision: about.revision, because });
		});
		await expect(accept({ answer: newer, revision: about.revision + 1 })).rejects.toThrow(Conflict);
	});

	test('of another recommendation, or of another review, is not there', async () => {
		const other = await propose(world);
		await expect(
			as(world.secretariat, (trx, actor) =>
				declineProposedWords(trx, actor, world.reviewId, other.number, answerId, 'No.')
			)
		).rejects.toThrow(NotFound);
		expect(await as(world.outsider, (trx) => listProposals(trx, about.id))).toEqual([]);
	});
});

describe('declining proposed words', () => {
	test('keeps them, with the reason, for every member; the words stay', async () => {
		await decline('Two years cannot be staffed.');
		const [proposal] = await as(world.observer, (trx) => listProposals(trx, about.id));
		expect(proposal).toMatchObject({
			proposedText: proposed,
			decided: { outcome: 'declined', because: 'Two years cannot be staffed.', acceptedVersion: null }
		});
		expect(await recommendation(world, about.number)).toMatchObject({ version: 1, text: about.text });
		expect((await actsOn(world, 'recommendation', about.id)).at(-1)).toBe('proposed_words.declined');
		const before = await countRows(world, 'proposed_words');
		await expect(decline('Again.')).rejects.toThrow(Conflict);
		await expect(accept()).rejects.toThrow(Conflict);
		expect(await countRows(world, 'proposed_words')).toBe(before);
	});
});

describe('what waits for the secretariat', () => {
	test('is every proposal that nobody has decided on and no other answer overtakes', async () => {
		expect(await waiting(world.secretariat)).toEqual([`proposed-words/${answerId}`]);
		expect(await waiting(world.official)).toEqual([]);
		await answer(world.minister, 'content_if_reworded', 'Other words altogether.');
		const newer = await latestProposal();
		expect(await waiting(world.secretariat)).toEqual([`proposed-words/${newer}`]);
		await decline('No.', world.secretariat, newer);
		expect(await waiting(world.secretariat)).toEqual([]);
	});
});

function as<Result>(party: Party, work: (trx: Trx, actor: Actor) => Promise<Result>): Promise<Result> {
	return asActor(party.actor, (trx) => work(trx, party.actor));
}

type Wanted = { by?: Party; answer?: number; text?: string; revision?: number; lapsing?: number[] | null };

async function accept(wanted: Wanted = {}): Promise<number> {
	const { by = world.secretariat, answer: of = answerId, text = proposed, revision = about.revision } = wanted;
	const lapsing = wanted.lapsing === undefined ? await standing() : wanted.lapsing;
	return as(by, (trx, actor) =>
		acceptProposedWords(trx, actor, world.reviewId, about.number, of, { revision, text, lapsing })
	);
}

function decline(because: string, by: Party = world.secretariat, of = answerId): Promise<void> {
	return as(by, (trx, actor) => declineProposedWords(trx, actor, world.reviewId, about.number, of, because));
}

async function standing(): Promise<number[]> {
	const now = await recommendation(world, about.number);
	const answers = await as(world.secretariat, (trx) => listStandingAnswers(trx, now));
	return answers.map(({ id }) => id);
}

async function answer(by: Party, stance: PositionStance, words: string | null = null): Promise<void> {
	const { version } = await recommendation(world, about.number);
	const reason = stance === 'content' ? null : 'As we said.';
	await as(by, (trx, actor) =>
		recordPosition(trx, actor, world.reviewId, about.number, {
			...{ postId: by.postId, conveyed: null, version, stance, reason },
			proposedText: words,
			conditions: []
		})
	);
}

async function latestProposal(): Promise<number> {
	const [proposal] = await as(world.secretariat, (trx) => listProposals(trx, about.id));
	return proposal?.answerId ?? 0;
}

async function undecided(): Promise<boolean> {
	const proposal = await as(world.secretariat, (trx) => findProposal(trx, about.id, answerId));
	return proposal?.decided === null;
}

async function reword(text: string): Promise<void> {
	const before = await recommendation(world, about.number);
	const lapsing = await standing();
	await as(world.secretariat, (trx, actor) =>
		editRecommendation(trx, actor, world.reviewId, about.number, { ...edited(world, before, { text }), lapsing })
	);
}

async function waiting(party: Party): Promise<string[]> {
	const [review] = await as(party, (trx, actor) => listNeeds(trx, actor));
	const items = review?.needs.find(({ kind }) => kind === 'proposed_words')?.items ?? [];
	return items.map(({ href }) => href.slice(href.indexOf('proposed-words/')));
}
