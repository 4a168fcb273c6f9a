import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clearAdvice, noteSeen, writeAdvice } from '#lib/box/advice/commands.server.ts';
import { listToAdvise, needsAdvice } from '#lib/box/advice/queries.server.ts';
import { getBoxPost, getCard, listAnsweredLately, listBox, listBoxNumbers } from '#lib/box/cards.server.ts';
import { makeBoxPack, recordReturn } from '#lib/box/packs/commands.server.ts';
import { type ReturnedRow, returnForm } from '#lib/box/packs/forms.ts';
import { packDocument } from '#lib/box/packs/pack-document.ts';
import { getBoxPack, getPackContent, listBoxPacks, listSheet } from '#lib/box/packs/queries.server.ts';
import { answerFromBox } from '#lib/box/questions/commands.server.ts';
import { getBoxQuestion, listQuestionsToAnswerFromBox } from '#lib/box/questions/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { closeRenderer, renderDocument } from '#lib/documents/render.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import { listAnswers } from '#lib/positions/queries.server.ts';
import { editRecommendation, makeDraftingChange } from '#lib/recommendations/commands.server.ts';
import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import type { Recommendation } from '#lib/recommendations/queries.server.ts';
import { listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { advice, adviceOn, advise, ask } from '../support/box.ts';
import { checkOoxml } from '../support/ooxml.ts';
import { checkPdf } from '../support/pdf.ts';
import { at, edited, finding, propose, recommendation } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});
afterAll(closeRenderer);

async function reword(of: World, to: Recommendation, text: string): Promise<Recommendation> {
	const { actor } = of.secretariat;
	const before = await recommendation(of, to.number);
	await asActor(actor, async (trx) => {
		const lapsing = (await listStandingAnswers(trx, before)).map((one) => one.id);
		await editRecommendation(trx, actor, of.reviewId, to.number, { ...edited(of, before, { text }), lapsing });
	});
	return recommendation(of, to.number);
}

function answer(of: World, party: Party, to: Recommendation, conveyed: 'self' | 'call' = 'self') {
	return asActor(party.actor, (trx, actor) =>
		recordPosition(trx, actor, of.reviewId, to.number, {
			postId: of.minister.postId,
			conveyed,
			version: to.version,
			stance: 'content',
			reason: null,
			proposedText: null,
			conditions: []
		})
	);
}

const answersTo = (of: World, to: Recommendation) => asActor(of.observer.actor, (trx) => listAnswers(trx, to.id));

