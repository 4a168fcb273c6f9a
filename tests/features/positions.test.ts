import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	type AnswerGiven,
	recordAgreement,
	recordPosition,
	recordPositionsInBatch,
	tickCondition,
	type Voice
} from '#lib/positions/commands.server.ts';
import {
	listAnswers,
	listAnswersDueFrom,
	listDraftingChanges,
	listGroupAgreements,
	listOpenItems,
	listOwedAnswers,
	listPositions,
	positionsGrid
} from '#lib/positions/queries.server.ts';
import { editRecommendation, makeDraftingChange, notTakeForward } from '#lib/recommendations/commands.server.ts';
import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import { listStrongestEvidence } from '#lib/recommendations/link-queries.server.ts';
import type { Recommendation } from '#lib/recommendations/queries.server.ts';
import { listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { at, draft, edited, finding, propose, recommendation } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const content: AnswerGiven = { version: 1, stance: 'content', reason: null, proposedText: null, conditions: [] };
const condition = { text: 'A line on cost', grade: 'condition' } as const;

function answer(of: World, party: Party, to: Recommendation, given: Partial<AnswerGiven & Voice> = {}) {
	return asActor(party.actor, (trx) =>
		recordPosition(trx, party.actor, of.reviewId, to.number, {
			...content,
			version: to.version,
			postId: party.postId,
			conveyed: 'self',
			...given
		})
	);
}

async function reword(of: World, to: Recommendation, text: string): Promise<Recommendation> {
	const { actor } = of.secretariat;
	const now = await recommendation(of, to.number);
	await asActor(actor, async (trx) => {
		const lapsing = (await listStandingAnswers(trx, now)).map((one) => one.id);
		await editRecommendation(trx, actor, of.reviewId, to.number, { ...edited(of, now, { text }), lapsing });
	});
	return recommendation(of, to.number);
}

function positions(of: World, to: Recommendation) {
	const { actor } = of.observer;
	return asActor(actor, (trx) => listPositions(trx, actor, to));
}

describe('a position', () => {
	test('of a minister is their own, on the version they read', async () => {
		const to = await propose(world);
		await answer(world, world.minister, to);

		const [families, care] = await positions(world, to);
		expect(care).toMatchObject({ post: { postId: world.careMinister.postId }, answer: null, lapsed: false });
		expect(families).toMatchObject({
			lapsed: false,
			answer: {
				stance: 'content',
				version: 1,
				conveyed: 'self',
				holderName: world.minister.actor.person.name,
				recordedByName: world.minister.actor.person.name
			}
		});
		expect(await actsOn(world, 'recommendation', to.id)).toContain('position.recorded');
	});

	test('recorded by private office says how the minister said it, on behalf of the named post', async () => {
		const to = await propose(world);
		const inTheName = { postId: world.minister.postId };
		await expect(answer(world, world.privateOffice, to, inTheName)).rejects.toMatchObject({ field: 'conveyed' });
		await expect(answer(world, world.privateOffice, to, { ...inTheName, conveyed: null })).rejects.toThrow(Invalid);
		await answer(world, world.privateOffice, to, { ...inTheName, conveyed: 'box_note' });

		const [said] = await asActor(world.observer.actor, (trx) => listAnswers(trx, to.id));
		expect(said).toMatchObject({
			postId: world.minister.postId,
			conveyed: 'box_note',
			holderName: world.minister.actor.person.name,
			recordedByName: world.privateOffice.actor.person.name
		});
		const entry = await world.owner
			.selectFrom('auditEntries')
			.select(['postId', 'onBehalfOfPostId'])
			.where('recordKind', '=', 'recommendation')
			.where('recordId', '=', to.id)
			.where('act', '=', 'position.recorded')
			.executeTakeFirst();
		expect(entry).toEqual({ postId: world.privateOffice.postId, onBehalfOfPostId: world.minister.postId });
	});

	test('needs its reason, its words or its conditions, which get a number each', async () => {
		const to = await propose(world);
		const before = await countRows(world, 'answers');
		const because = { reason: 'Because of the cost' };
		for (const [given, field] of [
			[{ stance: 'not_content' }, 'reason'],
			[{ stance: 'not_yet' }, 'reason'],
			[{ stance: 'content_if_reworded', ...because }, 'proposedText'],
			[{ stance: 'content_subject_to', ...because }, 'conditions']
		] satisfies [Partial<AnswerGiven>, string][]) {
			await expect(answer(world, world.minister, to, given)).rejects.toMatchObject({ field });
		}
		expect(await countRows(world, 'answers')).toBe(before);

		await answer(world, world.minister, to, {
			stance: 'content_if_reworded',
			...because,
			proposedText: 'Keep one visitor.'
		});
		const { conditions } = await answer(world, world.minister, to, {
			stance: 'content_subject_to',
			...because,
			conditions: [condition, { text: 'Shorter', grade: 'observation' }]
		});
		expect(conditions).toHaveLength(2);
		expect(conditions[1]).toBe((conditions[0] ?? 0) + 1);
		const families = (await positions(world, to)).find((one) => one.post.postId === world.minister.postId);
		expect(families?.answer).toMatchObject({
			stance: 'content_subject_to',
			proposedText: null,
			conditions: [
				{ number: conditions[0], text: 'A line on cost', grade: 'condition', metVersion: null },
				{ number: conditions[1], text: 'Shorter', grade: 'observation' }
			]
		});
		// Nothing is overwritten: the latest counts.
		expect(await asActor(world.observer.actor, (trx) => listAnswers(trx, to.id))).toHaveLength(2);
	});

	test('is for nobody else, in nobody else’s name', async () => {
		const to = await propose(world);
		const before = await countRows(world, 'answers');
		for (const party of [
			world.official,
			world.specialAdviser,
			world.secretariat,
			world.chair,
			world.treasury,
			world.cabinetPrivateOffice,
			world.observer
		]) {
			await expect(answer(world, party, to)).rejects.toThrow(Forbidden);
			await expect(answer(world, party, to, { postId: world.minister.postId })).rejects.toThrow(Forbidden);
		}
		await expect(answer(world, world.careMinister, to, { postId: world.minister.postId })).rejects.toThrow(Forbidden);
		await expect(
			answer(world, world.privateOffice, to, { postId: world.careMinister.postId, conveyed: 'call' })
		).rejects.toThrow(Forbidden);
		await expect(answer(world, world.outsider, to)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'answers')).toBe(before);
	});

	test('is refused before the proposal, after the end, on other words, and for a vacant post', async () => {
		const fresh = await makeWorld();
		await expect(answer(fresh, fresh.minister, await draft(fresh))).rejects.toThrow(Conflict);

		const ended = await propose(fresh);
		const { actor } = fresh.chair;
		await asActor(actor, (trx) =>
			notTakeForward(trx, actor, fresh.reviewId, ended.number, { revision: ended.revision, because: 'No' })
		);
		await expect(answer(fresh, fresh.minister, ended)).rejects.toThrow(Conflict);

		const to = await propose(fresh);
		await reword(fresh, to, 'Other words.');
		await expect(answer(fresh, fresh.minister, to)).rejects.toThrow(/words have changed/);
		await expect(answer(fresh, fresh.minister, to, { version: 3 })).rejects.toThrow(Conflict);

		await fresh.owner
			.updateTable('holdings')
			.set({ until: new Date('2026-03-01T00:00:00Z') })
			.where('postId', '=', fresh.minister.postId)
			.execute();
		await expect(
			answer(fresh, fresh.privateOffice, to, { version: 2, postId: fresh.minister.postId, conveyed: 'letter' })
		).rejects.toThrow(/vacant/);
		expect(await asActor(fresh.observer.actor, (trx) => listAnswers(trx, to.id))).toEqual([]);
	});

	test('of a post outlives its holder', async () => {
		const fresh = await makeWorld();
		const to = await propose(fresh);
		await answer(fresh, fresh.minister, to);
		const successor = fresh.specialAdviser;
		await fresh.owner
			.updateTable('holdings')
			.set({ until: new Date('2026-03-17T00:00:00Z') })
			.where('postId', '=', fresh.minister.postId)
			.execute();
		await fresh.owner
			.insertInto('holdings')
			.values({
				postId: fresh.minister.postId,
				personId: successor.personId,
				since: new Date('2026-03-17T00:00:00Z')
			})
			.execute();

		const { actor } = fresh.observer;
		const later = at(actor, '2026-03-18T10:00:00Z');
		const found = await asActor(later, (trx) => listPositions(trx, later, to));
		expect(found.find((one) => one.post.postId === fresh.minister.postId)).toMatchObject({
			post: { holderName: successor.actor.person.name },
			answer: { holderName: fresh.minister.actor.person.name },
			lapsed: false
		});
	});

	test('lapses when the meaning changes and is asked for again; a drafting change lets it stand', async () => {
		const fresh = await makeWorld();
		const to = await propose(fresh);
		await answer(fresh, fresh.minister, to);
		const due = () =>
			asActor(fresh.privateOffice.actor, (trx) => listAnswersDueFrom(trx, fresh.privateOffice.actor, fresh.reviewId));
		expect(await due()).toEqual([]);

		const secretariat = at(fresh.secretariat.actor, '2026-03-17T09:00:00Z');
		const now = await recommendation(fresh, to.number);
		await asActor(secretariat, (trx) =>
			makeDraftingChange(trx, secretariat, fresh.reviewId, to.number, {
				...edited(fresh, now, { text: 'Every family keeps one health visitor for the first year.' }),
				because: 'Shorter'
			})
		);
		expect(await due()).toEqual([]);
		const told = (party: Party, moment: string) => {
			const actor = at(party.actor, moment);
			return asActor(actor, (trx) => listDraftingChanges(trx, actor, fresh.reviewId));
		};
		expect(await told(fresh.privateOffice, '2026-03-19T20:00:00Z')).toMatchObject([
			{ recommendationNumber: to.number, version: 2, because: 'Shorter', until: '2026-03-19' }
		]);
		expect(await told(fresh.minister, '2026-03-20T09:00:00Z')).toEqual([]);
		expect(await told(fresh.careMinister, '2026-03-18T09:00:00Z')).toEqual([]);
		expect(await told(fresh.official, '2026-03-18T09:00:00Z')).toEqual([]);

		const changed = await reword(fresh, to, 'Two visitors for every family.');
		const families = (await positions(fresh, changed)).find((one) => one.post.postId === fresh.minister.postId);
		expect(families).toMatchObject({ lapsed: true, answer: { version: 1 } });
		expect(await due()).toMatchObject([
			{ postId: fresh.minister.postId, version: 3, lapsed: { version: 1, stance: 'content' } }
		]);
		await answer(fresh, fresh.minister, changed);
		expect(await due()).toEqual([]);
	});

	test('and an edit of the words at the same moment: one of them is told of the other, and no answer lapses unawares', async () => {
		const { actor } = world.secretariat;
		for (let turn = 0; turn < 8; turn += 1) {
			const to = await propose(world);
			const edit = () =>
				asActor(actor, (trx) =>
					editRecommendation(trx, actor, world.reviewId, to.number, {
						...edited(world, to, { text: `Two visitors, ${turn}.` }),
						lapsing: []
					})
				);
			const both = [() => answer(world, world.minister, to), edit];
			if (turn % 2 === 1) both.reverse();
			const results = await Promise.allSettled(both.map((act) => act()));
			expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			const refusal = results.find((each) => each.status === 'rejected');
			const now = await recommendation(world, to.number);
			const stands = (await positions(world, now)).find(({ post }) => post.postId === world.minister.postId);
			if (now.version === 2) {
				expect(refusal?.reason).toBeInstanceOf(Conflict);
				expect(stands?.answer ?? null).toBeNull();
			} else {
				expect(String(refusal?.reason)).toMatch(/answer|Families/);
				expect(stands).toMatchObject({ lapsed: false, answer: { version: 1 } });
			}
		}
	});
});

