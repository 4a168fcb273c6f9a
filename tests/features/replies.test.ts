import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { moveRound, withdrawRound } from '#lib/rounds/commands.server.ts';
import {
	noteLook,
	type Passed,
	putFileAside,
	recordReply,
	type ReplyInput
} from '#lib/rounds/replies/commands.server.ts';
import {
	getDrop,
	getReply,
	getReplyFile,
	listDrops,
	listReplies,
	senderOf
} from '#lib/rounds/replies/queries.server.ts';
import { readGrid } from '#lib/rounds/replies/shown.server.ts';
import { listLateReplies, listRepliesOwed } from '#lib/rounds/replies/waiting.server.ts';
import { noLedgerFilters } from '#lib/rounds/ledger/forms.ts';
import { listLedger } from '#lib/rounds/ledger/queries.server.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { countingReplies, readObstacles } from '#lib/rounds/standings.server.ts';
import { listStandingAgreements } from '#lib/recommendations/standing.server.ts';
import { dropAs, messageFrom } from '../support/replies.ts';
import { addCabinet, addIssuedRound, addRound, type Cabinet, freezeReworded, roundAs } from '../support/rounds.ts';
import { actsOn, countRows, makeWorld, now, type Party, type World } from '../support/world.ts';

let world: World;
let cabinet: Cabinet;
let name: string;
let asked: { care: number; exchequer: number };
let ids: number[];
let paper: { paper: string; paperId: number };

beforeAll(async () => {
	world = await makeWorld();
	cabinet = await addCabinet(world);
});

/** Each on a round of its own: Families asks Care, which leads, and the Exchequer, since money is asked for. */
beforeEach(async () => {
	const made = await addIssuedRound(world, {
		recommendations: [{ leadTeamId: world.teams.care, costStatus: 'bid' }, { leadTeamId: world.teams.families }],
		input: { spendsMoney: true }
	});
	name = made.name;
	paper = made.frozen;
	ids = made.frozen.recommendations.map(({ id }) => id);
	const round = await roundAs(world, world.secretariat, name);
	const addressee = (teamId: number) => round.addressees.find((each) => each.teamId === teamId)?.id ?? 0;
	asked = { care: addressee(world.teams.care), exchequer: addressee(world.teams.exchequer) };
});

const at = (party: Party, day: string): Party => ({
	...party,
	actor: { ...party.actor, now: new Date(`${day}T10:00:00.000Z`) }
});

function said(wanted: Partial<ReplyInput> = {}): ReplyInput {
	return {
		addresseeId: asked.care,
		stance: 'content',
		exceptions: [],
		comments: [],
		text: 'As the letter says.',
		snapshotId: null,
		after: 0,
		...wanted
	};
}

function letter(wanted: Partial<Passed> = {}): Passed {
	return {
		sentBy: 'Private Secretary',
		datedOn: '2026-03-16',
		conveyed: 'letter',
		dropId: null,
		senderConfirmed: false,
		...wanted
	};
}

const give = (party: Party, input: Partial<ReplyInput> = {}) =>
	asActor(party.actor, (trx) => recordReply(trx, party.actor, world.reviewId, name, said(input), null));
const pass = (party: Party, input: Partial<ReplyInput> = {}, passed: Partial<Passed> = {}) =>
	asActor(party.actor, (trx) => recordReply(trx, party.actor, world.reviewId, name, said(input), letter(passed)));
const repliesFor = async (party: Party) => {
	const round = await roundAs(world, party, name);
	return asActor(party.actor, (trx) => listReplies(trx, round));
};
const gridFor = async (party: Party) => {
	const round = await roundAs(world, party, name);
	return asActor(party.actor, (trx) => readGrid(trx, party.actor, round));
};
const rowOf = async (party: Party, addresseeId = asked.care) =>
	(await gridFor(party)).rows.find((row) => row.addresseeId === addresseeId);
const refused = (work: Promise<unknown>) =>
	work.then(
		() => 'it was done',
		(cause: unknown) => (cause instanceof Invalid ? cause.field : String(cause))
	);