describe('advice', () => {
	test('is written by officials for their own minister, and says on which words', async () => {
		const to = await propose(world);
		expect(await advise(world, to)).toEqual({ written: 1 });
		const written = await advice(world, to);
		expect(written).toMatchObject({ stance: 'content', version: 1, wording: 1, onOlderWords: false, cleared: [] });
		expect(await actsOn(world, 'advice', written?.id ?? 0)).toEqual(['advice.written']);
	});

	test('is on older words once the words change, until somebody says that it still holds', async () => {
		const to = await propose(world);
		await advise(world, to);
		const now = await reword(world, to, 'Every family keeps the same health visitor for two years.');
		expect(await advice(world, to)).toMatchObject({ version: 1, onOlderWords: true });

		await expect(advise(world, now, { revision: 1 })).rejects.toThrow(Conflict);
		await advise(world, now, { revision: 1, stillHolds: true });
		expect(await advice(world, to)).toMatchObject({ version: 2, onOlderWords: false, wording: 2 });
	});

	test('is refused on words that have moved, and over what somebody else has written', async () => {
		const to = await propose(world);
		await reword(world, to, 'Other words.');
		await expect(advise(world, to)).rejects.toThrow(Invalid);
		expect(await advice(world, to)).toBeUndefined();

		const now = await recommendation(world, to.number);
		await advise(world, now, { reason: 'First.' });
		await expect(advise(world, now, { reason: 'Second.' })).rejects.toThrow(/First\./);
		expect(await advice(world, to)).toMatchObject({ reason: 'First.', wording: 1 });
	});

	test('on many is written in one act, or not at all; what has not changed is left alone', async () => {
		const one = await propose(world);
		const two = await propose(world, { title: 'A second' });
		await advise(world, one);
		const items = [adviceOn(one, { revision: 1, row: 0 }), adviceOn(two, { row: 1 })];
		const write = (rows: typeof items) =>
			asActor(world.official.actor, (trx, actor) =>
				writeAdvice(trx, actor, world.reviewId, { teamId: world.teams.families, items: rows })
			);
		expect(await write(items)).toEqual({ written: 1 });
		expect(await advice(world, one)).toMatchObject({ wording: 1 });

		const before = await countRows(world, 'audit_entries');
		await expect(
			write([adviceOn(one, { revision: 1, reason: 'New.' }), adviceOn(two, { reason: 'Late.', row: 1 })])
		).rejects.toThrow(Invalid);
		expect(await advice(world, one)).toMatchObject({ wording: 1 });
		expect(await countRows(world, 'audit_entries')).toBe(before);
	});

	test('is no act of a minister, an office, an adviser, another department or the secretariat', async () => {
		const to = await propose(world);
		const { minister, privateOffice, specialAdviser, careOfficial, secretariat } = world;
		const before = await countRows(world, 'advice');
		for (const { actor } of [minister, privateOffice, specialAdviser, careOfficial, secretariat]) {
			await expect(
				asActor(actor, (trx) =>
					writeAdvice(trx, actor, world.reviewId, { teamId: world.teams.families, items: [adviceOn(to)] })
				)
			).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'advice')).toBe(before);
	});

	test('on another review’s recommendation is not there', async () => {
		const to = await propose(world);
		const { actor, teamId } = world.outsider;
		await expect(
			asActor(actor, (trx) => writeAdvice(trx, actor, world.otherReviewId, { teamId, items: [adviceOn(to)] }))
		).rejects.toThrow(NotFound);
	});

	test('is listed for officials: what waits without advice comes first', async () => {
		const of = await makeWorld();
		const [advised, bare, older] = [await propose(of), await propose(of), await propose(of)];
		await advise(of, advised);
		await advise(of, older);
		await reword(of, older, 'Other words.');
		const list = await asActor(of.official.actor, (trx) =>
			listToAdvise(trx, of.reviewId, { postId: of.minister.postId, teamId: of.teams.families })
		);
		expect(list.map(({ number }) => number)).toEqual([bare.number, older.number, advised.number]);
		expect(list.map(needsAdvice)).toEqual([true, true, false]);
	});
});

describe('what was cleared', () => {
	const clear = (to: { id: number; wording: number }, part: 'policy' | 'finance' = 'policy', by = world.official) =>
		asActor(by.actor, (trx, actor) =>
			clearAdvice(trx, actor, world.reviewId, {
				teamId: world.teams.families,
				items: [{ adviceId: to.id, wording: to.wording }],
				part,
				clearedBy: 'Director of Early Years'
			})
		);
	const seen = (to: { id: number; wording: number }, by: Party) =>
		asActor(by.actor, (trx, actor) =>
			noteSeen(trx, actor, world.reviewId, {
				teamId: world.teams.families,
				items: [{ adviceId: to.id, wording: to.wording }]
			})
		);
	async function advised() {
		const to = await propose(world);
		await advise(world, to);
		const found = await advice(world, to);
		if (!found) throw new Error('No advice');
		return { to, found };
	}

	test('is named with who cleared it, and the special adviser says what they have seen', async () => {
		const { to, found } = await advised();
		await clear(found);
		await seen(found, world.specialAdviser);
		expect((await advice(world, to))?.cleared).toMatchObject([
			{ part: 'policy', by: 'Director of Early Years' },
			{ part: 'adviser', by: expect.stringContaining(world.specialAdviser.actor.person.name) }
		]);
		expect(await actsOn(world, 'advice', found.id)).toEqual(['advice.written', 'advice.cleared', 'advice.seen']);
	});

	test('is of one wording: new words are cleared again, and the old wording cannot be', async () => {
		const { to, found } = await advised();
		await clear(found);
		await advise(world, to, { revision: 1, reason: 'Other advice.' });
		expect((await advice(world, to))?.cleared).toEqual([]);
		await expect(clear(found)).rejects.toThrow(Conflict);
		await clear({ ...found, wording: 2 });
		expect((await advice(world, to))?.cleared).toHaveLength(1);
	});

	test('cannot happen twice, and is nobody else’s to say', async () => {
		const { found } = await advised();
		await clear(found);
		const before = await countRows(world, 'advice_clearances');
		await expect(clear(found)).rejects.toThrow(Conflict);
		await expect(clear(found, 'finance', world.specialAdviser)).rejects.toThrow(Forbidden);
		await expect(seen(found, world.official)).rejects.toThrow(Forbidden);
		await expect(clear(found, 'finance', world.careOfficial)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'advice_clearances')).toBe(before);
	});
});