describe('who owes an answer', () => {
	test('is listed by post and recommendation, with since when', async () => {
		const fresh = await makeWorld();
		await draft(fresh);
		const first = await propose(fresh);
		const second = await propose(fresh);
		await answer(fresh, fresh.minister, first);
		await answer(fresh, fresh.careMinister, second, { stance: 'not_yet', reason: 'Waiting for the costing' });

		const owed = await asActor(fresh.secretariat.actor, (trx) => listOwedAnswers(trx, fresh.reviewId));
		expect(owed.map((one) => [one.postId, one.recommendationNumber])).toEqual([
			[fresh.careMinister.postId, first.number],
			[fresh.minister.postId, second.number]
		]);
		expect(owed[0]).toMatchObject({ since: fresh.secretariat.actor.now, lapsed: null });
		expect(
			await asActor(fresh.official.actor, (trx) => listAnswersDueFrom(trx, fresh.official.actor, fresh.reviewId))
		).toEqual([]);
		const { actor } = fresh.minister;
		expect(await asActor(actor, (trx) => listAnswersDueFrom(trx, actor, fresh.reviewId))).toMatchObject([
			{ recommendationNumber: second.number }
		]);
	});

	test('is shown with the words now and the words answered', async () => {
		const fresh = await makeWorld();
		const to = await propose(fresh, { costStatus: 'bid' });
		await answer(fresh, fresh.minister, to);
		await reword(fresh, to, 'Two visitors.');
		const [item] = await asActor(fresh.minister.actor, (trx) =>
			listOpenItems(trx, fresh.reviewId, fresh.minister.postId, 10)
		);
		expect(item).toMatchObject({ text: 'Two visitors.', textAnswered: to.text, costStatus: 'bid', version: 2 });
	});
});

