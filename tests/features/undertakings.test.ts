import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { recordAnnouncement, recordDelivery } from '#lib/delivery/commands.server.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { readStateOfPlay } from '#lib/overview/state-of-play.server.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import {
	changeUndertaking,
	correctUndertaking,
	meetUndertaking,
	reopenUndertaking,
	withdrawUndertaking
} from '#lib/undertakings/commands.server.ts';
import { exportUndertakings } from '#lib/undertakings/export.server.ts';
import { undertakingFiltersFrom } from '#lib/undertakings/filters.ts';
import {
	countUndertakings,
	getUndertaking,
	listUndertakings,
	listUndertakingsOf,
	listWhatMeets
} from '#lib/undertakings/queries.server.ts';
import { addUndertaking, agreed, announcement, delivery, undertakingAs } from '../support/after.ts';
import { propose } from '../support/recommendations.ts';
import { addFinalPaper } from '../support/rounds.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const filters = (query = '') => undertakingFiltersFrom(new URLSearchParams(query));
const none = { after: null, before: null };
const met = {
	metOn: '2026-03-15',
	metBy: 'words' as const,
	metSnapshotId: null,
	metRecommendationId: null,
	metLetterId: null,
	metWords: 'The guidance is published.'
};

function meet(number: number, by: Party, input: Partial<Parameters<typeof meetUndertaking>[4]> = {}) {
	return asActor(by.actor, (trx) =>
		meetUndertaking(trx, by.actor, world.reviewId, number, { revision: 1, ...met, ...input })
	);
}

