import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { tickCondition } from '#lib/positions/commands.server.ts';
import { editRecommendation } from '#lib/recommendations/commands.server.ts';
import { listStandingAgreements } from '#lib/recommendations/standing.server.ts';
import { type ClearanceInput, recordClearance } from '#lib/rounds/clearance/commands.server.ts';
import {
	getClearanceFile,
	keepClearanceFile,
	listWaitingFiles,
	putClearanceFileAside
} from '#lib/rounds/clearance/files.server.ts';
import { draftLetterDocument } from '#lib/rounds/clearance/draft-letter.ts';
import { readLetterToDraft, recordDraft } from '#lib/rounds/clearance/advice.server.ts';
import { listClearances, listCollectiveAgreements } from '#lib/rounds/clearance/queries.server.ts';
import { readReplyFile } from '#lib/rounds/replies/commands.server.ts';
import { settleCondition } from '#lib/rounds/ledger/commands.server.ts';
import type { GateKind } from '#lib/rounds/rule-words.ts';
import { shippedRules } from '#lib/rounds/rules.server.ts';
import { layReply, type ReplyLaid } from '../support/ledger.ts';
import { at, edited, recommendation } from '../support/recommendations.ts';
import { messageFrom } from '../support/replies.ts';
import {
	addCabinet,
	addHomeAffairs,
	addIssuedRound,
	addRound,
	type Cabinet,
	freezeReworded,
	type Frozen,
	roundAs
} from '../support/rounds.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let cabinet: Cabinet;

beforeAll(async () => {
	world = await makeWorld();
	cabinet = await addCabinet(world);
});

/** The day after replies were due. */
const over = '2026-04-01T10:00:00Z';

const letter = {
	outcome: 'cleared',
	givenBy: 'Chancellor of the Duchy, chair of the Home Affairs Committee',
	givenIn: 'letter',
	source: 'Letter of 1 April 2026, HAC/26/14',
	givenOn: '2026-04-01',
	terms: null,
	because: null
} satisfies Omit<ClearanceInput, 'snapshotId' | 'fileId'>;

const minute = {
	...letter,
	givenIn: 'minute',
	source: 'CC(26) 9th meeting, minute 3',
	because: 'Ministers heard the objection and decided to go on'
} as const;

function clear(
	name: string,
	frozen: Frozen,
	input: Partial<ClearanceInput> = {},
	{ by = world.secretariat, moment = over }: { by?: Party; moment?: string } = {}
) {
	const given = { ...letter, snapshotId: frozen.snapshotId, fileId: null, ...input };
	return asActor(at(by.actor, moment), (trx, actor) => recordClearance(trx, actor, world.reviewId, name, given));
}

const clearancesOf = async (name: string) => {
	const { id } = await roundAs(world, world.secretariat, name);
	return asActor(world.secretariat.actor, (trx) => listClearances(trx, id));
};

const agreements = (id: number, materialVersion: number, by: Party = world.official) =>
	asActor(by.actor, (trx) => listCollectiveAgreements(trx, { id, materialVersion }));

/** A round on one recommendation that Care leads, with what it replied. */
async function repliedRound(reply: ReplyLaid | null = { stance: 'content' }) {
	const made = await addIssuedRound(world);
	const conditions = reply ? await layReply(world, made.name, cabinet.care, reply) : [];
	return { ...made, conditions };
}

/** The same with money, so that the Treasury is asked too. */
async function costlyRound(treasury: ReplyLaid | null) {
	const made = await addIssuedRound(world, {
		recommendations: [{ leadTeamId: world.teams.care, costStatus: 'bid' }],
		input: { spendsMoney: true }
	});
	await layReply(world, made.name, cabinet.care, { stance: 'content' });
	if (treasury) await layReply(world, made.name, cabinet.exchequer, treasury);
	return made;
}

