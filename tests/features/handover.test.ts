import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { recordAnnouncement } from '#lib/delivery/commands.server.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { handoverDocument } from '#lib/handover/handover-document.ts';
import { atMost } from '#lib/handover/handover.ts';
import { readHandover } from '#lib/handover/handover.server.ts';
import { makeHandover } from '#lib/handover/make.server.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { addUndertaking, agreed, announcement } from '../support/after.ts';
import { layReply } from '../support/ledger.ts';
import { letterAt, letterInput } from '../support/letters.ts';
import { addCabinet, addIssuedRound } from '../support/rounds.ts';
import { actsOn, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const readAs = (by: Party, of = world) =>
	asActor(by.actor, async (trx) => readHandover(trx, by.actor, await getReview(trx, of.slug)));

describe('the hand-over pack', () => {
	test('holds the trail of a review: what is open first, then every recommendation, round, letter and document', async () => {
		const cabinet = await addCabinet(world);
		const round = await addIssuedRound(world);
		await layReply(world, round.name, cabinet.care, {
			stance: 'content_subject_to',
			comments: [{ text: 'Not before April', grade: 'condition' }]
		});
		await letterAt(world, 'issued', await letterInput(world));
		const recommendation = await agreed(world);
		const { actor } = world.secretariat;
		await asActor(actor, (trx) => recordAnnouncement(trx, actor, world.reviewId, recommendation.number, announcement));
		const undertaking = await addUndertaking(world, { recommendationIds: [recommendation.id], dueOn: '2026-03-10' });

		const pack = await readAs(world.secretariat);
		const kinds = pack.open.map(({ title }) => title);
		expect(kinds).toEqual(
			expect.arrayContaining([
				'Undertakings made in public, to be met',
				'Write-rounds that are not decided',
				'Conditions that are open',
				'Answers that Cabinet ministers owe',
				'Announced, not delivered'
			])
		);
		const it = pack.recommendations.find(({ reference }) => reference === `R${recommendation.number}`);
		expect(it?.decisions).toEqual([
			expect.stringContaining('Collectively agreed on Tuesday 3 March 2026'),
			expect.stringContaining('Announced on Tuesday 10 March 2026')
		]);
		expect(it?.undertakings).toEqual([expect.stringContaining(`U${undertaking.number}`)]);
		const asked = pack.recommendations.find(({ replies }) => replies.length > 0);
		expect(asked?.replies[0]).toContain('Content subject to');
		expect(asked?.conditions[0]).toContain('Not before April');
		expect(pack.rounds[0]?.departments.join(' ')).toContain('Content subject to');
		expect(pack.letters.join(' ')).toContain('. Issued');
		expect(pack.due[0]).toMatchObject({ on: '2026-03-10', late: true });
		expect(pack.documents.map(({ sha256 }) => sha256.length)).toEqual(pack.documents.map(() => 64));
		expect(pack.documents.some(({ what }) => what.includes('snapshot'))).toBe(true);
		expect(pack.posts.find(({ title }) => title.startsWith('minister of families'))?.holders[0]).toContain('from');
		expect(pack.left).toEqual([]);
	});

	test('is made by the secretariat and the chair alone, and is on record', async () => {
		const before = (await actsOn(world, 'review', world.reviewId)).length;
		const make = (by: Party, of = world) =>
			asActor(by.actor, async (trx) => makeHandover(trx, by.actor, await getReview(trx, of.slug), 'docx'));
		for (const party of [world.official, world.minister, world.privateOffice, world.treasury, world.observer]) {
			await expect(make(party)).rejects.toThrow(Forbidden);
		}
		expect(await actsOn(world, 'review', world.reviewId)).toHaveLength(before);
		await make(world.chair);
		expect((await actsOn(world, 'review', world.reviewId)).slice(before)).toEqual(['handover.made']);
		const other = await makeWorld();
		await expect(make(world.secretariat, other)).rejects.toThrow(NotFound);
	});

	test('comes in each format', async () => {
		const model = handoverDocument(await readAs(world.chair));
		for (const format of ['docx', 'odt', 'pdf', 'html'] as const) {
			expect((await renderDocument(model, format)).length, format).toBeGreaterThan(5000);
		}
		expect(model.blocks[0]).toMatchObject({ type: 'heading', runs: [{ text: 'What is still open' }] });
	});

	test('of a large review is bounded, says what it leaves out, and does not take long', async () => {
		const own = await makeWorld();
		const { reviewId, owner } = own;
		const many = atMost.recommendations + 50;
		const numbers = Array.from({ length: many }, (_, index) => index + 1);
		const made = await owner
			.insertInto('recommendations')
			.values(
				numbers.map((number) => ({
					...{ reviewId, number, title: `Recommendation ${number}`, text: 'Every family has one. '.repeat(40) },
					...{ leadTeamId: own.teams.families, createdByTeamId: own.teams.families, state: 'proposed' as const }
				}))
			)
			.returning(['id', 'title', 'text'])
			.execute();
		await owner
			.insertInto('recommendationVersions')
			.values(
				made.map(({ id, title, text }) => ({
					...{ recommendationId: id, reviewId, version: 1, title, verb: 'agree' as const, text },
					...{ leadTeamId: own.teams.families, personId: own.official.personId }
				}))
			)
			.execute();
		const begun = performance.now();
		const pack = await readAs(own.secretariat, own);
		expect(performance.now() - begun).toBeLessThan(5000);
		expect(pack.recommendations).toHaveLength(atMost.recommendations);
		expect(pack.left[0]).toContain(`after R${atMost.recommendations}`);
		const owed = pack.open.find(({ title }) => title === 'Answers that members of the group owe');
		expect(owed?.count).toBeGreaterThan(many);
		expect(owed?.items.length).toBeLessThanOrEqual(atMost.openItems);
	});
});