describe('an undertaking', () => {
	test('is recorded in the words that were said, with who held the post, and is on record', async () => {
		const recommendation = await propose(world);
		const undertaking = await addUndertaking(world, { recommendationIds: [recommendation.id] });
		expect(undertaking).toMatchObject({
			words: 'We will publish the guidance before the summer.',
			maker: expect.stringContaining('minister of families'),
			madeByHolders: [world.minister.actor.person.name],
			state: 'open',
			corrected: false,
			touches: [{ number: recommendation.number }]
		});
		expect(await actsOn(world, 'undertaking', undertaking.id)).toEqual(['undertaking.recorded']);
		const of = await asActor(world.observer.actor, (trx) =>
			listUndertakingsOf(trx, world.observer.actor, recommendation.id)
		);
		expect(of.map(({ number }) => number)).toEqual([undertaking.number]);
	});

	test('of somebody outside the review is recorded as the record names them', async () => {
		const undertaking = await addUndertaking(world, { madeByPostId: null, madeBy: 'A minister in the Lords' });
		expect(undertaking).toMatchObject({ maker: 'A minister in the Lords', madeByHolders: [] });
	});

	test('is recorded by an official for the own department alone', async () => {
		await expect(addUndertaking(world, {}, world.official)).resolves.toMatchObject({ state: 'open' });
		const before = await countRows(world, 'undertakings');
		const ofCare = { ownerPostId: world.careOfficial.postId };
		await expect(addUndertaking(world, ofCare, world.official)).rejects.toThrow(Forbidden);
		await expect(addUndertaking(world, {}, world.minister)).rejects.toThrow(Forbidden);
		await expect(addUndertaking(world, {}, world.observer)).rejects.toThrow(Forbidden);
		expect(await countRows(world, 'undertakings')).toBe(before);
	});

	test('names posts and recommendations of its own review', async () => {
		const other = await makeWorld();
		const elsewhere = await propose(other);
		await expect(addUndertaking(world, { ownerPostId: world.outsider.postId })).rejects.toThrow(Invalid);
		await expect(addUndertaking(world, { madeByPostId: world.outsider.postId })).rejects.toThrow(Invalid);
		await expect(addUndertaking(world, { recommendationIds: [elsewhere.id] })).rejects.toThrow(Invalid);
	});

	test('of another review is not there', async () => {
		const other = await makeWorld();
		const { number } = await addUndertaking(other);
		const { actor } = world.secretariat;
		await expect(asActor(actor, (trx) => getUndertaking(trx, actor, other.reviewId, number))).rejects.toThrow(NotFound);
		await expect(
			asActor(actor, (trx) => meetUndertaking(trx, actor, other.reviewId, number, { revision: 1, ...met }))
		).rejects.toThrow(NotFound);
	});

	test('is met once, by the department that owes it, and a wrong record of that is taken back with a reason', async () => {
		const { id, number } = await addUndertaking(world);
		await expect(meet(number, world.careOfficial)).rejects.toThrow(Forbidden);
		await expect(meet(number, world.observer)).rejects.toThrow(Forbidden);
		await expect(meet(number, world.official, { metOn: '2026-03-01' })).rejects.toThrow(Invalid);
		await meet(number, world.privateOffice);
		expect(await undertakingAs(world, number)).toMatchObject({ state: 'met', metWords: met.metWords, revision: 2 });
		await expect(meet(number, world.official, { revision: 2 })).rejects.toThrow(Conflict);

		const reopen = (by: Party) =>
			asActor(by.actor, (trx) =>
				reopenUndertaking(trx, by.actor, world.reviewId, number, { revision: 2, because: 'Only a draft went out' })
			);
		await expect(reopen(world.official)).rejects.toThrow(Forbidden);
		await reopen(world.chair);
		expect(await undertakingAs(world, number)).toMatchObject({ state: 'open', metOn: null, metWords: null });
		await expect(reopen(world.chair)).rejects.toThrow('still to be met');
		expect(await actsOn(world, 'undertaking', id)).toEqual([
			'undertaking.recorded',
			'undertaking.met',
			'undertaking.reopened'
		]);
	});

	test('is met by a frozen paper or a delivered recommendation of the review', async () => {
		const frozen = await addFinalPaper(world);
		const byPaper = await addUndertaking(world);
		await meet(byPaper.number, world.secretariat, { metBy: 'paper', metSnapshotId: frozen.snapshotId });
		expect(await undertakingAs(world, byPaper.number)).toMatchObject({ metReference: frozen.paper, metBy: 'paper' });

		const recommendation = await agreed(world);
		const other = await addUndertaking(world);
		const byRecommendation = { metBy: 'recommendation', metRecommendationId: recommendation.id } as const;
		await expect(meet(other.number, world.secretariat, byRecommendation)).rejects.toThrow(Invalid);
		const { actor } = world.secretariat;
		await asActor(actor, async (trx) => {
			await recordAnnouncement(trx, actor, world.reviewId, recommendation.number, announcement);
			const input = { ...delivery, teamId: world.teams.families };
			await recordDelivery(trx, actor, world.reviewId, recommendation.number, input);
		});
		await meet(other.number, world.secretariat, byRecommendation);
		expect(await undertakingAs(world, other.number)).toMatchObject({ metReference: `R${recommendation.number}` });
	});

	test('is not met by a paper that the person cannot see', async () => {
		const frozen = await addFinalPaper(world);
		const elsewhere = await makeWorld();
		const theirs = await addFinalPaper(elsewhere);
		const { number } = await addUndertaking(world);
		const choices = await asActor(world.secretariat.actor, (trx) => listWhatMeets(trx, world.reviewId));
		expect(choices.snapshots.map(({ id }) => id)).toContain(frozen.snapshotId);
		await expect(meet(number, world.official, { metBy: 'paper', metSnapshotId: theirs.snapshotId })).rejects.toThrow(
			Invalid
		);
		expect(await undertakingAs(world, number)).toMatchObject({ state: 'open', revision: 1 });
	});

	test('stands in corrected words, and keeps those that were said', async () => {
		const { id, number, words } = await addUndertaking(world);
		const correct = (by: Party) =>
			asActor(by.actor, (trx) =>
				correctUndertaking(trx, by.actor, world.reviewId, number, {
					revision: 1,
					words: 'We will publish the guidance by the end of the year.',
					correctedOn: '2026-03-09',
					source: 'HC Deb, 9 March 2026, column 3WC',
					because: 'The minister misspoke'
				})
			);
		await expect(correct(world.official)).rejects.toThrow(Forbidden);
		await correct(world.secretariat);
		expect(await undertakingAs(world, number)).toMatchObject({
			words: 'We will publish the guidance by the end of the year.',
			saidWords: words,
			corrected: true,
			state: 'open',
			corrections: [{ because: 'The minister misspoke' }]
		});
		await expect(correct(world.secretariat)).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'undertaking', id)).toEqual(['undertaking.recorded', 'undertaking.corrected']);
	});

	test('is withdrawn with a reason, once', async () => {
		const { number } = await addUndertaking(world);
		const withdraw = (by: Party) =>
			asActor(by.actor, (trx) =>
				withdrawUndertaking(trx, by.actor, world.reviewId, number, {
					revision: 1,
					withdrawnOn: '2026-03-12',
					because: 'The House was told that the Bill overtakes it'
				})
			);
		await expect(withdraw(world.official)).rejects.toThrow(Forbidden);
		await withdraw(world.chair);
		expect(await undertakingAs(world, number)).toMatchObject({ state: 'withdrawn' });
		await expect(withdraw(world.chair)).rejects.toThrow('closed already');
		await expect(meet(number, world.official, { revision: 2 })).rejects.toThrow('closed already');
	});

	test('moves to another owner and another day on the revision that was read', async () => {
		const recommendation = await propose(world);
		const { number } = await addUndertaking(world);
		const change = (by: Party, dueOn = '2026-08-01') =>
			asActor(by.actor, (trx) =>
				changeUndertaking(trx, by.actor, world.reviewId, number, {
					...{ revision: 1, link: null, dueOn },
					...{ ownerPostId: world.careOfficial.postId, recommendationIds: [recommendation.id] }
				})
			);
		await expect(change(world.official)).rejects.toThrow(Forbidden);
		await expect(change(world.secretariat, '2026-01-01')).rejects.toThrow(Invalid);
		await change(world.secretariat);
		expect(await undertakingAs(world, number)).toMatchObject({
			ownerPostId: world.careOfficial.postId,
			dueOn: '2026-08-01',
			recommendations: [recommendation.number]
		});
		await expect(change(world.secretariat)).rejects.toThrow('Somebody has changed');
	});
});

