import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { type CheckKind, checkKinds, checks } from '#lib/papers/checks/check.ts';
import { type CheckInput, recordCheck } from '#lib/papers/checks/commands.server.ts';
import {
	checkObstacles,
	listEntries,
	readCheckedContent,
	readSheet,
	wordsDigest
} from '#lib/papers/checks/queries.server.ts';
import { editPaperDetails } from '#lib/papers/commands.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { addFinding, addPaper, addRecommendation, clearChecks, freeze, write } from '../support/papers.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const cleared: Omit<CheckInput, 'seen'> = {
	outcome: 'cleared',
	said: 'Nothing stands against it.',
	answers: [],
	clearedBy: 'Jo Fairweather',
	clearedPost: 'Deputy director, equalities',
	clearedOn: '2026-03-16',
	snapshot: null
};

async function content(name: string) {
	return asActor(world.secretariat.actor, async (trx) =>
		contentOf(await readManuscript(trx, await getPaper(trx, world.reviewId, name)))
	);
}

async function record(party: Party, name: string, kind: CheckKind, given: Partial<CheckInput> = {}) {
	const seen = given.seen ?? wordsDigest(await content(name));
	await asActor(party.actor, (trx) =>
		recordCheck(trx, party.actor, world.reviewId, name, kind, { ...cleared, ...given, seen })
	);
}

async function sheet(name: string, { actor }: Party = world.secretariat) {
	return asActor(actor, async (trx) => {
		const paper = await getPaper(trx, world.reviewId, name);
		return readSheet(trx, actor, paper, contentOf(await readManuscript(trx, paper)));
	});
}

async function stateOf(name: string, kind: CheckKind) {
	return (await sheet(name)).find((row) => row.kind === kind)?.state;
}

/** A committee paper of Families' minister that every member sees. */
async function exposed(): Promise<string> {
	const { name } = await addPaper(world, { sponsorPostId: world.minister.postId });
	await write(world, name, 'Summary', 'Every family meets one health visitor.');
	await freeze(world, name, 'exposure');
	return name;
}

