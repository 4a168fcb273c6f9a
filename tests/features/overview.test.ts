import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { pictureOf } from '#lib/overview/line.ts';
import type { NeedKind } from '#lib/overview/needs.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { listWeights, readLine } from '#lib/overview/queries.server.ts';
import { readStateOfPlay } from '#lib/overview/state-of-play.server.ts';
import { stateOfPlayDocument } from '#lib/overview/state-of-play-document.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { searchReview } from '#lib/search/queries.server.ts';
import { draftEvent, draftFinding, sharedEvent, sharedFinding } from '../support/evidence.ts';
import { checkOoxml } from '../support/ooxml.ts';
import { draft, propose } from '../support/recommendations.ts';
import { makeWorld, type World } from '../support/world.ts';

let world: World;
let proposed: { number: number };

beforeAll(async () => {
	world = await makeWorld();
	const event = await sharedEvent(world);
	const tagged = await sharedFinding(world, event);
	await sharedFinding(world, event, { sentence: 'The drop-in is open one morning a week.' });
	await draftFinding(world, await draftEvent(world, { title: 'A draft of Families' }));
	const emerging = await draft(world, { title: 'Visit every family early' });
	proposed = await propose(world, { title: 'Open the drop-in daily' });
	const { actor } = world.secretariat;
	await asActor(actor, (trx) =>
		makeLink(trx, actor, world.reviewId, tagged.id, { recommendationId: emerging.id, stance: 'supports', note: null })
	);
});

async function kindsFor(actor: Actor): Promise<NeedKind[]> {
	const reviews = await asActor(actor, listNeeds);
	return reviews.flatMap(({ needs }) => needs.map(({ kind }) => kind));
}

describe('Needs me', () => {
	test('tells each role what waits for it, and nobody what waits for others', async () => {
		expect(await kindsFor(world.official.actor)).toEqual(expect.arrayContaining(['drafts', 'untagged']));
		expect(await kindsFor(world.careOfficial.actor)).not.toContain('drafts');
		expect(await kindsFor(world.minister.actor)).toEqual(['answers']);
		expect(await kindsFor(world.privateOffice.actor)).toEqual(['answers']);
		expect(await kindsFor(world.specialAdviser.actor)).toEqual([]);
		expect(await kindsFor(world.secretariat.actor)).toEqual(expect.arrayContaining(['owed', 'propose']));
		expect(await kindsFor(world.observer.actor)).toEqual([]);
		expect(await kindsFor(world.administrator)).toEqual([]);
	});

	test('an answer given waits no longer; when all have answered the chair may record agreement', async () => {
		const fresh = await makeWorld();
		const recommendation = await propose(fresh);
		for (const { actor, postId } of [fresh.minister, fresh.careMinister]) {
			await asActor(actor, (trx) =>
				recordPosition(trx, actor, fresh.reviewId, recommendation.number, {
					postId,
					conveyed: null,
					version: 1,
					stance: 'content',
					reason: null,
					proposedText: null,
					conditions: []
				})
			);
		}
		expect(await kindsFor(fresh.minister.actor)).toEqual([]);
		expect(await kindsFor(fresh.chair.actor)).toContain('agreement');
	});
});

describe('the line', () => {
	test('counts what the person sees', async () => {
		const own = await asActor(world.official.actor, (trx) => readLine(trx, world.reviewId));
		const other = await asActor(world.careOfficial.actor, (trx) => readLine(trx, world.reviewId));

		expect(own.events).toEqual([{ kind: 'visit', count: 2 }]);
		expect(own.findings).toEqual([{ sourceKind: 'visit', count: 3, tagged: 1 }]);
		expect(other.findings).toEqual([{ sourceKind: 'visit', count: 2, tagged: 1 }]);
		const picture = pictureOf(own, '/reviews/x');
		expect(picture.columns.map((column) => column.nodes.map((node) => node.count))).toEqual([[2], [1, 2], [1, 1], []]);
		expect(picture.flows.every((flow) => flow.fromShare <= 1 && flow.toShare <= 1)).toBe(true);
	});

	test('weighs each recommendation, thinnest first', async () => {
		const weights = await asActor(world.chair.actor, (trx) => listWeights(trx, world.reviewId));
		expect(weights.map(({ title, supports, occasions }) => ({ title, supports, occasions }))).toEqual([
			{ title: 'Open the drop-in daily', supports: 0, occasions: 0 },
			{ title: 'Visit every family early', supports: 1, occasions: 1 }
		]);
	});
});

describe('state of play', () => {
	test('says who owes what, and goes out as a Word page', async () => {
		const { actor } = world.chair;
		const state = await asActor(actor, async (trx) => readStateOfPlay(trx, actor, await getReview(trx, world.slug)));

		expect(
			state.owed.map(({ post, answers }) => [post, answers.map(({ reference, why }) => `${reference} ${why}`)])
		).toEqual([
			[expect.stringContaining('minister of families'), [`R${proposed.number} asked`]],
			[expect.stringContaining('minister of care'), [`R${proposed.number} asked`]]
		]);
		expect(state.thin.map(({ why }) => why)).toEqual(['nothing supports it yet', 'rests on one occasion']);
		expect(state.untagged).toBe(1);

		const file = checkOoxml(await renderDocument(stateOfPlayDocument(state), 'docx'));
		expect(file.problems).toEqual([]);
		expect(file.text).toContain('Open the drop-in daily');
		expect(file.text).toContain('Who owes what');
	});

	test('is refused to everybody but the secretariat and the chair', async () => {
		for (const { actor } of [world.official, world.minister, world.observer, world.treasury]) {
			await expect(
				asActor(actor, async (trx) => readStateOfPlay(trx, actor, await getReview(trx, world.slug)))
			).rejects.toThrow(Forbidden);
		}
	});
});

describe('search', () => {
	const find = (actor: Actor, words: string) =>
		asActor(actor, (trx) => searchReview(trx, world.reviewId, words)).then((hits) => hits.map((hit) => hit.kind));

	test('finds records of every kind by their words', async () => {
		expect(await find(world.careOfficial.actor, 'drop-in')).toEqual(expect.arrayContaining(['F', 'R']));
		expect(await find(world.careOfficial.actor, 'Quayside hub')).toContain('E');
	});

	test('never tells of another department’s draft, nor of another review', async () => {
		expect(await find(world.official.actor, '"A draft of Families"')).toEqual(['E']);
		expect(await find(world.careOfficial.actor, '"A draft of Families"')).toEqual([]);
		expect(await find(world.outsider.actor, 'drop-in')).toEqual([]);
	});

	test('takes anything that is typed', async () => {
		for (const words of ['', '"', '-', 'a & | b', ':*', "'; drop table findings; --", '💥', '\\', 'x'.repeat(5000)]) {
			await expect(find(world.official.actor, words)).resolves.toBeInstanceOf(Array);
		}
	});
});
