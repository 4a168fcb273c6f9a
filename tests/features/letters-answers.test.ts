import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { countBoard, listBoard } from '#lib/letters/answers/board.server.ts';
import { type AnswersInput, recordLetterAnswers } from '#lib/letters/answers/commands.server.ts';
import { listLatestAnswers } from '#lib/letters/answers/queries.server.ts';
import { editRecommendation } from '#lib/recommendations/commands.server.ts';
import { listStandingAgreements } from '#lib/recommendations/standing.server.ts';
import { askFor, letterAt, readLetter } from '../support/letters.ts';
import { edited, recommendation } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let number: number;
let lead: number;
let note: number;
beforeEach(async () => {
	world = await makeWorld();
	const asks = [await askFor(world), { ...(await askFor(world, 'Something to know')), ask: 'note' as const }];
	[lead, note] = asks.map(({ recommendationId }) => recommendationId) as [number, number];
	number = await letterAt(world, 'issued', { asks, replyBy: '2026-03-12' });
});

function answer(by: Party, answers: Partial<AnswersInput['answers'][number]>[], wanted: Partial<AnswersInput> = {}) {
	return asActor(by.actor, (trx) =>
		recordLetterAnswers(trx, by.actor, world.reviewId, number, {
			answeredOn: '2026-03-16',
			source: 'Letter of 16 March',
			answers: answers.map((one, row) => ({ recommendationId: lead, outcome: 'agreed', words: null, row, ...one })),
			...wanted
		})
	);
}

const decisions = () =>
	world.owner
		.selectFrom('decisions')
		.select(['recommendationId', 'kind', 'version', 'postId', 'decidedOn', 'source'])
		.where('reviewId', '=', world.reviewId)
		.execute();

describe('an answer', () => {
	test('is recorded by the Cabinet minister’s own office, and an agreement is a fact of the recommendation', async () => {
		expect(await answer(world.cabinetPrivateOffice, [{}])).toBe(1);
		expect(await decisions()).toEqual([
			{
				recommendationId: lead,
				kind: 'cabinet_minister',
				version: 1,
				postId: world.cabinetMinister.postId,
				decidedOn: '2026-03-16',
				source: 'Letter of 16 March'
			}
		]);
		const letter = await readLetter(world, number);
		expect((await actsOn(world, 'letter', letter.id)).at(-1)).toBe('letter.answered');
	});

	test('is recorded by the Cabinet minister and by the secretariat too', async () => {
		await answer(world.cabinetMinister, [{ outcome: 'in_part', words: 'The first half only' }]);
		await answer(world.secretariat, [{ outcome: 'refused', words: 'Not now' }]);
		const letter = await readLetter(world, number);
		const latest = await asActor(world.secretariat.actor, (trx) => listLatestAnswers(trx, letter.id));
		expect(latest.map(({ outcome, words }) => [outcome, words])).toEqual([['refused', 'Not now']]);
		expect(await decisions()).toEqual([]);
	});

	test('is refused to everybody else, and nothing is written', async () => {
		const before = await countRows(world, 'letter_answers');
		for (const party of [world.minister, world.privateOffice, world.official, world.chair]) {
			await expect(answer(party, [{}])).rejects.toThrow(Forbidden);
		}
		for (const party of [world.careMinister, world.observer, world.outsider]) {
			await expect(answer(party, [{}])).rejects.toThrow(NotFound);
		}
		expect(await countRows(world, 'letter_answers')).toBe(before);
	});

	test('said twice is written once; changed, the latest counts and the agreement stays a fact once', async () => {
		await answer(world.cabinetPrivateOffice, [{}]);
		await expect(answer(world.cabinetPrivateOffice, [{}])).rejects.toThrow(Conflict);
		await answer(world.cabinetPrivateOffice, [{ outcome: 'in_part', words: 'Half' }]);
		await answer(world.cabinetPrivateOffice, [{}]);
		expect(await decisions()).toHaveLength(1);
	});

	test('to what is only noted is no agreement', async () => {
		await answer(world.cabinetPrivateOffice, [{ recommendationId: note }]);
		expect(await decisions()).toEqual([]);
	});

	test('needs words unless it agrees, a letter that has gone out, and a day that can be', async () => {
		await expect(answer(world.secretariat, [{ outcome: 'refused' }])).rejects.toThrow(Invalid);
		await expect(answer(world.secretariat, [{}], { answeredOn: '2026-03-15' })).rejects.toThrow(Invalid);
		await expect(answer(world.secretariat, [{}], { answeredOn: '2026-03-17' })).rejects.toThrow(Invalid);
		await expect(answer(world.secretariat, [{ recommendationId: 0 }])).rejects.toThrow(NotFound);
		number = await letterAt(world, 'signed');
		await expect(answer(world.secretariat, [{}])).rejects.toThrow(Conflict);
	});
});

describe('the board', () => {
	const look = (by: Party, show: Parameters<typeof listBoard>[3]['show'] = 'all') =>
		asActor(by.actor, (trx) =>
			listBoard(trx, by.actor, world.reviewId, { show, teamId: null }, { after: null, before: null })
		);

	test('shows who owes what since when, and by how many working days it is overdue', async () => {
		const { rows } = await look(world.secretariat, 'owed');
		expect(rows).toMatchObject([
			{ letter: number, askedOn: '2026-03-16', dueOn: '2026-03-12', overdueBy: 2, answer: null, changedSince: false }
		]);
		const counts = await asActor(world.secretariat.actor, (trx) =>
			countBoard(trx, world.secretariat.actor, world.reviewId)
		);
		expect(counts).toEqual({ owed: 1, overdue: 1, agreed: 0, in_part: 0, refused: 0, all: 1 });
	});

	test('marks an answer on words that have changed in meaning since', async () => {
		await answer(world.cabinetPrivateOffice, [{}]);
		const { actor } = world.secretariat;
		const { rows: before } = await look(world.secretariat, 'agreed');
		expect(before).toMatchObject([{ overdueBy: null, changedSince: false }]);
		const now = await recommendation(world, before[0]?.recommendation ?? 0);
		await asActor(actor, async (trx) => {
			const lapsingAgreements = (await listStandingAgreements(trx, now)).map(({ key }) => key);
			await editRecommendation(trx, actor, world.reviewId, now.number, {
				...edited(world, now, { text: 'Other words.' }),
				lapsing: [],
				lapsingAgreements
			});
		});
		expect((await look(world.secretariat, 'agreed')).rows).toMatchObject([
			{ changedSince: true, version: 1, currentVersion: 2 }
		]);
	});

	test('is a department’s own, and the centre’s', async () => {
		for (const party of [world.minister, world.cabinetPrivateOffice, world.chair]) {
			expect((await look(party)).rows).toHaveLength(1);
		}
		for (const party of [world.careMinister, world.observer, world.treasury]) {
			expect((await look(party)).rows).toHaveLength(0);
		}
	});
});

test('every member knows of a recommendation who was asked and what was answered when, and no words', async () => {
	await answer(world.cabinetPrivateOffice, [{ outcome: 'refused', words: 'Secret reasons' }]);
	const facts = async (party: Party) =>
		asActor(party.actor, async (trx) => {
			const { rows } = await sql<{
				outcome: string;
			}>`select * from cabinet_answers(${lead})`.execute(trx);
			return rows;
		});
	for (const party of [world.careMinister, world.observer, world.official]) {
		const rows = await facts(party);
		expect(rows).toMatchObject([{ outcome: 'refused' }]);
		expect(JSON.stringify(rows)).not.toContain('Secret');
	}
	expect(await facts(world.outsider)).toEqual([]);
});
