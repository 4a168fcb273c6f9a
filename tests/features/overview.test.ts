import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { pictureOf } from '#lib/overview/line.ts';
import type { NeedKind } from '#lib/overview/needs.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { listWeights, readLine } from '#lib/overview/queries.server.ts';
import { countOwed, type OwedPost, type OwedThing } from '#lib/overview/owed.ts';
import { listOwed } from '#lib/overview/owed.server.ts';
import { readStateOfPlay } from '#lib/overview/state-of-play.server.ts';
import { stateOfPlayDocument } from '#lib/overview/state-of-play-document.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import { addAction } from '#lib/actions/commands.server.ts';
import { assignCondition, settleCondition } from '#lib/rounds/ledger/commands.server.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { searchReview } from '#lib/search/queries.server.ts';
import { draftEvent, draftFinding, sharedEvent, sharedFinding } from '../support/evidence.ts';
import { ask } from '../support/box.ts';
import { layReply } from '../support/ledger.ts';
import { letterAt } from '../support/letters.ts';
import { checkOoxml } from '../support/ooxml.ts';
import { checkPdf } from '../support/pdf.ts';
import { addCabinet, addIssuedRound } from '../support/rounds.ts';
import { draft, propose } from '../support/recommendations.ts';
import { makeWorld, type Party, type World } from '../support/world.ts';

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
			state.owed.map(({ post, holders, things }) => [
				post,
				holders.length,
				things.map(({ kind, reference, since, dueOn, dayNamed, overdue }) => [
					kind,
					reference,
					since,
					dueOn,
					dayNamed,
					overdue
				])
			])
		).toEqual([
			[
				expect.stringContaining('minister of families'),
				1,
				[['position', `R${proposed.number}`, '2026-03-16', '2026-03-23', false, false]]
			],
			[
				expect.stringContaining('minister of care'),
				1,
				[['position', `R${proposed.number}`, '2026-03-16', '2026-03-23', false, false]]
			]
		]);
		expect(state.thin.map(({ why }) => why)).toEqual(['nothing supports it yet', 'rests on one occasion']);
		expect(state.untagged).toBe(1);

		const file = checkOoxml(await renderDocument(stateOfPlayDocument(state), 'docx'));
		expect(file.problems).toEqual([]);
		expect(file.text).toContain('Open the drop-in daily');
		expect(file.text).toContain('Who owes what');
	});

	test('names every answer that is owed, by post: since when, by when, overdue or not', async () => {
		const fresh = await makeWorld();
		const cabinet = await addCabinet(fresh);
		const { name } = await addIssuedRound(fresh, {
			recommendations: [{ leadTeamId: fresh.teams.care, costStatus: 'bid' }],
			input: { spendsMoney: true }
		});
		const [open = 0, toTick = 0, unowned = 0] = await layReply(fresh, name, cabinet.care, {
			stance: 'content_subject_to',
			comments: ['A line on cost', 'A line on staff', 'A line on time', 'A remark'].map((text, index) => ({
				text,
				grade: index === 3 ? ('observation' as const) : ('condition' as const)
			}))
		});
		const { actor } = fresh.secretariat;
		await asActor(actor, async (trx) => {
			await assignCondition(trx, actor, fresh.reviewId, open, {
				revision: 1,
				ownerPostId: fresh.careOfficial.postId,
				neededBy: '2026-03-18'
			});
			await settleCondition(trx, actor, fresh.reviewId, toTick, { revision: 1, version: 1, handled: null });
			await addAction(trx, actor, fresh.reviewId, {
				text: 'Send the note',
				ownerPostId: fresh.careOfficial.postId,
				dueOn: '2026-03-17',
				reportBackTo: 'the chair',
				reportBackOn: '2026-05-01',
				recommendationId: null,
				meetingId: null
			});
		});
		const issued = await letterAt(fresh, 'issued');
		const drafted = await letterAt(fresh, 'drafted');
		const asked = await propose(fresh, { title: 'Asked about' });
		await ask(fresh, asked, { askedOf: 'secretariat' });
		await ask(fresh, asked, { askedOf: 'officials' });

		const now = new Date('2026-03-25T10:00:00Z');
		const read = (party: Party) => {
			const reader = { ...party.actor, now };
			return asActor(reader, (trx) => listOwed(trx, reader, fresh.reviewId));
		};
		const owed = await read(fresh.secretariat);
		const of = (postId: number) =>
			(owed.find(({ key }) => key === `post-${postId}`)?.things ?? []).map(
				({ kind, reference, dueOn, dayNamed, overdue, days }) => [kind, reference, dueOn, dayNamed, overdue, days]
			);
		// The action and the condition that are overdue come first, and their post before all others.
		expect(owed[0]?.key).toBe(`post-${fresh.careOfficial.postId}`);
		expect(of(fresh.careOfficial.postId)).toEqual([
			['action', 'A1', '2026-03-17', true, true, 7],
			['condition', `C${open}`, '2026-03-18', true, true, 7]
		]);
		expect(of(cabinet.exchequer.postId)).toEqual([['reply', name, '2026-03-31', true, false, 7]]);
		expect(of(cabinet.care.postId)).toEqual([['tick', `C${toTick}`, '2026-04-09', true, false, 7]]);
		expect(of(fresh.cabinetMinister.postId)).toEqual([['letter_answer', `L${issued}`, '2026-04-10', true, false, 7]]);
		expect(of(fresh.minister.postId)).toContainEqual(['letter', `L${drafted}`, '2026-03-19', false, true, 7]);
		expect(of(fresh.minister.postId)).toContainEqual(['position', `R${asked.number}`, '2026-03-23', false, true, 7]);
		const byKey = (key: string) => owed.find((post) => post.key === key)?.things.map(({ reference }) => reference);
		expect(byKey('nobody')).toEqual([`C${unowned}`]);
		expect(byKey('secretariat')).toEqual([`R${asked.number}`]);

		// What officials are asked, and what they have yet to advise, is their own department's matter.
		expect(owed.some(({ key }) => key.startsWith('officials'))).toBe(false);
		const chair = await read(fresh.chair);
		expect(chair.some(({ key }) => key === `officials-${fresh.teams.families}`)).toBe(false);
		expect(chair.map(({ key }) => key)).not.toContain('secretariat');
		expect(countOwed(chair).overdue).toBe(countOwed(owed).overdue - 1);
	});

	test('fits one page for Friday, however much is owed, the most pressing first', async () => {
		const { actor } = world.chair;
		const state = await asActor(actor, async (trx) => readStateOfPlay(trx, actor, await getReview(trx, world.slug)));
		const long = 'Give every family with a child under two one place to go for health, care and benefits';
		const things = (count: number, dueOn: string) =>
			Array.from({ length: count }, (_, index): OwedThing => ({
				kind: index % 2 === 0 ? 'position' : 'letter_answer',
				reference: `R${index + 1}`,
				path: `recommendations/R${index + 1}`,
				text: long,
				note: null,
				since: '2026-02-02',
				days: 30,
				dueOn,
				dayNamed: true,
				overdue: dueOn < '2026-03-16'
			}));
		const posts = Array.from({ length: 14 }, (_, index): OwedPost => ({
			key: `post-${index}`,
			post: `Parliamentary Under-Secretary of State for Matters ${index + 1}`,
			department: 'Department for Families, Communities and Local Services',
			holders: ['Alexandra Featherstone-Whyte'],
			isPost: true,
			things: things(40, `2026-03-${String(index + 10).padStart(2, '0')}`)
		}));
		const heavy = {
			...state,
			owed: posts,
			contested: Array.from({ length: 12 }, (_, index) => ({
				reference: `R${index + 1}`,
				title: long,
				notContent: ['FAM', 'CARE', 'EXCHEQUER'],
				notYet: ['LOCAL'],
				conditions: 4
			})),
			undertakings: Array.from({ length: 6 }, (_, index) => ({
				reference: `U${index + 1}`,
				words: long,
				owner: 'Minister for Families',
				dueOn: '2026-03-01'
			})),
			thin: Array.from({ length: 12 }, (_, index) => ({
				reference: `R${index + 1}`,
				title: long,
				why: 'rests on one occasion'
			})),
			dates: Array.from({ length: 12 }, () => ({ title: long, dueOn: '2026-05-01', standing: 'due soon' })),
			changes: Array.from({ length: 40 }, () => ({
				on: '2026-03-14',
				who: 'Private Secretary for the Parliamentary Under-Secretary of State',
				event: 'position.recorded' as const,
				reference: 'R12'
			}))
		};
		const model = stateOfPlayDocument(heavy);
		expect(checkPdf(await renderDocument(model, 'pdf'))).toMatchObject({ pages: 1 });
		const { text, problems } = checkOoxml(await renderDocument(model, 'docx'));
		expect(problems).toEqual([]);
		expect(text).toContain('10 Mar 2026\n40\n');
		expect(text).toContain('Positions: R1, R3, R5, R7, R9, R11, R13, R15 and 12 more; answers to letters: R2,');
		expect(text).toMatch(/\d more posts owe \d+, \d+ overdue/);
		expect(text).toContain('more on the page “State of play”');
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