describe('a reply', () => {
	test('is given by the post that is asked, or its office, in one act', async () => {
		const { id } = await give(cabinet.careOffice, { stance: 'nil_return', text: null });
		const round = await roundAs(world, world.secretariat, name);
		const reply = await asActor(world.secretariat.actor, (trx) => getReply(trx, round, id));
		expect(reply).toMatchObject({
			stance: 'nil_return',
			conveyed: 'self',
			datedOn: '2026-03-16',
			holderName: cabinet.care.actor.person.name,
			recordedByName: cabinet.careOffice.actor.person.name,
			daysLate: null,
			onEarlierCopy: false,
			counts: true
		});
		expect(reply.parts.map(({ stance, version }) => [stance, version])).toEqual([
			['nil_return', 1],
			['nil_return', 1]
		]);
		expect(await actsOn(world, 'round', round.id)).toContain('reply.recorded');
		expect((await rowOf(world.secretariat))?.tag.label).toBe('Nil return');
	});

	test('answers in part, with comments under numbers of their own', async () => {
		const [one = 0, two = 0] = ids;
		const { comments } = await give(cabinet.care, {
			stance: 'content',
			exceptions: [{ recommendationId: two, stance: 'content_subject_to', reason: null, row: 1 }],
			comments: [
				{ recommendationId: two, grade: 'condition', text: 'It is funded.', proposedWords: 'where funded', row: 0 },
				{ recommendationId: one, grade: 'observation', text: 'Well put.', proposedWords: null, row: 1 }
			]
		});
		expect(comments).toHaveLength(2);
		const [reply] = await repliesFor(world.treasury);
		expect(reply?.stance).toBe('in_part');
		expect(reply?.parts.map(({ stance }) => stance)).toEqual(['content', 'content_subject_to']);
		expect(reply?.comments.map(({ grade, text, proposedWords }) => [grade, text, proposedWords])).toEqual(
			expect.arrayContaining([
				['condition', 'It is funded.', 'where funded'],
				['observation', 'Well put.', null]
			])
		);
	});

	test('that does not hold together is refused at its field, and nothing is written', async () => {
		const before = await countRows(world, 'replies');
		expect(await refused(give(cabinet.care, { stance: 'content_subject_to' }))).toBe('comments');
		expect(await refused(give(cabinet.care, { stance: 'reserved', text: null }))).toBe('text');
		expect(await refused(pass(world.secretariat, {}, { datedOn: '2026-03-13' }))).toBe('datedOn');
		expect(await refused(pass(world.secretariat, {}, { datedOn: '2026-03-17' }))).toBe('datedOn');
		expect(await countRows(world, 'replies')).toBe(before);
	});

	test('is nobody else’s to give or to record', async () => {
		const before = await countRows(world, 'replies');
		const others = [
			world.careOfficial,
			world.careMinister,
			world.minister,
			world.privateOffice,
			world.official,
			world.chair,
			world.observer,
			world.treasury,
			cabinet.families,
			cabinet.familiesOffice,
			cabinet.exchequerOffice
		];
		for (const party of others) {
			await expect(give(party)).rejects.toThrow(Forbidden);
			await expect(pass(party)).rejects.toThrow(Forbidden);
		}
		await expect(give(world.secretariat)).rejects.toThrow(Forbidden);
		await expect(give(world.outsider)).rejects.toThrow(NotFound);
		await expect(pass({ ...world.outsider, actor: world.administrator })).rejects.toThrow(NotFound);
		expect(await countRows(world, 'replies')).toBe(before);
	});

	test('of the Treasury is passed on by its own team: reserved, then content', async () => {
		await expect(give(world.treasury, { addresseeId: asked.exchequer })).rejects.toThrow(Forbidden);
		const first = await pass(
			world.treasury,
			{ addresseeId: asked.exchequer, stance: 'reserved', text: 'The costs are not settled.' },
			{ conveyed: 'email' }
		);
		expect((await rowOf(world.minister, asked.exchequer))?.tag.label).toBe('Reserved');
		await give(at(cabinet.exchequer, '2026-03-20'), { addresseeId: asked.exchequer, after: first.id });
		const row = await rowOf(at(world.secretariat, '2026-03-20'), asked.exchequer);
		expect(row?.tag.label).toBe('Content');
		expect(row?.earlier.map(({ tag }) => tag.label)).toEqual(['Reserved']);
	});

	test('of a round that is not out, or was taken back, is not taken', async () => {
		const { name: preparing } = await addRound(world, { recommendations: [{ leadTeamId: world.teams.care }] });
		const round = await roundAs(world, world.secretariat, preparing);
		const input = said({ addresseeId: round.addressees[0]?.id ?? 0 });
		const { actor } = world.secretariat;
		await expect(
			asActor(actor, (trx) => recordReply(trx, actor, world.reviewId, preparing, input, letter()))
		).rejects.toThrow(Conflict);
		const { revision } = await roundAs(world, world.secretariat, name);
		await asActor(actor, (trx) => withdrawRound(trx, actor, world.reviewId, name, { revision, because: 'Overtaken' }));
		await expect(pass(world.secretariat)).rejects.toThrow(Conflict);
	});

	test('of another review is not there', async () => {
		const { actor } = world.secretariat;
		await expect(
			asActor(actor, (trx) => recordReply(trx, actor, world.otherReviewId, name, said(), letter()))
		).rejects.toThrow(NotFound);
	});
});