describe('answering in one act', () => {
	const all = (
		of: World,
		party: Party,
		answers: (Partial<AnswerGiven> & { recommendationId: number })[],
		voice?: Voice
	) =>
		asActor(party.actor, (trx) =>
			recordPositionsInBatch(trx, party.actor, of.reviewId, {
				postId: party.postId,
				conveyed: 'self',
				...voice,
				answers: answers.map((one, row) => ({ ...content, ...one, row }))
			})
		);

	test('is content with all except some, with one entry for each', async () => {
		const fresh = await makeWorld();
		const open = [await propose(fresh), await propose(fresh), await propose(fresh)];
		const [first, second, third] = open.map((one) => one.id);
		const voice = { postId: fresh.minister.postId, conveyed: 'meeting' } as const;
		const done = await all(
			fresh,
			fresh.privateOffice,
			[
				{ recommendationId: third ?? 0 },
				{ recommendationId: first ?? 0, stance: 'not_content', reason: 'Too dear' },
				{ recommendationId: second ?? 0, stance: 'content_subject_to', reason: 'Costs', conditions: [condition] }
			],
			voice
		);

		expect(done).toEqual({ answered: 3 });
		for (const to of open)
			expect((await actsOn(fresh, 'recommendation', to.id)).slice(-1)).toEqual(['position.recorded']);
		const { actor } = fresh.minister;
		const grid = await asActor(actor, (trx) => positionsGrid(trx, actor, fresh.reviewId));
		expect(grid.rows.map((row) => row.cells.get(fresh.minister.postId)?.stance)).toEqual([
			'not_content',
			'content_subject_to',
			'content'
		]);
		expect(grid.rows.map((row) => row.cells.has(fresh.careMinister.postId))).toEqual([false, false, false]);
		expect(grid.posts.map((post) => post.postId)).toEqual([fresh.minister.postId, fresh.careMinister.postId]);
	});

	test('saves nothing where one part is wrong, and says which', async () => {
		const fresh = await makeWorld();
		const good = await propose(fresh);
		const moved = await propose(fresh);
		await reword(fresh, moved, 'Other words.');
		const nothing = async () => {
			expect(await countRows(fresh, 'answers')).toBe(before);
		};
		const before = await countRows(fresh, 'answers');

		await expect(
			all(fresh, fresh.minister, [{ recommendationId: good.id }, { recommendationId: moved.id }])
		).rejects.toMatchObject({ field: 'items[1].ticked', message: expect.stringContaining(`R${moved.number}`) });
		await expect(
			all(fresh, fresh.minister, [
				{ recommendationId: good.id },
				{ recommendationId: moved.id, version: 2, stance: 'not_yet' }
			])
		).rejects.toMatchObject({ field: 'items[1].reason' });
		await expect(
			all(fresh, fresh.minister, [{ recommendationId: good.id }, { recommendationId: 999_999_999 }])
		).rejects.toThrow(NotFound);
		await expect(
			all(fresh, fresh.minister, [{ recommendationId: good.id }, { recommendationId: good.id }])
		).rejects.toThrow(Conflict);
		await expect(all(fresh, fresh.specialAdviser, [{ recommendationId: good.id }])).rejects.toThrow(Forbidden);
		await expect(
			all(fresh, fresh.privateOffice, [{ recommendationId: good.id }], {
				postId: fresh.minister.postId,
				conveyed: null
			})
		).rejects.toMatchObject({ field: 'conveyed' });
		await nothing();
	});

	test('by two offices at once leaves one answer of each', async () => {
		const fresh = await makeWorld();
		const open = [await propose(fresh), await propose(fresh)];
		const answers = open.map((one) => ({ recommendationId: one.id }));
		await Promise.all([all(fresh, fresh.minister, answers), all(fresh, fresh.careMinister, answers.toReversed())]);
		expect(await asActor(fresh.secretariat.actor, (trx) => listOwedAnswers(trx, fresh.reviewId))).toEqual([]);
	});

	test('shows the strongest evidence for and against', async () => {
		const fresh = await makeWorld();
		const to = await propose(fresh);
		const link = async (stance: 'supports' | 'qualifies' | 'contradicts', events: string[]) => {
			const made = await finding(fresh, { events });
			const { actor } = fresh.official;
			await asActor(actor, (trx) =>
				makeLink(trx, actor, fresh.reviewId, made.id, { recommendationId: to.id, stance, note: null })
			);
			return made.number;
		};
		await link('supports', ['One']);
		const strong = await link('supports', ['Two', 'Three']);
		await link('qualifies', ['Four', 'Five']);
		const against = await link('contradicts', ['Six']);
		const strongest = await asActor(fresh.minister.actor, (trx) => listStrongestEvidence(trx, [to.id], 1));
		expect(strongest.get(to.id)?.map((one) => [one.stance, one.findingNumber])).toEqual([
			['supports', strong],
			['contradicts', against]
		]);
	});
});

