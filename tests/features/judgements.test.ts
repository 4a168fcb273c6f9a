import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { giveJudgement, type JudgementInput, recordSheetTaken } from '#lib/judgements/commands.server.ts';
import type { CriterionKey } from '#lib/judgements/criteria.ts';
import { sheetSummary } from '#lib/judgements/judgement.ts';
import { listJudgementHistory, listJudgements, readSheet } from '#lib/judgements/queries.server.ts';
import { editRecommendation, notTakeForward } from '#lib/recommendations/commands.server.ts';
import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import type { Recommendation } from '#lib/recommendations/queries.server.ts';
import { changeSettings } from '#lib/reviews/settings/commands.server.ts';
import { getSettings } from '#lib/reviews/settings/queries.server.ts';
import { draft, edited, finding, propose, recommendation, rewordFinding } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, parties, type World } from '../support/world.ts';

let world: World;
let about: Recommendation;

beforeEach(async () => {
	world = await makeWorld();
	about = await propose(world);
});

describe('a judgement', () => {
	test('is one post’s, on a version, with the findings it rests on; everybody reads it and the record tells of it', async () => {
		const made = await finding(world, { sentence: 'Mothers repeat their story.' });
		const link = await tag(made.id);
		await give(world.official, 'problem', { answer: 'yes', comment: 'Everybody says so.', links: [link] });

		for (const party of [world.careMinister, world.observer, world.secretariat]) {
			expect(await row(party, 'problem')).toMatchObject({
				own: [],
				hidden: false,
				missing: [],
				others: [
					{
						answer: 'yes',
						comment: 'Everybody says so.',
						version: 1,
						lapsed: false,
						postId: world.official.postId,
						recordedBy: null,
						findings: [{ number: made.number, sentence: 'Mothers repeat their story.', changed: false }]
					}
				]
			});
		}
		expect((await actsOn(world, 'recommendation', about.id)).at(-1)).toBe('judgement.given');
		await rewordFinding(world, made, 'Mothers repeat it at every visit.');
		expect((await row(world.observer, 'problem')).others[0]?.findings).toMatchObject([{ changed: true }]);
	});

	test('of an office is its minister’s, and says who typed it', async () => {
		await give(world.privateOffice, 'cost', { answer: 'large' });
		const { own } = await row(world.minister, 'cost');
		expect(own).toMatchObject([{ postId: world.minister.postId, answer: 'large' }]);
		expect(own[0]?.recordedBy).toContain('private_office');
	});

	test('is appended: the latest of a post counts, the earlier ones stay', async () => {
		await give(world.official, 'cost', { answer: 'large' });
		await give(world.official, 'cost', { answer: 'moderate', comment: 'The returns are in.' });
		await give(world.careOfficial, 'cost', { answer: 'none' });
		expect((await row(world.chair, 'cost')).others.map(({ answer }) => answer).toSorted()).toEqual([
			'moderate',
			'none'
		]);
		const history = await as(world.chair, (trx) => listJudgementHistory(trx, about, 'cost'));
		expect(history.map(({ answer }) => answer)).toEqual(['none', 'moderate', 'large']);
	});

	test('stands on the words it was given on, and needs them as they are', async () => {
		await give(world.official, 'problem', { answer: 'yes' });
		await reword('One visitor a family.');
		expect(await row(world.chair, 'problem')).toMatchObject({
			missing: ['today', 'finding'],
			others: [{ version: 1, lapsed: true }]
		});
		await expect(give(world.careOfficial, 'problem', { answer: 'yes', version: 1 })).rejects.toThrow(Conflict);
		expect((await row(world.chair, 'problem')).others).toHaveLength(1);
	});

	test('is given by officials, ministers, their offices and the Treasury, and by nobody else', async () => {
		const judges = ['official', 'minister', 'privateOffice', 'careOfficial', 'careMinister', 'treasury'];
		for (const party of parties) {
			if (party === 'administrator') continue;
			const before = await countRows(world, 'judgements');
			const given = give(world[party], 'problem', { answer: 'yes' });
			if (judges.includes(party)) await given;
			else await expect(given).rejects.toThrow(party === 'outsider' ? NotFound : Forbidden);
			expect(await countRows(world, 'judgements')).toBe(before + (judges.includes(party) ? 1 : 0));
		}
	});

	test('takes an answer of its own scale, findings of its own recommendation, and a reason to conclude', async () => {
		await expect(give(world.official, 'cost', { answer: 'yes' })).rejects.toThrow(Invalid);
		await expect(give(world.official, 'conclusion', { answer: 'for' })).rejects.toThrow(Invalid);
		const other = await draft(world);
		const link = await tag((await finding(world)).id, other);
		await expect(give(world.official, 'cost', { answer: 'large', links: [link] })).rejects.toThrow(Invalid);
		const drafted = await finding(world, { shared: false });
		const hidden = await tag(drafted.id);
		await expect(give(world.careOfficial, 'cost', { answer: 'large', links: [hidden] })).rejects.toThrow(Invalid);
		await give(world.official, 'cost', { answer: 'large', links: [hidden] });
		expect((await row(world.careOfficial, 'cost')).others[0]?.findings).toEqual([]);
		expect((await row(world.minister, 'cost')).others[0]?.findings).toHaveLength(1);
	});

	test('is over once the recommendation is not taken forward', async () => {
		const because = 'No money.';
		await as(world.secretariat, (trx, actor) =>
			notTakeForward(trx, actor, world.reviewId, about.number, { revision: about.revision, because })
		);
		await expect(give(world.official, 'cost', { answer: 'large' })).rejects.toThrow(Conflict);
	});
});