describe('of two replies', () => {
	test('the one with the later date counts, and the earlier one stays in sight', async () => {
		const first = await pass(at(world.secretariat, '2026-03-23'), {}, { datedOn: '2026-03-20' });
		const older = await pass(
			at(world.secretariat, '2026-03-23'),
			{ stance: 'not_content', after: first.id },
			{ datedOn: '2026-03-18' }
		);
		const row = await rowOf(at(world.secretariat, '2026-03-23'));
		expect(row?.tag.label).toBe('Content');
		expect(row?.earlier.map(({ id }) => id)).toEqual([older.id]);
	});

	test('recorded at once by two people the second is told of the first', async () => {
		const outcomes = await Promise.allSettled([
			pass(world.secretariat, { stance: 'content' }),
			give(cabinet.careOffice, { stance: 'nil_return', text: null })
		]);
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const lost = outcomes.find((each) => each.status === 'rejected');
		expect(lost?.reason).toBeInstanceOf(Conflict);
		expect(String(lost?.reason)).toContain('recorded a reply of');
		const replies = await repliesFor(world.secretariat);
		expect(replies).toHaveLength(1);
		// Knowing of it, they may record theirs too.
		await pass(world.secretariat, { after: replies[0]?.id ?? 0 });
		expect(await repliesFor(world.secretariat)).toHaveLength(2);
	});
});

describe('a reply that comes late', () => {
	test('is taken into the late list with its lateness in working days', async () => {
		const party = at(world.secretariat, '2026-04-08');
		const { late } = await pass(party, {}, { datedOn: '2026-04-07' });
		expect(late).toBe(true);
		const grid = await gridFor(party);
		// Good Friday and Easter Monday lie between.
		expect(grid.late.map((line) => [line.late, line.isNew])).toEqual([['3 working days late', true]]);
		expect(grid.rows.find(({ addresseeId }) => addresseeId === asked.care)?.reply?.late).toBe('3 working days late');
		expect((await gridFor(at(world.minister, '2026-04-08'))).late.map(({ isNew }) => isNew)).toEqual([false]);
	});

	test('that was written in time and recorded afterwards is not late', async () => {
		const party = at(world.secretariat, '2026-04-08');
		expect((await pass(party, {}, { datedOn: '2026-03-31' })).late).toBe(false);
		expect((await gridFor(party)).late).toEqual([]);
	});

	test('is news to the secretariat until somebody has seen it', async () => {
		const party = at(world.secretariat, '2026-04-08');
		const { id } = await pass(party, {}, { datedOn: '2026-04-07' });
		const { actor } = party;
		const news = () => asActor(actor, (trx) => listLateReplies(trx, actor, world.reviewId));
		expect((await news()).filter((row) => row.round === name)).toMatchObject([{ round: name, count: 1 }]);
		await asActor(actor, (trx) => noteLook(trx, actor, world.reviewId, name, id));
		expect((await news()).filter((row) => row.round === name)).toEqual([]);
		const minister = world.minister.actor;
		await expect(asActor(minister, (trx) => noteLook(trx, minister, world.reviewId, name, id))).rejects.toThrow(
			Forbidden
		);
		await expect(asActor(actor, (trx) => noteLook(trx, actor, world.reviewId, name, id + 999))).rejects.toThrow(
			NotFound
		);
	});
});