describe('the check sheet', () => {
	test('has a row for each check that the profile asks for, with who cleared it, on which words and when', async () => {
		const name = await exposed();
		expect((await sheet(name)).map((row) => [row.kind, row.state])).toEqual(
			checkKinds.map((kind) => [kind, 'missing'])
		);

		await record(world.official, name, 'equality', { said: 'Young mothers gain most.' });
		const [row] = (await sheet(name)).filter((each) => each.kind === 'equality');
		expect(row).toMatchObject({
			state: 'cleared',
			gate: 'lodged',
			entry: {
				said: 'Young mothers gain most.',
				clearedBy: 'Jo Fairweather',
				clearedPost: 'Deputy director, equalities',
				clearedOn: '2026-03-16',
				snapshotNumber: null
			}
		});
		expect(row?.entry?.workingVersion).toBeGreaterThan(0);
		const { id } = await asActor(world.secretariat.actor, (trx) => getPaper(trx, world.reviewId, name));
		expect((await actsOn(world, 'paper', id)).at(-1)).toBe('check.recorded');
	});

	test('an update asks for none, and shows none', async () => {
		const { name } = await addPaper(world, { profile: 'interim_update' });
		expect(await sheet(name)).toEqual([]);
	});

	test('asks the Family Test question by question once it is cleared', async () => {
		const name = await exposed();
		const questions = checks.family_test.questions.map((_, index) => `Answer ${index + 1}`);
		expect(questions).toHaveLength(5);
		await expect(record(world.official, name, 'family_test')).rejects.toThrow(Invalid);
		await expect(record(world.official, name, 'family_test', { answers: questions.slice(0, 4) })).rejects.toThrow(
			/question 5/
		);
		await record(world.official, name, 'family_test', { outcome: 'not_applicable', said: 'It touches no family.' });
		expect(await stateOf(name, 'family_test')).toBe('not_applicable');
		await record(world.official, name, 'family_test', { answers: questions });

		const { id } = await asActor(world.secretariat.actor, (trx) => getPaper(trx, world.reviewId, name));
		const entries = await asActor(world.observer.actor, (trx) => listEntries(trx, id, 'family_test'));
		expect(entries.map((entry) => entry.answers)).toEqual([questions, []]);
	});

	test('is recorded by the sponsor’s officials and the secretariat; the Treasury’s row by the Treasury alone', async () => {
		const name = await exposed();
		const before = await countRows(world, 'paper_checks');
		for (const party of [world.careOfficial, world.minister, world.treasury, world.observer, world.chair]) {
			await expect(record(party, name, 'equality')).rejects.toThrow(Forbidden);
		}
		for (const party of [world.official, world.secretariat, world.careOfficial]) {
			await expect(record(party, name, 'treasury')).rejects.toThrow(Forbidden);
		}
		await expect(record(world.outsider, name, 'equality')).rejects.toThrow(NotFound);
		expect(await countRows(world, 'paper_checks')).toBe(before);

		await record(world.treasury, name, 'treasury', { said: 'Content with the spending.' });
		expect(await stateOf(name, 'treasury')).toBe('cleared');
	});

	test('tells nobody but the secretariat and the chair that there is legal advice', async () => {
		const name = await exposed();
		for (const party of [world.official, world.treasury, world.minister]) {
			await expect(record(party, name, 'legal')).rejects.toThrow(NotFound);
		}
		await expect(record(world.chair, name, 'legal')).rejects.toThrow(Forbidden);
		await record(world.secretariat, name, 'legal', { said: 'A challenge would fail.' });

		for (const party of [world.official, world.minister, world.treasury, world.observer]) {
			expect((await sheet(name, party)).map((row) => row.kind)).not.toContain('legal');
			const seen = await asActor(party.actor, (trx) =>
				trx.selectFrom('paperChecks').select('id').where('kind', '=', 'legal').execute()
			);
			expect(seen).toEqual([]);
			const told = await asActor(party.actor, (trx) =>
				trx.selectFrom('auditEntries').select('id').where('act', '=', 'check.recorded').execute()
			);
			expect(told.length).toBeLessThan(
				(await world.owner.selectFrom('auditEntries').select('id').where('act', '=', 'check.recorded').execute()).length
			);
		}
		expect((await sheet(name, world.chair)).find((row) => row.kind === 'legal')?.state).toBe('cleared');
	});

	test('goes stale when the words move, and not when only what is around them does', async () => {
		const name = await exposed();
		await record(world.official, name, 'equality');
		const paper = await asActor(world.secretariat.actor, (trx) => getPaper(trx, world.reviewId, name));
		const { title, sponsorPostId, sensitive, handling, revision } = paper;
		await asActor(world.secretariat.actor, (trx, actor) =>
			editPaperDetails(trx, actor, world.reviewId, name, {
				...{ title, sponsorPostId, sensitive, handling, revision },
				committee: 'Families Committee',
				meetingOn: '2026-06-10'
			})
		);
		await write(world, name, 'Summary', 'Every family  meets one\nhealth visitor.');
		expect(await stateOf(name, 'equality')).toBe('cleared');

		await write(world, name, 'Summary', 'Every family meets two health visitors.');
		expect(await stateOf(name, 'equality')).toBe('stale');
		const entries = await asActor(world.official.actor, (trx) => listEntries(trx, paper.id, 'equality'));
		const before = await asActor(world.official.actor, async (trx) =>
			entries[0] ? await readCheckedContent(trx, paper.id, entries[0]) : null
		);
		expect(before?.sections[0]?.body).toBe('Every family meets one health visitor.');

		await record(world.official, name, 'equality');
		expect(await stateOf(name, 'equality')).toBe('cleared');
	});

	test('counts a new citation and a placed recommendation as a change of the words', async () => {
		const name = await exposed();
		await record(world.official, name, 'equality');
		const finding = await addFinding(world);
		await write(world, name, 'Summary', `Every family meets one health visitor.[^${finding.finding}]`);
		expect(await stateOf(name, 'equality')).toBe('stale');
		await record(world.official, name, 'equality');
		const { recommendation } = await addRecommendation(world);
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		expect(await stateOf(name, 'equality')).toBe('stale');
	});

	test('can be given on a frozen copy, and is refused on words that were not those on the page', async () => {
		const name = await exposed();
		await write(world, name, 'Summary', 'Other words.');
		await record(world.official, name, 'equality', { snapshot: 1 });
		expect(await stateOf(name, 'equality')).toBe('stale');
		await write(world, name, 'Summary', 'Every family meets one health visitor.');
		expect(await stateOf(name, 'equality')).toBe('cleared');

		await expect(record(world.official, name, 'devolution', { seen: 'a'.repeat(64) })).rejects.toThrow(Conflict);
		await expect(record(world.official, name, 'devolution', { snapshot: 7 })).rejects.toThrow(NotFound);
		await expect(record(world.official, name, 'devolution', { clearedOn: '2026-03-17' })).rejects.toThrow(Invalid);
	});

	test('holds up the gate that waits for it, and says why; other gates are free', async () => {
		const name = await exposed();
		await freeze(world, name, 'coordination');
		await clearChecks(world, name);
		await record(world.treasury, name, 'treasury', { outcome: 'changes_needed', said: 'The cost is wrong.' });
		const rows = await sheet(name);
		expect(checkObstacles(rows, 'final')).toEqual([]);
		expect(checkObstacles(rows, 'lodged')).toEqual([
			{ kind: 'treasury', text: 'Treasury: not cleared, changes are needed.' }
		]);
		await write(world, name, 'Summary', 'Changed again.');
		const now = checkObstacles(await sheet(name), 'lodged');
		expect(now).toHaveLength(checkKinds.length);
		expect(now.find((each) => each.kind === 'equality')?.text).toMatch(
			/^Public sector equality duty: recorded on version \d+, and the text has changed since/
		);
	});

	test('closes with the lodging', async () => {
		const name = await exposed();
		await freeze(world, name, 'lodged');
		await expect(record(world.official, name, 'equality')).rejects.toThrow(Conflict);
	});
});