describe('the list of undertakings', () => {
	test('comes by the day they are due, overdue first and without a day last, page by page', async () => {
		const own = await makeWorld();
		const { actor } = own.observer;
		const late = await addUndertaking(own, { dueOn: '2026-03-10' });
		const open = await addUndertaking(own, { ownerPostId: own.careOfficial.postId, place: 'press' });
		const whenever = await addUndertaking(own, { dueOn: null });
		const list = (query = '', from = none as Parameters<typeof listUndertakings>[4], size = 30) =>
			asActor(actor, (trx) => listUndertakings(trx, actor, own.reviewId, filters(query), from, size));
		const numbers = async (...given: Parameters<typeof list>) =>
			(await list(...given)).rows.map(({ number }) => number);

		expect(await numbers()).toEqual([late.number, open.number, whenever.number]);
		expect(await numbers('show=overdue')).toEqual([late.number]);
		expect(await numbers('place=press')).toEqual([open.number]);
		expect(await numbers(`department=${own.departments.care}`)).toEqual([open.number]);
		const first = await list('', none, 2);
		expect(await numbers('', { after: first.next, before: null }, 2)).toEqual([whenever.number]);
		const last = await list('', { after: first.next, before: null }, 2);
		expect(await numbers('', { after: null, before: last.previous }, 2)).toEqual([late.number, open.number]);
		expect(await asActor(actor, (trx) => countUndertakings(trx, actor, own.reviewId, filters('show=overdue')))).toBe(1);

		const csv = await asActor(actor, (trx) =>
			exportUndertakings(trx, actor, own.reviewId, filters('show=all'), 'OFFICIAL')
		);
		expect(csv.trim().split('\r\n')).toHaveLength(4);
		expect(await actsOn(own, 'review', own.reviewId)).toContain('undertaking.list_exported');
	});

	test('waits for who owes it, and what is overdue is in the chair’s page', async () => {
		const own = await makeWorld();
		const late = await addUndertaking(own, { dueOn: '2026-03-10' });
		const kindsOf = async (by: Party) => {
			const needs = await asActor(by.actor, (trx) => listNeeds(trx, by.actor));
			return needs.flatMap((review) => review.needs.map(({ kind }) => kind));
		};
		expect(await kindsOf(own.official)).toContain('undertakings');
		expect(await kindsOf(own.careOfficial)).not.toContain('undertakings');
		expect(await kindsOf(own.secretariat)).toContain('overdue_undertakings');
		const { actor } = own.chair;
		const state = await asActor(actor, async (trx) => readStateOfPlay(trx, actor, await getReview(trx, own.slug)));
		expect(state.undertakings).toMatchObject([{ reference: `U${late.number}`, dueOn: '2026-03-10' }]);
	});
});