describe('a clearance', () => {
	test('is what the chair decided: by whom, by which letter, when and on which copy; each recommendation is agreed once', async () => {
		const { name, frozen } = await repliedRound();
		const [asked] = frozen.recommendations;
		expect((await roundAs(world, world.observer, name)).outcome).toBeNull();
		await clear(name, frozen, { terms: 'Report back within a year.' });

		const round = await roundAs(world, world.observer, name);
		expect(round.outcome).toBe('cleared');
		expect(await clearancesOf(name)).toMatchObject([
			{
				outcome: 'cleared',
				givenBy: letter.givenBy,
				source: letter.source,
				givenOn: '2026-04-01',
				terms: 'Report back within a year.',
				snapshotNumber: round.snapshot.number,
				sha256: round.snapshot.sha256,
				despite: null,
				recordedByName: world.secretariat.actor.person.name
			}
		]);
		expect(await agreements(asked?.id ?? 0, 1)).toMatchObject([
			{ version: 1, round: name, decidedOn: '2026-04-01', lapsed: false, terms: 'Report back within a year.' }
		]);
		expect(await actsOn(world, 'round', round.id)).toContain('clearance.recorded');
		expect(await actsOn(world, 'recommendation', asked?.id ?? 0)).toContain('recommendation.collectively_agreed');
		await expect(clear(name, frozen)).rejects.toThrow(/recorded this clearance already/);
		expect(await clearancesOf(name)).toHaveLength(1);
	});

	test('is not made by replies: with all of them in, the round waits for the chair', async () => {
		const { name } = await repliedRound();
		expect((await roundAs(world, world.secretariat, name)).outcome).toBeNull();
		expect(await clearancesOf(name)).toEqual([]);
	});

	test('is recorded by the secretariat alone: the chair of the group cannot clear, nor a minister, nor the Treasury', async () => {
		const { name, frozen } = await repliedRound();
		const before = await countRows(world, 'decisions');
		for (const by of [world.chair, world.minister, world.treasury, cabinet.care, cabinet.families, world.observer]) {
			await expect(clear(name, frozen, {}, { by })).rejects.toThrow(Forbidden);
		}
		await expect(clear(name, frozen, {}, { by: world.outsider })).rejects.toThrow(NotFound);
		await expect(clear('W999', frozen)).rejects.toThrow(NotFound);
		expect(await clearancesOf(name)).toEqual([]);
		expect(await countRows(world, 'decisions')).toBe(before);
	});

	test('is not given in the future, not before the issue, and only on the round’s copy or a later one of its paper', async () => {
		const { name, frozen } = await repliedRound();
		await expect(clear(name, frozen, { givenOn: '2026-04-02' })).rejects.toMatchObject({ field: 'givenOn' });
		await expect(clear(name, frozen, { givenOn: '2026-03-15' })).rejects.toMatchObject({ field: 'givenOn' });
		const other = await repliedRound();
		await expect(clear(name, frozen, { snapshotId: other.frozen.snapshotId })).rejects.toMatchObject({
			field: 'snapshotId'
		});
		// On a later copy the replies speak of an earlier one, and the rules of the round say so.
		const later = await freezeReworded(world, frozen.paper, frozen.paperId);
		await expect(clear(name, frozen, { snapshotId: later })).rejects.toThrow(/earlier frozen copy/);
		await clear(name, frozen);
	});

	test('waits for the issue, and a round that was withdrawn is not cleared', async () => {
		const { name, frozen } = await addRound(world);
		await expect(clear(name, frozen)).rejects.toThrow(/not issued/);
		await expect(clear(name, frozen, { outcome: 'refused' })).rejects.toThrow(/not issued/);
	});

	test('may be refused, or go to a meeting, whatever stands in the way; the meeting then decides', async () => {
		const { name, frozen } = await repliedRound({ stance: 'not_content', text: 'It costs us too much.' });
		const [asked] = frozen.recommendations;
		await clear(name, frozen, { outcome: 'to_committee' });
		expect((await roundAs(world, world.secretariat, name)).outcome).toBe('to_committee');
		expect(await agreements(asked?.id ?? 0, 1)).toEqual([]);

		await expect(clear(name, frozen)).rejects.toThrow(/not content.*A meeting may decide/s);
		await expect(clear(name, frozen, { ...minute, because: null })).rejects.toMatchObject({ field: 'because' });
		await clear(name, frozen, minute);
		const [act] = await clearancesOf(name);
		expect(act).toMatchObject({ outcome: 'cleared', givenIn: 'minute', because: minute.because });
		expect(act?.despite).toContain('not content');
		expect(await agreements(asked?.id ?? 0, 1)).toHaveLength(1);
	});

	test('of two people who record it at the same time one wins and the other is told; nothing is written twice', async () => {
		const { name, frozen } = await repliedRound();
		const results = await Promise.allSettled([clear(name, frozen), clear(name, frozen)]);
		expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const lost = results.find((each) => each.status === 'rejected');
		expect(lost?.reason).toBeInstanceOf(Conflict);
		expect(String(lost?.reason)).toContain('recorded this clearance already');
		expect(await clearancesOf(name)).toHaveLength(1);
		expect(await agreements(frozen.recommendations[0]?.id ?? 0, 1)).toHaveLength(1);
	});

	test('lapses when the words change in meaning, and the editor is held to having been told', async () => {
		const { name, frozen } = await repliedRound();
		await clear(name, frozen);
		const [asked] = frozen.recommendations;
		const before = await recommendation(world, asked?.number ?? 0);
		const { actor } = world.secretariat;
		const standing = await asActor(actor, (trx) => listStandingAgreements(trx, before));
		expect(standing.map(({ words }) => words)).toEqual([
			expect.stringContaining(`content, in reply to ${name}`),
			expect.stringContaining(letter.source)
		]);
		const change = (lapsing: number[] | null, lapsingAgreements: string[]) =>
			asActor(actor, (trx) =>
				editRecommendation(trx, actor, world.reviewId, before.number, {
					...edited(world, before, { text: 'Other words.' }),
					lapsing,
					lapsingAgreements
				})
			);
		await expect(change(null, [])).rejects.toMatchObject({
			field: 'change',
			message: expect.stringContaining('Collective agreement of 1 April 2026')
		});
		await expect(change([], [standing[0]?.key ?? ''])).rejects.toThrow(/More rests on these words/);
		await change(
			[],
			standing.map(({ key }) => key)
		);
		expect(await agreements(before.id, 2)).toMatchObject([{ version: 1, lapsed: true }]);
		const after = await recommendation(world, before.number);
		expect(await asActor(actor, (trx) => listStandingAgreements(trx, after))).toEqual([]);
		// What was recorded stays as it was: lapsing is compared, never written.
		expect(await clearancesOf(name)).toHaveLength(1);
	});
});