describe('a box', () => {
	test('is the minister’s, their office’s, and those’ who advise them', async () => {
		const of = await makeWorld();
		const one = await propose(of);
		const two = await propose(of);
		for (const party of [of.minister, of.privateOffice, of.specialAdviser, of.official]) {
			const found = await asActor(party.actor, async (trx, actor) => {
				const { post } = await getBoxPost(trx, actor, of.reviewId, null);
				return { post, numbers: await listBoxNumbers(trx, of.reviewId, post.postId) };
			});
			expect(found.post.postId).toBe(of.minister.postId);
			expect(found.numbers).toEqual([one.number, two.number]);
		}
		for (const party of [of.secretariat, of.chair, of.treasury, of.observer, of.cabinetPrivateOffice]) {
			await expect(
				asActor(party.actor, (trx, actor) => getBoxPost(trx, actor, of.reviewId, of.minister.postId))
			).rejects.toThrow(Forbidden);
		}
		const { post } = await asActor(of.careOfficial.actor, (trx, actor) =>
			getBoxPost(trx, actor, of.reviewId, of.minister.postId)
		);
		expect(post.postId).toBe(of.careMinister.postId);
	});

	test('holds a card with advice, evidence on both sides, who does not agree, conditions and what changed', async () => {
		const of = await makeWorld();
		const to = await propose(of, { costStatus: 'baseline' });
		const { actor } = of.official;
		for (const [stance, events] of [
			['supports', ['One']],
			['supports', ['Two', 'Three']],
			['qualifies', []],
			['contradicts', []]
		] as const) {
			const made = await finding(of, { sentence: `It ${stance} ${events.length}.`, events: [...events] });
			await asActor(actor, (trx) =>
				makeLink(trx, actor, of.reviewId, made.id, { recommendationId: to.id, stance, note: null })
			);
		}
		await advise(of, to);
		await answer(of, of.minister, to);
		await asActor(of.careMinister.actor, (trx, by) =>
			recordPosition(trx, by, of.reviewId, to.number, {
				postId: of.careMinister.postId,
				conveyed: 'self',
				version: 1,
				stance: 'content_subject_to',
				reason: 'Only with staff.',
				proposedText: null,
				conditions: [{ text: 'Staff are named.', grade: 'condition' }]
			})
		);
		await reword(of, to, 'Every family keeps the same health visitor for two years.');
		await ask(of, await recommendation(of, to.number));

		const card = await read(of, of.minister, to);
		expect(card).toMatchObject({
			number: to.number,
			version: 2,
			advice: { stance: 'content', onOlderWords: true },
			before: { stance: 'content', version: 1, lapsed: true, text: to.text },
			cost: { status: 'baseline', bids: [] },
			others: { disagreeing: [{ stance: 'content_subject_to', lapsed: true, reason: 'Only with staff.' }], silent: 0 },
			conditions: [{ text: 'Staff are named.', met: false, own: false }],
			questions: [{ text: 'How many families is that?', answer: null }]
		});
		expect(card.inFavour.map(({ sentence }) => sentence)).toEqual(['It supports 2.', 'It supports 1.']);
		expect(card.against.map(({ stance }) => stance)).toEqual(['contradicts', 'qualifies']);

		// Officials and special advisers do not see where other departments stand.
		expect(await read(of, of.official, to)).toMatchObject({ others: null, conditions: [] });
		const [listed] = await asActor(of.minister.actor, async (trx, by) => {
			const { post } = await getBoxPost(trx, by, of.reviewId, null);
			return listBox(trx, by, of.reviewId, post);
		});
		expect(listed).toEqual(card);
	});

	test('loses a card when it is answered, and shows what was answered', async () => {
		const of = await makeWorld();
		const to = await propose(of);
		await answer(of, of.minister, to);
		const { numbers, lately } = await asActor(of.minister.actor, async (trx, actor) => ({
			numbers: await listBoxNumbers(trx, of.reviewId, of.minister.postId),
			lately: await listAnsweredLately(trx, actor, of.reviewId, of.minister.postId)
		}));
		expect(numbers).toEqual([]);
		expect(lately).toMatchObject([{ number: to.number, stance: 'content' }]);
	});

	test('has no card of another review, nor of what ministers do not have', async () => {
		const to = await propose(world);
		const { actor } = world.outsider;
		await expect(asActor(actor, (trx) => getBoxPost(trx, actor, world.otherReviewId, null))).rejects.toThrow(Forbidden);
		await expect(read(world, world.minister, { ...to, number: 9999 })).rejects.toThrow(NotFound);
	});

	function read(of: World, party: Party, to: Recommendation) {
		return asActor(party.actor, async (trx, actor) => {
			const { post } = await getBoxPost(trx, actor, of.reviewId, null);
			return getCard(trx, actor, of.reviewId, post, to.number);
		});
	}
});