describe('silence', () => {
	test('is named by rule, and tells whose does not count and why', async () => {
		const grid = await gridFor(at(world.secretariat, '2026-04-01'));
		const states = grid.rows.map(({ state, because }) => [state, because]);
		expect(states).toEqual([
			['owes', expect.stringContaining('Silence does not count')],
			['owes', expect.stringContaining('Treasury')]
		]);
	});

	test('is no news of others to who does not see their replies', async () => {
		const own = await gridFor(world.careOfficial);
		expect([own.rows.map(({ addresseeId }) => addresseeId), own.hidden]).toEqual([[asked.care], 1]);
		const stranger = await gridFor(world.observer);
		expect([stranger.rows, stranger.hidden]).toEqual([[], 2]);
	});
});

describe('of two replies of a department', () => {
	/** What every place says that reads which reply counts: the list, the grid, clearance, its conditions, what rests on the words. */
	async function countingNow() {
		const { actor } = world.secretariat;
		const [replies, row, round] = [
			await repliesFor(world.secretariat),
			await rowOf(world.secretariat),
			await roundAs(world, world.secretariat, name)
		];
		return asActor(actor, async (trx) => {
			const counted = await countingReplies(trx, round.id);
			const ledger = await listLedger(trx, { reviewId: world.reviewId, roundId: round.id }, noLedgerFilters);
			const agreements = await listStandingAgreements(trx, { id: ids[0] ?? 0, materialVersion: 1 });
			return {
				list: replies.filter(({ counts }) => counts).map(({ id }) => id),
				grid: row?.reply?.id,
				clearance: counted.get(asked.care)?.id,
				conditions: ledger.rows.map(({ state }) => state),
				agreements: agreements.map(({ words }) => words)
			};
		});
	}
	const comment = (id: number) => ({
		recommendationId: id,
		grade: 'condition' as const,
		text: 'Staff come with it.',
		proposedWords: null,
		row: 0
	});

	test('the one with the later date counts, also when the earlier one comes to hand afterwards', async () => {
		const later = at(world.secretariat, '2026-03-20');
		const second = await pass(
			later,
			{ stance: 'content_subject_to', comments: [comment(ids[0] ?? 0)] },
			{ datedOn: '2026-03-19' }
		);
		const first = await pass(later, { stance: 'content', after: second.id }, { datedOn: '2026-03-17' });
		expect(first.id).toBeGreaterThan(second.id);
		expect(await countingNow()).toEqual({
			list: [second.id],
			grid: second.id,
			clearance: second.id,
			conditions: ['open'],
			agreements: [expect.stringContaining(': content subject to conditions, in reply to')]
		});
	});

	test('recorded in the order in which they were written, the last one counts', async () => {
		const later = at(world.secretariat, '2026-03-20');
		const first = await pass(
			later,
			{ stance: 'content_subject_to', comments: [comment(ids[0] ?? 0)] },
			{ datedOn: '2026-03-17' }
		);
		const second = await pass(later, { stance: 'content', after: first.id }, { datedOn: '2026-03-19' });
		expect(await countingNow()).toEqual({
			list: [second.id],
			grid: second.id,
			clearance: second.id,
			conditions: ['superseded'],
			agreements: [expect.stringMatching(/: content, in reply to/)]
		});
	});

	test('of one day the one that was recorded last counts', async () => {
		const first = await pass(world.secretariat, { stance: 'not_content' });
		const second = await pass(world.secretariat, { stance: 'content', after: first.id });
		expect(await countingNow()).toMatchObject({ list: [second.id], grid: second.id, clearance: second.id });
	});
});