describe('a condition', () => {
	async function asked() {
		const to = await propose(world);
		const { conditions } = await answer(world, world.minister, to, {
			stance: 'content_subject_to',
			reason: 'Costs',
			conditions: [condition]
		});
		return { to, number: conditions[0] ?? 0 };
	}
	const tick = (party: Party, number: number, version: number) =>
		asActor(party.actor, (trx) => tickCondition(trx, party.actor, world.reviewId, number, version));

	test('is marked as met by the post that asked, on the version it read, once', async () => {
		const { to, number } = await asked();
		const changed = await reword(world, to, 'One visitor, at a cost of nothing.');
		for (const party of [world.careMinister, world.official, world.secretariat, world.specialAdviser, world.chair]) {
			await expect(tick(party, number, 2)).rejects.toThrow(Forbidden);
		}
		await expect(tick(world.minister, number, 1)).rejects.toThrow(Conflict);
		await tick(world.privateOffice, number, 2);

		const families = (await positions(world, changed)).find((one) => one.post.postId === world.minister.postId);
		expect(families?.answer?.conditions).toMatchObject([
			{ number, metVersion: 2, tickedByName: world.privateOffice.actor.person.name }
		]);
		const row = await world.owner
			.selectFrom('conditions')
			.select('id')
			.where('number', '=', number)
			.where('reviewId', '=', world.reviewId)
			.executeTakeFirstOrThrow();
		expect(await actsOn(world, 'condition', row.id)).toEqual(['condition.ticked']);
		await expect(tick(world.minister, number, 2)).rejects.toThrow(Conflict);
	});

	test('lapses with a newer answer', async () => {
		const { to, number } = await asked();
		await answer(world, world.minister, to);
		await expect(tick(world.minister, number, 1)).rejects.toThrow(/answered again/);
		await expect(tick(world.minister, 999_999, 1)).rejects.toThrow(NotFound);
	});
});