describe('a question from the box', () => {
	test('reaches the own officials, and its answer returns into the card', async () => {
		const of = await makeWorld();
		const to = await propose(of);
		const { id } = await ask(of, to);
		const open = (party: Party) =>
			asActor(party.actor, (trx, actor) => listQuestionsToAnswerFromBox(trx, actor, of.reviewId));
		expect((await open(of.official)).map((one) => one.id)).toEqual([id]);
		for (const party of [of.minister, of.specialAdviser, of.secretariat, of.careOfficial]) {
			expect(await open(party)).toEqual([]);
		}
		await asActor(of.official.actor, (trx, actor) => answerFromBox(trx, actor, of.reviewId, id, 'About 600,000.'));
		const answered = await asActor(of.minister.actor, (trx) => getBoxQuestion(trx, of.reviewId, id));
		expect(answered).toMatchObject({ answer: 'About 600,000.', answeredBy: of.official.actor.person.name });
		expect(await open(of.official)).toEqual([]);
		expect(await actsOn(of, 'box_question', id)).toEqual(['box_question.asked', 'box_question.answered']);
	});

	test('to the secretariat is read and answered by it, and by no other department', async () => {
		const to = await propose(world);
		const { id } = await ask(world, to, { askedOf: 'secretariat', conveyed: 'call' }, world.privateOffice);
		const respond = (party: Party) =>
			asActor(party.actor, (trx, actor) => answerFromBox(trx, actor, world.reviewId, id, 'By March.'));
		await expect(respond(world.official)).rejects.toThrow(Forbidden);
		await expect(respond(world.careOfficial)).rejects.toThrow(NotFound);
		await expect(respond(world.chair)).rejects.toThrow(NotFound);
		await respond(world.secretariat);
		await expect(respond(world.secretariat)).rejects.toThrow(Conflict);
	});

	test('is asked by the minister, or by their office, which says how it was said', async () => {
		const to = await propose(world);
		await expect(ask(world, to, {}, world.privateOffice)).rejects.toThrow(Invalid);
		const before = await countRows(world, 'box_questions');
		for (const party of [world.official, world.specialAdviser, world.careMinister, world.secretariat]) {
			await expect(ask(world, to, {}, party)).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'box_questions')).toBe(before);
	});
});