describe('the letter by which the chair decided', () => {
	const keep = async (name: string, bytes: Uint8Array, by: Party = world.secretariat) => {
		const read = await readReplyFile(bytes);
		const file = { name: 'C:\\letters\u0000\\Clearance.eml', bytes };
		return asActor(at(by.actor, over), (trx, actor) =>
			keepClearanceFile(trx, actor, world.reviewId, name, { file, ...read })
		);
	};
	const aside = (name: string, id: number, by: Party = world.secretariat) =>
		asActor(at(by.actor, over), (trx, actor) => putClearanceFileAside(trx, actor, world.reviewId, name, id));
	const waiting = (roundId: number, by: Party = world.secretariat) =>
		asActor(by.actor, (trx) => listWaitingFiles(trx, roundId));

	test('waits until a person has recorded it, and is kept with its digest as it came', async () => {
		const { name, frozen } = await repliedRound();
		const { id: roundId } = await roundAs(world, world.secretariat, name);
		const bytes = messageFrom('Seals <office@seals.example>', 'I am content for you to proceed.');
		const id = await keep(name, bytes);
		// The same file again, while it waits, is the one that is there.
		expect(await keep(name, bytes)).toBe(id);
		expect(await waiting(roundId)).toMatchObject([{ id, mediaType: 'message/rfc822' }]);
		expect((await waiting(roundId))[0]?.fileName).not.toMatch(/\u0000/);
		expect(await waiting(roundId, world.minister)).toEqual([]);
		expect(await clearancesOf(name)).toEqual([]);

		await clear(name, frozen, { fileId: id });
		const [act] = await clearancesOf(name);
		expect(act).toMatchObject({ fileId: id, fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
		const kept = await asActor(world.minister.actor, (trx) => getClearanceFile(trx, roundId, id));
		expect(new Uint8Array(kept.bytes)).toEqual(bytes);
		await expect(asActor(world.observer.actor, (trx) => getClearanceFile(trx, roundId, id))).rejects.toThrow(NotFound);
		await expect(asActor(world.outsider.actor, (trx) => getClearanceFile(trx, roundId, id))).rejects.toThrow(NotFound);
		expect(await actsOn(world, 'round', roundId)).toEqual(
			expect.arrayContaining(['clearance.file_received', 'clearance.recorded'])
		);
		// What is recorded stays.
		await expect(aside(name, id)).rejects.toThrow(Conflict);
		await expect(keep(name, messageFrom('A <a@b.example>', 'Again'))).rejects.toThrow(/cleared already/);
		expect(await waiting(roundId)).toEqual([]);
	});

	test('that decides nothing is put aside, and no decision is recorded by it afterwards or by that of another round', async () => {
		const { name, frozen } = await repliedRound();
		const other = await repliedRound();
		const id = await keep(name, messageFrom('A <a@b.example>', 'Lunch?'));
		await expect(clear(other.name, other.frozen, { fileId: id })).rejects.toThrow(NotFound);
		await aside(name, id);
		await expect(aside(name, id)).rejects.toThrow(NotFound);
		await expect(clear(name, frozen, { fileId: id })).rejects.toThrow(NotFound);
		expect(await clearancesOf(name)).toEqual([]);
		expect(await clearancesOf(other.name)).toEqual([]);
		const { id: roundId } = await roundAs(world, world.secretariat, name);
		expect(await actsOn(world, 'round', roundId)).toContain('clearance.file_put_aside');
	});

	test('records one decision: a meeting that follows the letter has its own minute', async () => {
		const { name, frozen } = await repliedRound();
		const bytes = messageFrom('A <a@b.example>', 'This goes to a meeting.');
		const id = await keep(name, bytes);
		await clear(name, frozen, { outcome: 'to_committee', fileId: id });
		await expect(clear(name, frozen, { fileId: id })).rejects.toThrow(NotFound);
		await expect(keep(name, bytes)).rejects.toThrow(/by this very file already/);
		await clear(name, frozen, { ...minute, because: null });
		expect((await clearancesOf(name)).map(({ fileId }) => fileId)).toEqual([null, id]);
	});

	test('is taken in and put aside by the secretariat alone, and not for a round that is not out', async () => {
		const { name } = await repliedRound();
		const id = await keep(name, messageFrom('A <a@b.example>', 'Content.'));
		const before = await countRows(world, 'clearance_files');
		for (const by of [world.chair, world.minister, world.treasury, cabinet.care, world.observer]) {
			await expect(keep(name, messageFrom('A <a@b.example>', 'Content.'), by)).rejects.toThrow(Forbidden);
			await expect(aside(name, id, by)).rejects.toThrow(Forbidden);
		}
		await expect(keep(name, messageFrom('A <a@b.example>', 'Content.'), world.outsider)).rejects.toThrow(NotFound);
		const prepared = await addRound(world);
		await expect(keep(prepared.name, messageFrom('A <a@b.example>', 'Content.'))).rejects.toThrow(/not issued/);
		expect(await countRows(world, 'clearance_files')).toBe(before);
	});

	test('is drafted for the chair’s office once nothing stands in the way, and clears nothing', async () => {
		const { name } = await costlyRound({ stance: 'reserved', text: 'Until the fiscal event.' });
		const draft = (by: Party = world.secretariat) =>
			asActor(at(by.actor, over), async (trx, actor) => {
				const found = await readLetterToDraft(trx, actor, world.reviewId, name);
				await recordDraft(trx, actor, world.reviewId, name);
				return JSON.stringify(draftLetterDocument(found));
			});
		await expect(draft()).rejects.toThrow(/no clearance letter to draft yet.*reserved/s);
		await layReply(world, name, cabinet.exchequer, { stance: 'content', text: 'From within the settlement.' });
		const words = await draft();
		for (const said of ['Draft for the chair', 'Not signed yet', 'From within the settlement.', 'version 1']) {
			expect(words).toContain(said);
		}
		await expect(draft(world.minister)).rejects.toThrow(Forbidden);
		const round = await roundAs(world, world.secretariat, name);
		expect(round.outcome).toBeNull();
		expect(await actsOn(world, 'round', round.id)).toContain('clearance.letter_drafted');
	});
});

/**
 * What stands in the way, and whether the minute of a meeting overrides it: each row with the sentence of the guidance that
 * the shipped rules name for it.
 */
const table: {
	what: string;
	gate: GateKind;
	round: () => Promise<{ name: string; frozen: Frozen }>;
	moment?: string;
	says: RegExp;
	meetingMay: boolean;
}[] = [
	{
		what: 'the Treasury has said nothing',
		gate: 'treasury_content',
		round: () => costlyRound(null),
		says: /nothing with money clears unless the Treasury is content/,
		meetingMay: false
	},
	{
		what: 'the Treasury has reserved its position',
		gate: 'treasury_content',
		round: () => costlyRound({ stance: 'reserved', text: 'Until the fiscal event.' }),
		says: /said “reserved”/,
		meetingMay: false
	},
	{
		what: 'the Treasury is content on a condition that it has not ticked',
		gate: 'treasury_content',
		round: () =>
			costlyRound({
				stance: 'content_subject_to',
				comments: [{ text: 'Within the settlement', grade: 'condition' }]
			}),
		says: /nothing with money clears/,
		meetingMay: false
	},
	{
		what: 'an objection is not resolved',
		gate: 'objections_resolved',
		round: () => repliedRound({ stance: 'not_content' }),
		says: /said “not content”/,
		meetingMay: true
	},
	{
		what: 'one recommendation of several is objected to',
		gate: 'objections_resolved',
		round: () => repliedRound({ stance: 'in_part', parts: ['not_content'] }),
		says: /answered in part.*not content/,
		meetingMay: true
	},
	{
		what: 'a department has asked for time',
		gate: 'objections_resolved',
		round: () => repliedRound({ stance: 'not_yet' }),
		says: /said “not yet”/,
		meetingMay: true
	},
	{
		what: 'a condition has no tick of its own department',
		gate: 'conditions_met',
		round: () =>
			repliedRound({ stance: 'content_subject_to', comments: [{ text: 'A line on cost', grade: 'condition' }] }),
		says: /has not ticked C\d+ as met/,
		meetingMay: true
	},
	{
		what: 'a department whose silence does not count owes an answer',
		gate: 'required_answered',
		round: () => repliedRound(null),
		says: /owes an answer/,
		meetingMay: false
	},
	{
		what: 'replies may still come',
		gate: 'period_over',
		// Whoever is asked and has not answered may do so until the day.
		round: () => repliedRound(null),
		moment: '2026-03-20T10:00:00Z',
		says: /Replies may still come until 31 March 2026/,
		meetingMay: false
	}
];

describe('what stands in the way of clearance', () => {
	test.each(table)('$what', async ({ gate, round, moment = over, says, meetingMay }) => {
		expect(shippedRules[0]?.gates.find((each) => each.gate === gate)?.source).toMatch(/\S/);
		expect(shippedRules[0]?.gates.find((each) => each.gate === gate)?.meetingMayOverride).toBe(meetingMay);
		const { name, frozen } = await round();
		const givenOn = moment.slice(0, 10);
		await expect(clear(name, frozen, { givenOn }, { moment })).rejects.toThrow(says);
		const byMinute = clear(name, frozen, { ...minute, givenOn }, { moment });
		if (meetingMay) await byMinute;
		else await expect(byMinute).rejects.toThrow(says);
		expect(await clearancesOf(name)).toHaveLength(meetingMay ? 1 : 0);
	});

	test('comes to nothing as it is resolved: the Treasury reserved then content, a condition ticked, an objection given up', async () => {
		const { name, frozen } = await costlyRound({ stance: 'reserved', text: 'Until the fiscal event.' });
		await layReply(world, name, cabinet.care, { stance: 'not_content' });
		await expect(clear(name, frozen)).rejects.toThrow(/reserved.*not content|not content.*reserved/s);
		await layReply(world, name, cabinet.exchequer, { stance: 'content', text: 'From within the settlement.' });
		const [number = 0] = await layReply(world, name, cabinet.care, {
			stance: 'content_subject_to',
			comments: [{ text: 'A line on cost', grade: 'condition' }]
		});
		await expect(clear(name, frozen)).rejects.toThrow(`C${number}`);
		const { actor } = world.secretariat;
		await asActor(actor, (trx) =>
			settleCondition(trx, actor, world.reviewId, number, { revision: 1, version: 1, handled: null })
		);
		await expect(clear(name, frozen)).rejects.toThrow(`C${number}`);
		await asActor(cabinet.care.actor, (trx) => tickCondition(trx, cabinet.care.actor, world.reviewId, number, 1));
		await clear(name, frozen);
		expect((await roundAs(world, world.secretariat, name)).outcome).toBe('cleared');
	});

	test('is nothing in the silence of a department that need not answer: a nil return is content once the day is over', async () => {
		const committeeId = await addHomeAffairs(world);
		const { name, frozen } = await addIssuedRound(world, {
			recommendations: [{ leadTeamId: world.teams.families, partnerTeamIds: [world.teams.care] }],
			input: { committeeId }
		});
		// By a letter of the last day the department could still have answered, though it is written down later.
		await expect(clear(name, frozen, { givenOn: '2026-03-31' })).rejects.toThrow(/Replies may still come/);
		await clear(name, frozen);
		expect((await clearancesOf(name)).map(({ outcome }) => outcome)).toEqual(['cleared']);
	});

	test('a recommendation that two rounds bring to the same words is agreed collectively once', async () => {
		const first = await repliedRound();
		const second = await addIssuedRound(world, { frozen: first.frozen });
		await layReply(world, second.name, cabinet.care, { stance: 'content' });
		await clear(first.name, first.frozen);
		await clear(second.name, first.frozen);
		expect(await agreements(first.frozen.recommendations[0]?.id ?? 0, 1)).toMatchObject([{ round: first.name }]);
	});

	test('is told to nobody in an invalid form: an unknown snapshot writes nothing', async () => {
		const { name, frozen } = await repliedRound();
		await expect(clear(name, frozen, { snapshotId: 999_999 })).rejects.toThrow(Invalid);
		expect(await clearancesOf(name)).toEqual([]);
	});
});