describe('the sheet', () => {
	test('has five criteria and a conclusion, or ten, which keep what they share', async () => {
		await give(world.official, 'cost', { answer: 'large' });
		expect((await sheet(world.chair)).rows).toHaveLength(6);
		await set({ fullJudgements: true });
		const full = await sheet(world.chair);
		expect(full.rows).toHaveLength(11);
		expect(full.rows.find(({ criterion }) => criterion.key === 'cost')?.others).toHaveLength(1);
	});

	test('says what is missing and where departments lean different ways', async () => {
		expect(sheetSummary(await sheet(world.chair))).toBe('No criterion is judged yet. Nobody has concluded yet.');
		await give(world.official, 'problem', { answer: 'yes' });
		await give(world.careOfficial, 'problem', { answer: 'no' });
		await give(world.careOfficial, 'cost', { answer: 'large' });
		await give(world.careMinister, 'conclusion', { answer: 'against', comment: 'It costs too much.' });
		const { rows } = await sheet(world.chair);
		expect(rows.filter(({ contested }) => contested).map(({ criterion }) => criterion.key)).toEqual(['problem']);
		expect(sheetSummary(await sheet(world.chair))).toBe(
			'2 of 5 criteria are judged. No finding stands under any of them. Departments lean different ways on one.'
		);
	});

	test('is taken along by members, and that is on record', async () => {
		await as(world.observer, (trx, actor) => recordSheetTaken(trx, actor, world.reviewId, about.number, 'pdf'));
		expect((await actsOn(world, 'recommendation', about.id)).at(-1)).toBe('judgements.exported');
		await expect(
			as(world.outsider, (trx, actor) => recordSheetTaken(trx, actor, world.reviewId, about.number, 'pdf'))
		).rejects.toThrow(NotFound);
	});
});