describe('a box pack', () => {
	const make = (of: World, party: Party = of.privateOffice, now = '2026-03-16T11:00:00Z') =>
		asActor(at(party.actor, now), (trx, actor) => makeBoxPack(trx, actor, of.reviewId, of.minister.postId));
	const sheet = (of: World, id: number) =>
		asActor(of.privateOffice.actor, async (trx) => listSheet(trx, await getBoxPack(trx, of.reviewId, id)));
	const row = (to: Recommendation, index: number, wanted: Partial<ReturnedRow> = {}): ReturnedRow => ({
		recommendationId: to.id,
		row: index,
		version: to.version,
		mark: 'content',
		reason: null,
		proposedText: null,
		conditions: [],
		...wanted
	});
	const typeIn = (of: World, id: number, items: ReturnedRow[], party: Party = of.privateOffice) =>
		asActor(at(party.actor, '2026-03-16T15:00:00Z'), (trx, actor) =>
			recordReturn(trx, actor, of.reviewId, id, { postId: of.minister.postId, conveyed: 'box_note', items })
		);

	test('keeps the cards and the versions as they were printed, in the order of the sheet', async () => {
		const of = await makeWorld();
		const [one, two] = [await propose(of), await propose(of)];
		await advise(of, one);
		const { id, number } = await make(of);
		expect(number).toBe(1);
		await reword(of, two, 'Other words.');
		const { content, packs } = await asActor(of.privateOffice.actor, async (trx) => ({
			content: await getPackContent(trx, id),
			packs: await listBoxPacks(trx, of.reviewId, of.minister.postId)
		}));
		expect(content.cards.map((card) => [card.number, card.version])).toEqual([
			[one.number, 1],
			[two.number, 1]
		]);
		expect(packs).toMatchObject([{ id, number: 1, items: 2, postId: of.minister.postId }]);
		expect((await make(of)).number).toBe(2);
		expect(await sheet(of, id)).toMatchObject([
			{ place: 1, number: one.number, version: 1, moved: null, since: null },
			{ place: 2, number: two.number, version: 1, moved: { version: 2, meaning: true } }
		]);
		expect(await actsOn(of, 'box_pack', id)).toEqual(['box_pack.made']);
	});

	test('is made by the minister or their office, of a box with something in it', async () => {
		const of = await makeWorld();
		await expect(make(of)).rejects.toThrow(Conflict);
		await propose(of);
		const before = await countRows(of, 'box_packs');
		for (const party of [of.official, of.specialAdviser, of.careMinister, of.secretariat]) {
			await expect(make(of, party)).rejects.toThrow(Forbidden);
		}
		expect(await countRows(of, 'box_packs')).toBe(before);
		const { id } = await make(of, of.minister);
		await expect(asActor(of.careMinister.actor, (trx) => getBoxPack(trx, of.reviewId, id))).rejects.toThrow(NotFound);
		await expect(asActor(of.secretariat.actor, (trx) => getBoxPack(trx, of.reviewId, id))).rejects.toThrow(NotFound);
	});

	test('comes back as a sheet that is typed in at once: answers and questions', async () => {
		const of = await makeWorld();
		const [one, two, three] = [await propose(of), await propose(of), await propose(of)];
		const { id } = await make(of);
		const done = await typeIn(of, id, [
			row(one, 0),
			row(two, 1, {
				mark: 'content_subject_to',
				reason: 'Staff.',
				conditions: [{ text: 'Staff.', grade: 'condition' }]
			}),
			row(three, 2, { mark: 'ask', reason: 'Who pays?' })
		]);
		expect(done).toEqual({ answered: 2, asked: 1 });
		expect(await answersTo(of, one)).toMatchObject([
			{
				stance: 'content',
				conveyed: 'box_note',
				recordedByName: of.privateOffice.actor.person.name,
				holderName: of.minister.actor.person.name
			}
		]);
		expect(await answersTo(of, two)).toMatchObject([{ conditions: [{ text: 'Staff.' }] }]);
		expect(await answersTo(of, three)).toEqual([]);
		expect(await sheet(of, id)).toMatchObject([{ since: { stance: 'content' } }, {}, { since: null }]);
		expect(await actsOn(of, 'box_pack', id)).toEqual(['box_pack.made', 'box_return.recorded']);
	});

	test('refuses an answer on printed words that have moved, beside its row, and writes nothing of the sheet', async () => {
		const of = await makeWorld();
		const [one, two] = [await propose(of), await propose(of)];
		const { id } = await make(of);
		const now = await reword(of, two, 'Other words.');
		const refused = await typeIn(of, id, [row(one, 0), row(two, 1)]).catch((cause: unknown) => cause);
		expect(refused).toBeInstanceOf(Invalid);
		expect(refused).toMatchObject({ field: 'items[1].mark', message: expect.stringContaining(`R${two.number}`) });
		expect(await answersTo(of, one)).toEqual([]);

		// The minister has seen the new words and answers on them.
		await typeIn(of, id, [row(one, 0), row(now, 1)]);
		expect(await answersTo(of, two)).toMatchObject([{ version: 2 }]);
	});

	test('a drafting change after printing is told apart from a change of meaning', async () => {
		const of = await makeWorld();
		const to = await propose(of);
		const { id } = await make(of);
		const { actor } = of.secretariat;
		await asActor(actor, (trx) =>
			makeDraftingChange(trx, actor, of.reviewId, to.number, {
				...edited(of, to, { text: 'Every family keeps one health visitor for the first year.' }),
				because: 'Shorter.'
			})
		);
		expect(await sheet(of, id)).toMatchObject([{ moved: { version: 2, meaning: false } }]);
	});

	test('is typed in by nobody else, and holds only what was printed', async () => {
		const of = await makeWorld();
		const to = await propose(of);
		const { id } = await make(of);
		const later = await propose(of);
		await expect(typeIn(of, id, [row(to, 0)], of.official)).rejects.toThrow(Forbidden);
		await expect(typeIn(of, id, [row(to, 0)], of.careMinister)).rejects.toThrow(NotFound);
		await expect(typeIn(of, id, [row(later, 0)])).rejects.toThrow(NotFound);
		expect(await answersTo(of, to)).toEqual([]);
	});

	test('prints one page for each recommendation and the sheet, however much there is to say', async () => {
		const of = await makeWorld();
		const long = (words: number) => Array.from({ length: words }, (_, index) => `word${index % 10}`).join(' ');
		const asked = [];
		for (const text of ['Every family keeps one visitor.', long(160), long(195)]) {
			asked.push(await propose(of, { title: long(25).slice(0, 150), text }));
		}
		for (const to of asked) {
			await advise(of, to, { reason: long(320), proposedText: long(300) });
			for (const stance of ['supports', 'supports', 'supports', 'contradicts', 'contradicts', 'qualifies'] as const) {
				const { actor } = of.official;
				const made = await finding(of, { sentence: long(60), events: ['One'] });
				await asActor(actor, (trx) =>
					makeLink(trx, actor, of.reviewId, made.id, { recommendationId: to.id, stance, note: null })
				);
			}
			await asActor(of.careMinister.actor, (trx, actor) =>
				recordPosition(trx, actor, of.reviewId, to.number, {
					postId: of.careMinister.postId,
					conveyed: 'self',
					version: 1,
					stance: 'content_subject_to',
					reason: long(400),
					proposedText: null,
					conditions: Array.from({ length: 5 }, () => ({ text: long(200), grade: 'condition' as const }))
				})
			);
			await ask(of, to, { text: long(200) });
		}
		const { id } = await make(of);
		const content = await asActor(of.privateOffice.actor, (trx) => getPackContent(trx, id));
		const model = packDocument(
			{
				review: 'Start in life',
				banner: 'FICTIONAL',
				marking: 'OFFICIAL-SENSITIVE',
				department: 'Department for Families',
				post: 'Minister for Families',
				number: 1,
				madeOn: '2026-03-16',
				minutes: content.minutes
			},
			content.cards
		);
		const pdf = checkPdf(await renderDocument(model, 'pdf'));
		expect(pdf).toMatchObject({ pages: 4, promisesAccessibility: true });
		expect(checkOoxml(await renderDocument(model, 'docx'))).toBeDefined();
	});
});

