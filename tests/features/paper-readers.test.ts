import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { compareContents } from '#lib/papers/compare.ts';
import { recordCheck } from '#lib/papers/checks/commands.server.ts';
import { wordsDigest } from '#lib/papers/checks/queries.server.ts';
import { findSide } from '#lib/papers/compared.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { sinceCleared } from '#lib/papers/since-cleared.ts';
import { getPaper, listSnapshots, readManuscript } from '#lib/papers/queries.server.ts';
import { noteReading, readingsNoted } from '#lib/papers/readers/note-reading.server.ts';
import { listReaders } from '#lib/papers/readers/queries.server.ts';
import { copyInWords, takenInWords } from '#lib/papers/readers/reading.ts';
import { addPaper, freeze, write } from '../support/papers.ts';
import { actorOf, type Asked, makeWorld, parties, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const later = (actor: Actor, seconds: number): Actor => ({
	...actor,
	now: new Date(actor.now.getTime() + seconds * 1000)
});

function readers(name: string) {
	const { actor } = world.secretariat;
	return asActor(actor, (trx) => listReaders(trx, actor, world.reviewId, name));
}

async function manuscriptOf(trx: Trx, name: string) {
	return readManuscript(trx, await getPaper(trx, world.reviewId, name));
}

async function open(actor: Actor, paperId: number, takenAs: string | null = null) {
	noteReading(actor, { paperId, reviewId: world.reviewId, copy: 'snapshot', copyNumber: 1, takenAs });
	await readingsNoted();
}

describe('the reader list', () => {
	test('keeps officials, offices, advisers and observers, and nothing of ministers, the chair or the secretariat', async () => {
		const { id, name } = await addPaper(world);
		await freeze(world, name, 'exposure');
		for (const party of parties) await open(actorOf(world, party), id);

		const kept: Asked[] = ['official', 'privateOffice', 'specialAdviser', 'cabinetPrivateOffice', 'careOfficial'];
		const expected = [...kept, 'treasury', 'observer'] as const;
		const found = (await readers(name)).map((row) => row.personId).sort((a, b) => a - b);
		expect(found).toEqual(expected.map((party) => actorOf(world, party).person.id).sort((a, b) => a - b));
	});

	test('keeps nothing of a minister even when the application would', async () => {
		const { id, name } = await addPaper(world);
		await freeze(world, name, 'exposure');
		// As if the rights that the application holds were out of date.
		const minister = { ...world.minister.actor, memberships: world.official.actor.memberships };
		await open(minister, id);
		expect(await readers(name)).toEqual([]);
	});

	test('keeps the first and the last time, one write a minute', async () => {
		const { id, name } = await addPaper(world);
		await freeze(world, name, 'exposure');
		const { actor } = world.official;
		for (const seconds of [0, 5, 59, 61, 130]) await open(later(actor, seconds), id);

		const [row] = await readers(name);
		expect(row).toMatchObject({ copy: 'snapshot', copyNumber: 1, takenAs: '', gate: 'exposure', times: 3 });
		expect(row?.firstAt).toEqual(actor.now);
		expect(row?.lastAt).toEqual(later(actor, 130).now);
	});

	test('tells a download from an opening', async () => {
		const { id, name } = await addPaper(world);
		await freeze(world, name, 'exposure');
		await open(world.observer.actor, id);
		await open(later(world.observer.actor, 1), id, 'docx');
		const said = (await readers(name)).map((row) => `${copyInWords(row)}: ${takenInWords(row.takenAs)}`);
		expect(said).toEqual(['Snapshot 1: Downloaded: Word document (DOCX)', 'Snapshot 1: Opened']);
	});

	test('keeps nothing of a working draft, nor for a paper of another review', async () => {
		const { id, name } = await addPaper(world);
		await open(world.official.actor, id);
		await freeze(world, name, 'exposure');
		const outsider = { ...world.outsider.actor, memberships: world.official.actor.memberships };
		await open(outsider, id);
		expect(await readers(name)).toEqual([]);
	});

	test('never fails the page: a reading of no paper is let go', async () => {
		await expect(open(later(world.official.actor, 600), 2 ** 40)).resolves.toBeUndefined();
	});
});

describe('two copies of a paper', () => {
	test('are compared paragraph by paragraph, unchanged ones beside the changed', async () => {
		const { id, name } = await addPaper(world);
		await write(world, name, 'Summary', 'One stays.\n\nTwo changes.\n\nThree stays.');
		await freeze(world, name, 'exposure');
		await write(world, name, 'Summary', 'One stays.\n\nTwo has changed.\n\nThree stays.');

		const { actor } = world.secretariat;
		const [from, to] = await asActor(actor, async (trx) => {
			const manuscript = await readManuscript(trx, await getPaper(trx, world.reviewId, name));
			const snapshots = await listSnapshots(trx, id);
			const byHash = await findSide(trx, manuscript, snapshots, snapshots[0]?.sha256 ?? '');
			return [byHash, await findSide(trx, manuscript, snapshots, 'working')];
		});
		expect(from?.label).toMatch(/^Snapshot 1, exposure draft/);
		if (!from?.content || !to?.content) throw new Error('A copy cannot be read');

		const sections = compareContents(from.content, to.content);
		expect(sections.map((section) => [section.heading, section.change])).toEqual([
			['Summary', 'changed'],
			['Recommendation', 'same'],
			['Consideration', 'same'],
			['Background', 'same']
		]);
		const [summary] = sections;
		expect(summary?.runs.map((run) => ('same' in run ? run.same : run.parts.map((part) => part.text)))).toEqual([
			['Summary', 'One stays.'],
			['Two ', 'changes', 'has changed', '.'],
			['Three stays.']
		]);
		expect(sinceCleared('/reviews/x/papers/P1', 3)).toBe('/reviews/x/papers/P1/compare?from=3&to=working');
	});

	test('the words that somebody cleared are found by their digest, frozen or not', async () => {
		const { name } = await addPaper(world);
		await write(world, name, 'Summary', 'What was cleared.');
		const { actor } = world.secretariat;
		const digest = wordsDigest(contentOf(await asActor(actor, (trx) => manuscriptOf(trx, name))));
		await asActor(actor, (trx) =>
			recordCheck(trx, actor, world.reviewId, name, 'equality', {
				outcome: 'cleared',
				said: 'Due regard was had.',
				answers: [],
				clearedBy: 'Ada Quill',
				clearedPost: 'Head of equality',
				clearedOn: '2026-03-16',
				snapshot: null,
				seen: digest
			})
		);
		await write(world, name, 'Summary', 'What was written later.');
		const side = await asActor(actor, async (trx) => findSide(trx, await manuscriptOf(trx, name), [], digest));
		expect(side?.content?.sections[0]?.body).toBe('What was cleared.');
		expect(sinceCleared('/x', digest)).toBe(`/x/compare?from=${digest}&to=working`);
	});

	test('a hash that no snapshot has is no copy', async () => {
		const { id, name } = await addPaper(world);
		const { actor } = world.secretariat;
		const found = await asActor(actor, async (trx) => {
			const manuscript = await readManuscript(trx, await getPaper(trx, world.reviewId, name));
			return findSide(trx, manuscript, await listSnapshots(trx, id), 'f'.repeat(64));
		});
		expect(found).toBeNull();
	});

	test('a section taken out stands where it stood', async () => {
		const section = (key: number) => ({ key, heading: `H${key}`, body: '', annex: false });
		const { name } = await addPaper(world);
		const { actor } = world.secretariat;
		const content = await asActor(actor, async (trx) => {
			const manuscript = await readManuscript(trx, await getPaper(trx, world.reviewId, name));
			return (await findSide(trx, manuscript, [], 'working'))?.content;
		});
		if (!content) throw new Error('The working text cannot be read');
		const before = { ...content, sections: [section(1), section(2), section(3)] };
		const after = { ...content, sections: [section(3), section(1), section(4)] };
		expect(compareContents(before, after).map(({ heading, change }) => `${heading} ${change}`)).toEqual([
			'H3 same',
			'H1 same',
			'H2 removed',
			'H4 added'
		]);
	});
});