describe('where each is to look first for themselves', () => {
	beforeEach(async () => {
		await set({ independentFirstView: true });
		const link = await tag((await finding(world)).id);
		await give(world.careOfficial, 'problem', { answer: 'no', comment: 'We see none.', links: [link] });
	});

	test('nothing of another’s judgement reaches a person before their own, by any way', async () => {
		for (const party of [world.official, world.minister, world.treasury, world.observer, world.specialAdviser]) {
			expect(await row(party, 'problem')).toMatchObject({ own: [], others: [], hidden: true, missing: [] });
			expect(await as(party, (trx) => listJudgements(trx, about))).toEqual([]);
			expect(await as(party, (trx) => listJudgementHistory(trx, about, 'problem'))).toEqual([]);
			expect(await as(party, (trx) => trx.selectFrom('judgements').selectAll().execute())).toEqual([]);
			expect(await as(party, (trx) => trx.selectFrom('judgementLinks').selectAll().execute())).toEqual([]);
			const { entries } = await as(party, (trx) => listTrail(trx, 'recommendation', about.id, { limit: 50 }));
			const told = JSON.stringify(entries);
			expect(told).toContain('judgement.given');
			expect(told).not.toContain('We see none');
			expect(told).not.toContain('"no"');
			expect(sheetSummary(await sheet(party))).toBe(
				'Others’ judgements on a criterion are shown once you have given your own.'
			);
		}
	});

	test('they show, criterion by criterion, once the own is given', async () => {
		await give(world.careOfficial, 'cost', { answer: 'large' });
		await give(world.official, 'problem', { answer: 'yes' });
		expect(await row(world.official, 'problem')).toMatchObject({ hidden: false, others: [{ answer: 'no' }] });
		expect(await row(world.official, 'cost')).toMatchObject({ hidden: true, others: [] });
		// The minister of the same department has not looked yet.
		expect(await row(world.minister, 'problem')).toMatchObject({ hidden: true, others: [] });
	});

	test('what an office gives opens the sheet for the office and its minister', async () => {
		await give(world.privateOffice, 'problem', { answer: 'yes' });
		for (const party of [world.privateOffice, world.minister]) {
			expect(await row(party, 'problem')).toMatchObject({
				hidden: false,
				own: [{ postId: world.minister.postId }],
				others: [{ answer: 'no' }]
			});
		}
	});

	test('those who bring them together see them all, unless they judge too', async () => {
		expect(await row(world.secretariat, 'problem')).toMatchObject({ hidden: false, others: [{ answer: 'no' }] });
		expect(await row(world.chair, 'problem')).toMatchObject({ hidden: false, others: [{ answer: 'no' }] });
		await world.owner
			.insertInto('holdings')
			.values({ postId: world.minister.postId, personId: world.chair.personId, since: new Date('2026-01-02') })
			.execute();
		const both = { ...world.chair, actor: await world.reload(world.chair.actor) };
		expect(await row(both, 'problem')).toMatchObject({ hidden: true, others: [] });
	});

	test('and all of it shows again when the setting is off, or the review closed', async () => {
		await set({ independentFirstView: false });
		expect((await row(world.observer, 'problem')).others).toHaveLength(1);
		await set({ independentFirstView: true });
		expect((await row(world.observer, 'problem')).others).toHaveLength(0);
		await world.owner.updateTable('reviews').set({ state: 'closed' }).where('id', '=', world.reviewId).execute();
		expect((await row(world.observer, 'problem')).others).toHaveLength(1);
	});
});

function as<Result>(party: Party, work: (trx: Trx, actor: Actor) => Promise<Result>): Promise<Result> {
	return asActor(party.actor, (trx) => work(trx, party.actor));
}

async function give(
	by: Party,
	criterion: CriterionKey,
	wanted: Partial<JudgementInput> & { answer: string }
): Promise<void> {
	const { version } = await recommendation(world, about.number);
	await as(by, (trx, actor) =>
		giveJudgement(trx, actor, world.reviewId, about.number, criterion, {
			...{ version, comment: null, links: [] },
			...wanted
		})
	);
}

async function sheet(by: Party) {
	const now = await recommendation(world, about.number);
	return as(by, (trx, actor) => readSheet(trx, actor, now));
}

async function row(by: Party, key: CriterionKey) {
	const found = (await sheet(by)).rows.find(({ criterion }) => criterion.key === key);
	if (!found) throw new Error(`The sheet has no ${key}`);
	return found;
}

async function set(wanted: { fullJudgements?: boolean; independentFirstView?: boolean }): Promise<void> {
	await as(world.secretariat, async (trx, actor) =>
		changeSettings(trx, actor, world.reviewId, { ...(await getSettings(trx, world.reviewId)), ...wanted })
	);
}

function tag(findingId: number, to: Recommendation = about): Promise<number> {
	return as(world.official, (trx, actor) =>
		makeLink(trx, actor, world.reviewId, findingId, { recommendationId: to.id, stance: 'supports', note: null })
	);
}

async function reword(text: string): Promise<void> {
	const before = await recommendation(world, about.number);
	await as(world.secretariat, (trx, actor) =>
		editRecommendation(trx, actor, world.reviewId, about.number, { ...edited(world, before, { text }), lapsing: [] })
	);
}