describe('a sheet as it is typed', () => {
	const parse = (...items: Record<string, string>[]) =>
		returnForm.safeParse({ postId: '1', conveyed: 'box_note', items });
	const typed = { recommendationId: '7', version: '2' };

	test('leaves out rows without a tick, and keeps the place of the others', () => {
		const { data } = parse(typed, { ...typed, recommendationId: '8', mark: 'content' });
		expect(data?.items).toMatchObject([{ recommendationId: 8, row: 1, mark: 'content', version: 2 }]);
	});

	test('takes a condition alone for the reason too', () => {
		const { data } = parse({ ...typed, mark: 'content_subject_to', condition: 'Staff.' });
		expect(data?.items).toMatchObject([{ reason: 'Staff.', conditions: [{ text: 'Staff.', grade: 'condition' }] }]);
	});

	test('binds to the later words only where the minister has seen them', () => {
		expect(parse({ ...typed, mark: 'content', seenVersion: '3' }).data?.items).toMatchObject([{ version: 3 }]);
	});

	test('says beside the row what is missing', () => {
		const paths = (...items: Record<string, string>[]) =>
			parse(...items).error?.issues.map(({ path }) => path.join('.')) ?? [];
		expect(paths({ ...typed, mark: 'not_content' })).toEqual(['items.0.words']);
		expect(paths({ ...typed, mark: 'content_if_reworded', words: 'Too long.' })).toEqual(['items.0.proposedText']);
		expect(paths({ ...typed, mark: 'content_subject_to' })).toEqual(['items.0.condition']);
		expect(paths({ ...typed, mark: 'ask' })).toEqual(['items.0.words']);
		expect(paths({ ...typed, words: 'No tick.' })).toEqual(['items.0.mark']);
		expect(paths(typed)).toEqual(['items']);
	});
});