describe('a reply to an earlier copy', () => {
	test('must say which, keeps its own and is marked', async () => {
		const before = await roundAs(world, world.secretariat, name);
		const snapshotId = await freezeReworded(world, paper.paper, paper.paperId);
		const { actor } = world.secretariat;
		await asActor(actor, (trx) =>
			moveRound(trx, actor, world.reviewId, name, { revision: before.revision, snapshotId, because: 'To meet C1' })
		);
		expect(await refused(pass(world.secretariat))).toBe('snapshotId');
		await pass(world.secretariat, { snapshotId: before.snapshot.id });
		const [reply] = await repliesFor(world.secretariat);
		expect(reply).toMatchObject({ onEarlierCopy: true, copy: { number: before.snapshot.number } });
		expect((await rowOf(world.secretariat))?.reply?.earlierCopy).toBe(before.snapshot.number);
		// What is given here is given on the copy that stands.
		await give(cabinet.care, { after: reply?.id ?? 0 });
		expect((await rowOf(world.secretariat))?.reply?.earlierCopy).toBeNull();
	});

	test('stands on a copy that was frozen anew with the same words', async () => {
		await give(cabinet.care);
		const round = await roundAs(world, world.secretariat, name);
		const { content, sha256 } = await world.owner
			.selectFrom('snapshots')
			.select(['content', 'sha256'])
			.where('id', '=', round.snapshot.id)
			.executeTakeFirstOrThrow();
		const { id: snapshotId } = await world.owner
			.insertInto('snapshots')
			.values({
				reviewId: world.reviewId,
				paperId: round.paper.id,
				number: round.snapshot.number + 1,
				gate: 'lodged',
				content,
				sha256,
				marking: round.snapshot.marking,
				personId: world.secretariat.personId,
				postId: world.secretariat.postId,
				takenAt: now
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const { actor } = world.secretariat;
		const obstacles = await asActor(actor, async (trx) => {
			await moveRound(trx, actor, world.reviewId, name, {
				revision: round.revision,
				snapshotId,
				because: 'It is lodged'
			});
			return readObstacles(trx, actor, await getRound(trx, actor, world.reviewId, name));
		});
		expect(obstacles?.filter(({ gate }) => gate === 'on_frozen_copy')).toEqual([]);
		expect((await rowOf(world.secretariat))?.reply?.earlierCopy).toBeNull();
	});

	test('cannot be to a copy that was frozen after it was written', async () => {
		const round = await roundAs(world, world.secretariat, name);
		await world.owner.updateTable('writeRounds').set({ issuedOn: '2026-03-12' }).where('id', '=', round.id).execute();
		expect(await refused(pass(world.secretariat, { snapshotId: round.snapshot.id }, { datedOn: '2026-03-13' }))).toBe(
			'snapshotId'
		);
	});
});

describe('a post that is vacant or reshuffled in mid-round', () => {
	test('replies by whoever held it that day', async () => {
		const { owner } = world;
		const successor = await owner
			.insertInto('people')
			.values({ name: `Successor ${name}` })
			.returning('id')
			.executeTakeFirstOrThrow();
		const reshuffle = new Date('2026-03-19T12:00:00Z');
		await owner.updateTable('holdings').set({ until: reshuffle }).where('postId', '=', cabinet.care.postId).execute();
		const given = await give(at(cabinet.careOffice, '2026-03-20'), { stance: 'nil_return', text: null });
		await owner
			.insertInto('holdings')
			.values({ postId: cabinet.care.postId, personId: successor.id, since: new Date('2026-03-23T09:00:00Z') })
			.execute();
		try {
			const later = at(world.secretariat, '2026-03-25');
			const old = await pass(later, { after: given.id }, { datedOn: '2026-03-18' });
			const none = await pass(later, { after: old.id }, { datedOn: '2026-03-20' });
			await pass(later, { after: none.id }, { datedOn: '2026-03-24' });
			expect((await repliesFor(later)).map(({ datedOn, holderName }) => [datedOn, holderName])).toEqual([
				['2026-03-24', `Successor ${name}`],
				['2026-03-20', null],
				['2026-03-20', null],
				['2026-03-18', cabinet.care.actor.person.name]
			]);
		} finally {
			await owner.deleteFrom('holdings').where('personId', '=', successor.id).execute();
			await owner.updateTable('holdings').set({ until: null }).where('postId', '=', cabinet.care.postId).execute();
		}
	});
});

describe('a file that was dropped', () => {
	const eml = (from: string, words = 'I am content.') => messageFrom(from, words);
	const drop = (party: Party, bytes: Uint8Array) => dropAs(world, party, { name, addresseeId: asked.care }, bytes);
	const waiting = async (party: Party) => {
		const round = await roundAs(world, party, name);
		return asActor(party.actor, (trx) => listDrops(trx, round.id));
	};

	test('waits for a person, becomes the file of the reply, and is gone from there', async () => {
		const office = cabinet.careOffice;
		const address = `${office.actor.person.name.replaceAll(' ', '.')}@gov.example`;
		const bytes = eml(`Private office <${address}>`);
		const id = await drop(world.secretariat, bytes);
		expect(await drop(world.secretariat, bytes)).toBe(id);
		const round = await roundAs(world, world.secretariat, name);
		const { actor } = world.secretariat;
		const found = await asActor(actor, async (trx) => {
			const one = await getDrop(trx, round.id, id);
			return { one, sender: await senderOf(trx, world.teams.care, one.facts) };
		});
		expect(found.one.fileName).not.toMatch(/\u0000/);
		expect(found.sender).toMatchObject({ kind: 'holder', name: expect.stringContaining(office.actor.person.name) });
		const { id: replyId } = await pass(world.secretariat, {}, { dropId: id, conveyed: 'email' });
		const [reply] = await repliesFor(world.minister);
		expect(reply?.files).toMatchObject([{ mediaType: 'message/rfc822', bytes: bytes.byteLength }]);
		const file = await asActor(world.minister.actor, (trx) =>
			getReplyFile(trx, round.id, replyId, reply?.files[0]?.id ?? 0)
		);
		expect(new Uint8Array(file.bytes)).toEqual(bytes);
		expect(await waiting(world.secretariat)).toEqual([]);
		// The same file a second time is the reply that is there.
		await expect(drop(world.secretariat, bytes)).rejects.toThrow(Conflict);
		await expect(pass(world.secretariat, { after: replyId }, { dropId: id })).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'round', round.id)).toEqual(
			expect.arrayContaining(['reply.file_received', 'reply.recorded'])
		);
	});

	test('from a sender who is nobody known counts only once a person says so', async () => {
		for (const from of ['Somebody <x@elsewhere.example>', `${cabinet.care.actor.person.name} <x@elsewhere.example>`]) {
			const id = await drop(world.secretariat, eml(from));
			const before = await countRows(world, 'replies');
			const after = (await repliesFor(world.secretariat))[0]?.id ?? 0;
			expect(await refused(pass(world.secretariat, { after }, { dropId: id }))).toBe('senderConfirmed');
			expect(await countRows(world, 'replies')).toBe(before);
			await pass(world.secretariat, { after }, { dropId: id, senderConfirmed: true });
		}
	});

	test('that is no reply is put aside and nothing of it is kept', async () => {
		const id = await drop(world.secretariat, eml('A <a@b.example>', 'Lunch?'));
		const aside = (party: Party) =>
			asActor(party.actor, (trx) => putFileAside(trx, party.actor, world.reviewId, name, id));
		await expect(aside(world.careOfficial)).rejects.toThrow(Forbidden);
		await expect(aside(world.minister)).rejects.toThrow(NotFound);
		await aside(world.secretariat);
		expect(await waiting(world.secretariat)).toEqual([]);
		await expect(aside(world.secretariat)).rejects.toThrow(NotFound);
	});

	test('is taken from who records replies alone, and seen by its department and the secretariat', async () => {
		const before = await countRows(world, 'reply_drops');
		for (const party of [world.careOfficial, world.minister, world.chair, world.observer, cabinet.families]) {
			await expect(drop(party, eml('A <a@b.example>'))).rejects.toThrow(Forbidden);
		}
		await expect(drop(world.outsider, eml('A <a@b.example>'))).rejects.toThrow(NotFound);
		expect(await countRows(world, 'reply_drops')).toBe(before);
		await drop(cabinet.careOffice, eml('A <a@b.example>'));
		expect(await waiting(world.secretariat)).toHaveLength(1);
		expect(await waiting(world.careOfficial)).toHaveLength(1);
		for (const party of [world.minister, world.chair, world.treasury]) expect(await waiting(party)).toEqual([]);
	});
});

describe('who owes a reply', () => {
	test('is told under what needs them, with the day, until they reply', async () => {
		const owed = (party: Party) =>
			asActor(party.actor, (trx) => listRepliesOwed(trx, party.actor, world.reviewId)).then((rows) =>
				rows.filter((row) => row.round === name)
			);
		expect(await owed(cabinet.careOffice)).toEqual([
			expect.objectContaining({ round: name, dueOn: '2026-03-31', overdue: false })
		]);
		expect(await owed(world.treasury)).toHaveLength(1);
		expect(await owed(world.secretariat)).toEqual([]);
		expect(await owed(world.careMinister)).toEqual([]);
		expect((await owed(at(cabinet.care, '2026-04-02')))[0]?.overdue).toBe(true);
		await give(cabinet.care);
		expect(await owed(cabinet.careOffice)).toEqual([]);
	});
});