describe('the agreement of the group', () => {
	const agree = (of: World, party: Party, to: Recommendation, version = to.version) =>
		asActor(party.actor, (trx) =>
			recordAgreement(trx, party.actor, of.reviewId, to.number, {
				version,
				decidedOn: '2026-03-12',
				source: 'Meeting of 12 March'
			})
		);

	test('is the chair’s fact about a version, whatever the members said', async () => {
		const to = await propose(world);
		await answer(world, world.careMinister, to, { stance: 'not_content', reason: 'Too dear' });
		await agree(world, world.chair, to);

		const after = await recommendation(world, to.number);
		expect(after).toMatchObject({ state: 'recommended', version: 1, revision: to.revision + 1 });
		const { actor } = world.observer;
		expect(await asActor(actor, (trx) => listGroupAgreements(trx, after))).toMatchObject([
			{ version: 1, decidedOn: '2026-03-12', source: 'Meeting of 12 March', lapsed: false }
		]);
		expect(await actsOn(world, 'recommendation', to.id)).toContain('agreement.recorded');
		await expect(agree(world, world.chair, after)).rejects.toThrow(Conflict);
		// Clearance is not the group's: nothing but its own agreement is written.
		const kinds = await world.owner
			.selectFrom('decisions')
			.select('kind')
			.where('recommendationId', '=', to.id)
			.execute();
		expect(kinds).toEqual([{ kind: 'group' }]);
	});

	test('is recorded by nobody else, and only on the words of now', async () => {
		const to = await propose(world);
		const before = await countRows(world, 'decisions');
		for (const party of [
			world.secretariat,
			world.minister,
			world.privateOffice,
			world.official,
			world.specialAdviser
		]) {
			await expect(agree(world, party, to)).rejects.toThrow(Forbidden);
		}
		await expect(agree(world, world.chair, await draft(world))).rejects.toThrow(Conflict);
		await reword(world, to, 'Other words.');
		await expect(agree(world, world.chair, to, 1)).rejects.toThrow(/words have changed/);
		expect(await countRows(world, 'decisions')).toBe(before);
	});

	test('is recorded on the chair’s behalf by the office that serves the chair', async () => {
		const fresh = await makeWorld();
		const to = await propose(fresh);
		await fresh.owner
			.updateTable('posts')
			.set({ servesPostId: fresh.chair.postId })
			.where('id', '=', fresh.privateOffice.postId)
			.execute();
		const office = { ...fresh.privateOffice, actor: await fresh.reload(fresh.privateOffice.actor) };
		await agree(fresh, office, to);
		expect((await recommendation(fresh, to.number)).state).toBe('recommended');
		// The chair is no member's minister here: the office that serves the chair answers for no department.
		await expect(
			answer(fresh, office, await propose(fresh), { postId: fresh.chair.postId, conveyed: 'call' })
		).rejects.toThrow(Forbidden);
	});

	test('lapses with changed words, which go back to the group', async () => {
		const to = await propose(world);
		await agree(world, world.chair, to);
		const { actor } = world.secretariat;
		const now = await recommendation(world, to.number);
		await expect(
			asActor(actor, (trx) =>
				editRecommendation(trx, actor, world.reviewId, to.number, {
					...edited(world, now, { text: 'Other words.' }),
					lapsing: null
				})
			)
		).rejects.toThrow(/lapses the agreement of the group/);
		const changed = await reword(world, to, 'Other words.');

		expect(changed.state).toBe('proposed');
		expect(await asActor(actor, (trx) => listGroupAgreements(trx, changed))).toMatchObject([
			{ version: 1, lapsed: true }
		]);
		await agree(world, world.chair, changed);
		expect((await recommendation(world, to.number)).state).toBe('recommended');
	});
});
