import { beforeEach, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { type BatchInput, writeBatch } from '#lib/letters/batch/commands.server.ts';
import { listChoices, listWithoutMinister, proposeLetters } from '#lib/letters/batch/proposals.server.ts';
import { usualTemplate } from '#lib/letters/batch/template.ts';
import { withdrawLetter } from '#lib/letters/commands.server.ts';
import { listAsks, listLetters } from '#lib/letters/queries.server.ts';
import { editRecommendation } from '#lib/recommendations/commands.server.ts';
import { readLetter } from '../support/letters.ts';
import { edited, propose, recommendation } from '../support/recommendations.ts';
import { countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let ids: { id: number; version: number; number: number }[];
beforeEach(async () => {
	world = await makeWorld();
	const ours = await propose(world, { title: 'One visitor', partnerTeamIds: [world.teams.care] });
	const theirs = await propose(world, { title: 'Shared records', leadTeamId: world.teams.care });
	ids = [ours, theirs].map(({ id, version, number }) => ({ id, version, number }));
});

const none = { stage: null, teamId: null, batch: null };

async function proposals(chosen = ids) {
	const { actor } = world.secretariat;
	return asActor(actor, async (trx) => {
		const choices = await listChoices(trx, actor, world.reviewId);
		return proposeLetters(
			trx,
			actor,
			world.reviewId,
			choices.filter(({ id }) => chosen.some((one) => one.id === id))
		);
	});
}

function input(letters: BatchInput['letters'], wanted: Partial<BatchInput> = {}): BatchInput {
	return {
		...usualTemplate,
		copiedTo: '',
		replyBy: '2026-04-10',
		recommendations: ids.map(({ id, version }) => ({ id, version })),
		letters,
		...wanted
	};
}

const ours = (): BatchInput['letters'] => [{ teamId: world.teams.families, asks: ['lead', 'note'], row: 0 }];

function write(letters: BatchInput['letters'], by: Party = world.secretariat, wanted: Partial<BatchInput> = {}) {
	return asActor(by.actor, (trx) => writeBatch(trx, by.actor, world.reviewId, input(letters, wanted)));
}

describe('what is proposed', () => {
	test('lead for the lead team, contribute for partners, note for others; and what stands in the way is said', async () => {
		const [care, families] = (await proposals()).sort((one) => (one.teamId === world.teams.care ? -1 : 1));
		expect(families?.asks.map(({ ask }) => ask)).toEqual(['lead', 'note']);
		expect(families?.sender.postId).toBe(world.minister.postId);
		expect(families?.addressee?.postId).toBe(world.cabinetMinister.postId);
		expect(families?.warnings).toEqual([]);
		expect(care?.asks.map(({ ask }) => ask)).toEqual(['contribute', 'lead']);
		expect(care?.addressee).toBeNull();
		expect(care?.warnings).toEqual(['This department has no Cabinet minister in the review, so no letter is written.']);
		const without = await asActor(world.secretariat.actor, (trx) =>
			listWithoutMinister(trx, world.secretariat.actor, world.reviewId)
		);
		expect(without).toHaveLength(2);
	});

	test('a vacant post is said', async () => {
		await world.owner
			.updateTable('holdings')
			.set({ until: new Date('2026-02-01T00:00:00Z') })
			.where('postId', 'in', [world.minister.postId, world.cabinetMinister.postId])
			.execute();
		const families = (await proposals()).find(({ teamId }) => teamId === world.teams.families);
		expect(families?.sender.holderName).toBeNull();
		expect(families?.warnings).toHaveLength(2);
	});
});

describe('writing them in one act', () => {
	test('merges the template for each department and keeps them together', async () => {
		const { batch, numbers } = await write(ours());
		expect(numbers).toHaveLength(1);
		const letter = await readLetter(world, numbers[0] ?? 0);
		expect(letter.batch).toBe(batch);
		expect(letter.text).toContain('by Friday 10 April 2026');
		expect(letter.text).toContain('{{schedule}}');
		expect(letter.text).not.toContain('{{addressee}}');
		expect(letter.subject).toBe(`Review ${world.slug.replace('review-', '')}: recommendations for your agreement`);
		const asked = await asActor(world.secretariat.actor, (trx) => listAsks(trx, letter.id));
		expect(asked.map(({ ask }) => ask)).toEqual(['lead', 'note']);
	});

	test('never asks a department twice for the same words, until the letter is withdrawn or the words change', async () => {
		const { numbers } = await write(ours());
		const before = await countRows(world, 'letters');
		await expect(write(ours())).rejects.toMatchObject({ field: 'letters[0].ticked' });
		expect(await countRows(world, 'letters')).toBe(before);
		const families = (await proposals()).find(({ teamId }) => teamId === world.teams.families);
		expect(families?.asks).toEqual([
			{ ask: null, askedIn: numbers[0] },
			{ ask: null, askedIn: numbers[0] }
		]);

		const { actor } = world.secretariat;
		const { revision } = await readLetter(world, numbers[0] ?? 0);
		await asActor(actor, (trx) =>
			withdrawLetter(trx, actor, world.reviewId, numbers[0] ?? 0, { because: 'Wrong template', revision })
		);
		expect((await write(ours())).numbers).toHaveLength(1);
	});

	test('two who write at once write once', async () => {
		const outcomes = await Promise.allSettled([write(ours()), write(ours())]);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		const { actor } = world.secretariat;
		const { rows } = await asActor(actor, (trx) =>
			listLetters(trx, world.reviewId, none, { after: null, before: null })
		);
		expect(rows).toHaveLength(1);
	});

	test('is refused to whoever is not the secretariat, and for what cannot be', async () => {
		for (const party of [world.chair, world.minister, world.privateOffice, world.official, world.observer]) {
			await expect(write(ours(), party)).rejects.toThrow(Forbidden);
		}
		await expect(write(ours(), world.outsider)).rejects.toThrow(NotFound);
		await expect(write([{ teamId: world.teams.care, asks: ['lead', null], row: 3 }])).rejects.toMatchObject(
			new Invalid('letters[3].ticked', 'This department has no Cabinet minister in the review')
		);
		await expect(write([{ teamId: world.teams.families, asks: [null, null], row: 0 }])).rejects.toThrow(Invalid);
		await expect(write([{ teamId: world.teams.centre, asks: ['note'], row: 0 }])).rejects.toThrow(Invalid);
		expect(await readAll()).toHaveLength(0);
	});

	test('words that have moved since they were read are not asked for', async () => {
		const [first] = ids;
		const { actor } = world.secretariat;
		const now = await recommendation(world, first?.number ?? 0);
		await asActor(actor, (trx) =>
			editRecommendation(trx, actor, world.reviewId, now.number, {
				...edited(world, now, { text: 'Other words entirely.' }),
				lapsing: null
			})
		);
		await expect(write(ours())).rejects.toThrow(Conflict);
	});
});

async function readAll() {
	const { actor } = world.secretariat;
	const { rows } = await asActor(actor, (trx) => listLetters(trx, world.reviewId, none, { after: null, before: null }));
	return rows;
}
