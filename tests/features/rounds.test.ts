import { beforeAll, describe, expect, test, vi } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	editRound,
	type IssueInput,
	issueRound,
	moveRound,
	prepareRound,
	setAddressees,
	withdrawRound
} from '#lib/rounds/commands.server.ts';
import { type ExtensionInput, extendRound } from '#lib/rounds/extension/commands.server.ts';
import { listExtensions } from '#lib/rounds/extension/queries.server.ts';
import { recordReply } from '#lib/rounds/replies/commands.server.ts';
import { listReplies } from '#lib/rounds/replies/queries.server.ts';
import { addCommittee, editCommittee } from '#lib/rounds/committees/commands.server.ts';
import { addPeriod, removePeriod } from '#lib/rounds/calendar/commands.server.ts';
import { listPeriods } from '#lib/rounds/calendar/queries.server.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import { editLetter } from '#lib/letters/commands.server.ts';
import { readRoundDocument } from '#lib/rounds/letter/document.server.ts';
import { findRoundLetter, type WriteAnewInput, writeRoundLetter } from '#lib/rounds/letter/letter.server.ts';
import { getRound, listRounds } from '#lib/rounds/queries.server.ts';
import { importRules, listKnownRules, shippedRules } from '#lib/rounds/rules.server.ts';
import { readObstacles, readStandings } from '#lib/rounds/standings.server.ts';
import {
	addCabinet,
	addFinalPaper,
	addHomeAffairs,
	addIssuedRound,
	addRound,
	type Cabinet,
	freezeReworded,
	join,
	roundAs,
	roundInput
} from '../support/rounds.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let cabinet: Cabinet;

beforeAll(async () => {
	world = await makeWorld();
	cabinet = await addCabinet(world);
});

const issue = { issuedOn: '2026-03-16', replyBy: '2026-03-31', shortNoticeBecause: null };

async function issueAs(party: Party, name: string, input: Partial<Omit<IssueInput, 'revision'>> = {}) {
	const { revision } = await roundAs(world, world.secretariat, name);
	return asActor(party.actor, (trx) =>
		issueRound(trx, party.actor, world.reviewId, name, { ...issue, revision, ...input })
	);
}

describe('a write-round is prepared', () => {
	test('on a frozen copy, with a copy of its rules, and everybody on the list who must be asked', async () => {
		const { name, frozen } = await addRound(world, {
			recommendations: [
				{ leadTeamId: world.teams.care, costStatus: 'bid' },
				{ leadTeamId: world.teams.families, partnerTeamIds: [world.teams.care], lever: 'law' }
			],
			input: { spendsMoney: true }
		});
		const round = await roundAs(world, world.secretariat, name);
		expect(round.issuedOn).toBeNull();
		expect(round.clearDays).toBe(10);
		expect(round.rules).toEqual(shippedRules[0]);
		expect(round.rulesSha256).toMatch(/^[0-9a-f]{64}$/);
		expect(round.recommendations.map(({ reference, version }) => [reference, version])).toEqual(
			frozen.recommendations.map((each) => [each.name, 1])
		);
		// Families asks, so it is not asked; Care leads, pays and is a partner; the Exchequer since money is asked for.
		expect(
			round.addressees.map(({ teamId, postId, leads, askedToPay, askedToChangeLaw, isTreasury }) => ({
				teamId,
				postId,
				leads,
				askedToPay,
				askedToChangeLaw,
				isTreasury
			}))
		).toEqual([
			{
				teamId: world.teams.care,
				postId: cabinet.care.postId,
				leads: true,
				askedToPay: true,
				askedToChangeLaw: false,
				isTreasury: false
			},
			{
				teamId: world.teams.exchequer,
				postId: cabinet.exchequer.postId,
				leads: false,
				askedToPay: false,
				askedToChangeLaw: false,
				isTreasury: true
			}
		]);
		expect(round.addressees[0]?.mustBeAskedBecause).toContain('It leads what is asked');
		expect(await actsOn(world, 'round', round.id)).toEqual(['round.prepared']);
	});

	test('by the secretariat alone, and nothing is written for anybody else', async () => {
		const frozen = await addFinalPaper(world);
		const committeeId = await addHomeAffairs(world);
		const before = await countRows(world, 'write_rounds');
		for (const party of [world.official, world.chair, world.minister, cabinet.families]) {
			await expect(
				asActor(party.actor, (trx) =>
					prepareRound(trx, party.actor, world.reviewId, roundInput(world, frozen, committeeId))
				)
			).rejects.toThrow(Forbidden);
		}
		await expect(
			asActor(world.outsider.actor, (trx) =>
				prepareRound(trx, world.outsider.actor, world.reviewId, roundInput(world, frozen, committeeId))
			)
		).rejects.toThrow(NotFound);
		expect(await countRows(world, 'write_rounds')).toBe(before);
	});

	test('not from what is not frozen as final, nor with what it does not print, nor without saying that it costs money', async () => {
		const frozen = await addFinalPaper(world, [{ leadTeamId: world.teams.care, costStatus: 'bid' }]);
		const other = await addFinalPaper(world);
		const committeeId = await addHomeAffairs(world);
		const { actor } = world.secretariat;
		const attempt = (wanted: Parameters<typeof roundInput>[3]) =>
			asActor(actor, (trx) =>
				prepareRound(
					trx,
					actor,
					world.reviewId,
					roundInput(world, frozen, committeeId, { spendsMoney: true, ...wanted })
				)
			);
		await expect(attempt({ snapshotId: 999_999 })).rejects.toMatchObject({ field: 'snapshotId' });
		await expect(attempt({ recommendationIds: other.recommendations.map(({ id }) => id) })).rejects.toMatchObject({
			field: 'recommendationIds'
		});
		await expect(attempt({ spendsMoney: false })).rejects.toMatchObject({ field: 'spendsMoney' });
		await expect(attempt({ committeeId: 999_999 })).rejects.toMatchObject({ field: 'committeeId' });
		await expect(attempt({ rules: 'atlantis-1' })).rejects.toMatchObject({ field: 'rules' });
		await expect(attempt({ sponsorPostId: world.official.postId })).rejects.toMatchObject({ field: 'sponsorPostId' });
	});

	test('is known to the secretariat, the chair and the department that asks until it is issued, then to every member', async () => {
		const { name } = await addRound(world);
		for (const party of [world.secretariat, world.chair, world.official]) {
			expect((await roundAs(world, party, name)).name).toBe(name);
		}
		for (const party of [world.careOfficial, world.treasury, world.observer, world.outsider]) {
			await expect(roundAs(world, party, name)).rejects.toThrow(NotFound);
		}
		await issueAs(world.secretariat, name);
		for (const party of [world.careOfficial, world.treasury, world.observer]) {
			expect((await roundAs(world, party, name)).replyBy).toBe('2026-03-31');
		}
		await expect(roundAs(world, world.outsider, name)).rejects.toThrow(NotFound);
		const { actor } = world.careOfficial;
		const listed = await asActor(actor, (trx) => listRounds(trx, world.reviewId));
		expect(listed.rows.some(({ number }) => `W${number}` === name)).toBe(true);
	});

	test('a round is changed until it is issued; two people who change it at once do not overwrite each other', async () => {
		const { name, frozen, committeeId } = await addRound(world);
		const { actor } = world.secretariat;
		const round = await roundAs(world, world.secretariat, name);
		const input = {
			...roundInput(world, frozen, committeeId, { title: 'Another title', clearDays: 15 }),
			revision: round.revision
		};
		await asActor(actor, (trx) => editRound(trx, actor, world.reviewId, name, input));
		await expect(asActor(actor, (trx) => editRound(trx, actor, world.reviewId, name, input))).rejects.toThrow(Conflict);
		const after = await roundAs(world, world.secretariat, name);
		expect([after.title, after.clearDays]).toEqual(['Another title', 15]);
		await issueAs(world.secretariat, name, { replyBy: '2026-04-09' });
		const issued = await roundAs(world, world.secretariat, name);
		await expect(
			asActor(actor, (trx) => editRound(trx, actor, world.reviewId, name, { ...input, revision: issued.revision }))
		).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'round', round.id)).toEqual(['round.prepared', 'round.edited', 'round.issued']);
	});

	test('whom it asks is chosen; the record’s own reasons for silence not to count cannot be unticked', async () => {
		const { name } = await addRound(world, {
			recommendations: [{ leadTeamId: world.teams.care, lever: 'law' }]
		});
		const { actor } = world.secretariat;
		const { revision } = await roundAs(world, world.secretariat, name);
		const row = { asked: true, postId: null, because: null, askedToPay: false, askedToChangeLaw: false };
		await asActor(actor, (trx) =>
			setAddressees(trx, actor, world.reviewId, name, {
				revision,
				departments: [
					{ ...row, teamId: world.teams.care },
					{ ...row, teamId: world.teams.exchequer, because: 'To know of it', askedToPay: true },
					{ ...row, teamId: world.teams.centre, asked: false }
				]
			})
		);
		const { addressees } = await roundAs(world, world.secretariat, name);
		expect(addressees.map((each) => [each.teamId, each.askedToPay, each.askedToChangeLaw])).toEqual([
			[world.teams.care, false, true],
			[world.teams.exchequer, true, false]
		]);
		const again = await roundAs(world, world.secretariat, name);
		const attempt = (teamId: number, postId: number | null) =>
			asActor(actor, (trx) =>
				setAddressees(trx, actor, world.reviewId, name, {
					revision: again.revision,
					departments: [{ ...row, teamId, postId }]
				})
			);
		await expect(attempt(world.teams.families, null)).rejects.toMatchObject({ field: 'departments[0].asked' });
		await expect(attempt(world.teams.care, world.official.postId)).rejects.toMatchObject({
			field: 'departments[0].postId'
		});
	});
});

describe('a round is issued', () => {
	test('once, by the secretariat, with the clear days it gives', async () => {
		const { name } = await addRound(world);
		await expect(issueAs(world.official, name)).rejects.toThrow(Forbidden);
		await expect(issueAs(world.chair, name)).rejects.toThrow(Forbidden);
		const { revision } = await roundAs(world, world.secretariat, name);
		await issueAs(world.secretariat, name);
		const round = await roundAs(world, world.secretariat, name);
		expect([round.issuedOn, round.replyBy, round.givenDays]).toEqual(['2026-03-16', '2026-03-31', 10]);
		const { actor } = world.secretariat;
		await expect(
			asActor(actor, (trx) => issueRound(trx, actor, world.reviewId, name, { ...issue, revision }))
		).rejects.toThrow(Conflict);
	});

	test('at short notice with a reason alone, and never for a day on which nobody works', async () => {
		const { name } = await addRound(world);
		await expect(issueAs(world.secretariat, name, { replyBy: '2026-03-20' })).rejects.toMatchObject({
			field: 'shortNoticeBecause'
		});
		await expect(issueAs(world.secretariat, name, { replyBy: '2026-04-03' })).rejects.toMatchObject({
			field: 'replyBy',
			message: expect.stringContaining('Friday 3 April 2026')
		});
		await expect(issueAs(world.secretariat, name, { issuedOn: '2026-03-17' })).rejects.toMatchObject({
			field: 'issuedOn'
		});
		await expect(issueAs(world.secretariat, name, { issuedOn: '2026-03-13' })).rejects.toMatchObject({
			field: 'issuedOn'
		});
		await issueAs(world.secretariat, name, { replyBy: '2026-03-20', shortNoticeBecause: 'The Budget is on Monday.' });
		const round = await roundAs(world, world.secretariat, name);
		expect([round.givenDays, round.shortNoticeBecause]).toEqual([3, 'The Budget is on Monday.']);
	});

	test('a committee’s own period takes the place of the rules’, and recess does not count', async () => {
		const six = await addRound(world, { replyDays: 6 });
		await issueAs(world.secretariat, six.name, { replyBy: '2026-03-25' });
		expect((await roundAs(world, world.secretariat, six.name)).givenDays).toBe(6);

		const other = await makeWorld();
		await addCabinet(other);
		const { actor } = other.secretariat;
		await asActor(actor, (trx) =>
			addPeriod(trx, actor, other.reviewId, {
				kind: 'recess',
				name: 'Easter recess',
				startsOn: '2026-03-26',
				endsOn: '2026-04-12'
			})
		);
		const { name } = await addRound(other);
		const { revision } = await roundAs(other, other.secretariat, name);
		const attempt = (replyBy: string) =>
			asActor(actor, (trx) => issueRound(trx, actor, other.reviewId, name, { ...issue, replyBy, revision }));
		await expect(attempt('2026-03-31')).rejects.toMatchObject({ field: 'replyBy' });
		await expect(attempt('2026-04-14')).rejects.toMatchObject({ field: 'shortNoticeBecause' });
		await attempt('2026-04-16');
		expect((await roundAs(other, other.secretariat, name)).givenDays).toBe(10);
	});

	test('not while money is asked for and the Treasury is not asked', async () => {
		const { name } = await addRound(world, {
			recommendations: [{ leadTeamId: world.teams.care, costStatus: 'bid' }],
			input: { spendsMoney: true }
		});
		const { actor } = world.secretariat;
		const { revision } = await roundAs(world, world.secretariat, name);
		const row = { asked: true, postId: null, because: null, askedToPay: false, askedToChangeLaw: false };
		await asActor(actor, (trx) =>
			setAddressees(trx, actor, world.reviewId, name, {
				revision,
				departments: [{ ...row, teamId: world.teams.care }]
			})
		);
		await expect(issueAs(world.secretariat, name)).rejects.toThrow(/unless the Treasury is content/);
		expect((await roundAs(world, world.secretariat, name)).issuedOn).toBeNull();
	});

	test('not on a copy that another has taken the place of, nor while nobody is asked', async () => {
		const { name, frozen } = await addRound(world);
		await freezeReworded(world, frozen.paper, frozen.paperId);
		await expect(issueAs(world.secretariat, name)).rejects.toThrow(/has been frozen since/);

		const alone = await addRound(world, { recommendations: [{ leadTeamId: world.teams.families }] });
		await expect(issueAs(world.secretariat, alone.name)).rejects.toThrow(/Nobody is asked yet/);
	});
});

describe('after the issue', () => {
	test('it goes on with a later copy of the same paper, and withdrawing says why', async () => {
		const { name, frozen } = await addIssuedRound(world);
		const other = await addFinalPaper(world);
		const round = await roundAs(world, world.secretariat, name);
		const move = (snapshotId: number, revision = round.revision, party = world.secretariat) =>
			asActor(party.actor, (trx) =>
				moveRound(trx, party.actor, world.reviewId, name, { revision, snapshotId, because: 'C1 is met' })
			);
		await expect(move(other.snapshotId)).rejects.toThrow(Invalid);
		await expect(move(frozen.snapshotId)).rejects.toThrow(Invalid);
		const later = await freezeReworded(world, frozen.paper, frozen.paperId);
		await expect(move(later, round.revision, world.official)).rejects.toThrow(Forbidden);
		await move(later);
		await expect(move(later)).rejects.toThrow(Conflict);
		expect((await roundAs(world, world.secretariat, name)).snapshot.id).toBe(later);

		const withdraw = (party: Party, revision: number) =>
			asActor(party.actor, (trx) =>
				withdrawRound(trx, party.actor, world.reviewId, name, { revision, because: 'Overtaken by the Budget' })
			);
		const { revision } = await roundAs(world, world.secretariat, name);
		await expect(withdraw(world.official, revision)).rejects.toThrow(Forbidden);
		await withdraw(world.secretariat, revision);
		await expect(withdraw(world.secretariat, revision + 1)).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'round', round.id)).toEqual([
			'round.prepared',
			'round.issued',
			'round.moved',
			'round.withdrawn'
		]);
	});

	test('where departments stand is told to who sees replies; others are told of their own alone', async () => {
		const { name } = await addIssuedRound(world, {
			recommendations: [{ leadTeamId: world.teams.care, costStatus: 'bid' }],
			input: { spendsMoney: true }
		});
		const read = (party: Party) =>
			asActor(party.actor, async (trx) => {
				const round = await getRound(trx, party.actor, world.reviewId, name);
				const placed = await readStandings(trx, party.actor, round);
				return {
					states: placed.map(({ department }) => department?.standing.state ?? null),
					obstacles: await readObstacles(trx, party.actor, round)
				};
			});
		const secretariat = await read(world.secretariat);
		expect(secretariat.states).toEqual(['not_due', 'not_due']);
		expect(secretariat.obstacles?.map(({ gate }) => gate)).toEqual(['treasury_content', 'period_over']);
		expect((await read(world.careOfficial)).states).toEqual(['not_due', null]);
		expect((await read(world.careOfficial)).obstacles).toBeNull();
		expect((await read(world.observer)).states).toEqual([null, null]);

		const later = {
			...world.secretariat,
			actor: { ...world.secretariat.actor, now: new Date('2026-04-01T09:00:00Z') }
		};
		const overdue = await read(later);
		expect(overdue.states).toEqual(['owes', 'owes']);
		expect(overdue.obstacles?.map(({ gate }) => gate)).toEqual(['treasury_content', 'required_answered']);
	});

	test('a post that is vacant or changes hands in mid-round keeps its place', async () => {
		const own = await makeWorld();
		const ministers = await addCabinet(own);
		const { name } = await addIssuedRound(own);
		await own.owner
			.updateTable('holdings')
			.set({ until: new Date('2026-03-16T09:00:00Z') })
			.where('postId', '=', ministers.care.postId)
			.execute();
		const vacant = await roundAs(own, own.secretariat, name);
		expect(vacant.addressees[0]).toMatchObject({ postId: ministers.care.postId, holderName: null });
		const successor = await join(own, 'care', 'observer');
		await own.owner
			.insertInto('holdings')
			.values({ postId: ministers.care.postId, personId: successor.personId, since: new Date('2026-03-16T09:30:00Z') })
			.execute();
		const filled = await roundAs(own, own.secretariat, name);
		expect(filled.addressees[0]?.holderPersonId).toBe(successor.personId);
	});
});

describe('the day for replies is put off', () => {
	const extendAs = async (party: Party, name: string, wanted: Partial<ExtensionInput> = {}) => {
		const { revision } = await roundAs(world, world.secretariat, name);
		return asActor(party.actor, (trx) =>
			extendRound(trx, party.actor, world.reviewId, name, {
				revision,
				replyBy: '2026-04-09',
				because: 'Easter is in between.',
				...wanted
			})
		);
	};
	const on = (party: Party, day: string): Party => ({
		...party,
		actor: { ...party.actor, now: new Date(`${day}T10:00:00Z`) }
	});
	const historyOf = async (name: string) => {
		const { id } = await roundAs(world, world.secretariat, name);
		return asActor(world.careOfficial.actor, (trx) => listExtensions(trx, id));
	};

	test('with a reason that every member reads; the day before stays in the history', async () => {
		const { name } = await addIssuedRound(world);
		const before = await roundAs(world, world.secretariat, name);
		expect(await extendAs(world.secretariat, name)).toEqual({ told: 0 });
		const after = await roundAs(world, world.secretariat, name);
		expect([after.replyBy, after.givenDays, after.shortNoticeBecause]).toEqual(['2026-04-09', 15, null]);
		await extendAs(world.secretariat, name, { replyBy: '2026-04-10', because: 'One day more.' });
		expect(
			(await historyOf(name)).map(({ earlierReplyBy, replyBy, because }) => [earlierReplyBy, replyBy, because])
		).toEqual([
			['2026-04-09', '2026-04-10', 'One day more.'],
			['2026-03-31', '2026-04-09', 'Easter is in between.']
		]);
		expect(await actsOn(world, 'round', before.id)).toEqual([
			'round.prepared',
			'round.issued',
			'round.extended',
			'round.extended'
		]);
	});

	test('by the secretariat alone, and not over somebody else’s change', async () => {
		const { name } = await addIssuedRound(world);
		for (const party of [world.chair, world.official, cabinet.care]) {
			await expect(extendAs(party, name)).rejects.toThrow(Forbidden);
		}
		await expect(extendAs(world.outsider, name)).rejects.toThrow(NotFound);
		await expect(extendAs(world.secretariat, name, { revision: 99 })).rejects.toThrow(Conflict);
		expect(await historyOf(name)).toEqual([]);
	});

	test('to a later working day of the round that is not over', async () => {
		const { name } = await addIssuedRound(world);
		for (const replyBy of ['2026-03-31', '2026-03-30', '2026-04-03', '2026-04-11']) {
			await expect(extendAs(world.secretariat, name, { replyBy })).rejects.toMatchObject({ field: 'replyBy' });
		}
		await expect(extendAs(on(world.secretariat, '2026-04-20'), name, { replyBy: '2026-04-17' })).rejects.toMatchObject({
			field: 'replyBy'
		});
	});

	test('not before the issue, after a withdrawal, nor once the chair has decided', async () => {
		const { name: preparing } = await addRound(world);
		await expect(extendAs(world.secretariat, preparing)).rejects.toThrow(/not issued yet/);

		const { name: withdrawn } = await addIssuedRound(world);
		const { actor } = world.secretariat;
		const { revision } = await roundAs(world, world.secretariat, withdrawn);
		await asActor(actor, (trx) =>
			withdrawRound(trx, actor, world.reviewId, withdrawn, { revision, because: 'Overtaken' })
		);
		await expect(extendAs(world.secretariat, withdrawn)).rejects.toThrow(/was withdrawn/);

		const { name: refused } = await addIssuedRound(world);
		const round = await roundAs(world, world.secretariat, refused);
		await world.owner
			.insertInto('clearances')
			.values({
				reviewId: world.reviewId,
				roundId: round.id,
				snapshotId: round.snapshot.id,
				outcome: 'refused',
				givenBy: 'The chair',
				source: 'Letter',
				givenOn: '2026-03-16',
				recordedByPersonId: world.secretariat.personId,
				recordedByPostId: world.secretariat.postId
			})
			.execute();
		await expect(extendAs(world.secretariat, refused)).rejects.toThrow(/has decided/);
	});

	test('after the day has passed: what came late is in time, and silence no longer counts', async () => {
		const own = await addIssuedRound(world, { recommendations: [{ leadTeamId: world.teams.care }] });
		const late = on(cabinet.careOffice, '2026-04-02');
		const round = await roundAs(world, world.secretariat, own.name);
		const care = round.addressees.find(({ teamId }) => teamId === world.teams.care);
		await asActor(late.actor, (trx) =>
			recordReply(
				trx,
				late.actor,
				world.reviewId,
				own.name,
				{
					addresseeId: care?.id ?? 0,
					stance: 'content',
					exceptions: [],
					comments: [],
					text: null,
					snapshotId: null,
					after: 0
				},
				null
			)
		);
		const lateOn = async (day: string) => {
			const { actor } = on(world.secretariat, day);
			return asActor(actor, async (trx) => {
				const now = await getRound(trx, actor, world.reviewId, own.name);
				const [first] = await readStandings(trx, actor, now);
				const [reply] = await listReplies(trx, now);
				return [first?.department?.standing.late, reply?.daysLate];
			});
		};
		expect(await lateOn('2026-04-02')).toEqual([true, 2]);
		await extendAs(on(world.secretariat, '2026-04-02'), own.name);
		expect(await lateOn('2026-04-02')).toEqual([false, null]);
	});

	test('everybody who is asked, and their office, is told once by mail that says nothing of it', async () => {
		const { name } = await addIssuedRound(world);
		vi.stubEnv('MAIL_URL', 'smtp://127.0.0.1:1');
		vi.stubEnv('MAIL_FROM', 'throughline@gov.example');
		vi.stubEnv('ORIGIN', 'https://throughline.example');
		vi.stubEnv('DEMO', '');
		try {
			expect(await extendAs(world.secretariat, name)).toEqual({ told: 0 });
			await world.owner
				.insertInto('reviewSettings')
				.values({ reviewId: world.reviewId, sendsReminders: true })
				.onConflict((conflict) => conflict.column('reviewId').doUpdateSet({ sendsReminders: true }))
				.execute();
			expect(await extendAs(world.secretariat, name, { replyBy: '2026-04-10' })).toEqual({ told: 2 });
			const queued = await world.owner.selectFrom('mail').selectAll().where('kind', '=', 'notice').execute();
			expect(queued.map(({ toPersonId }) => toPersonId).sort()).toEqual(
				[cabinet.care.personId, cabinet.careOffice.personId].sort()
			);
			for (const { subject, body } of queued) {
				expect(`${subject} ${body}`).not.toMatch(/W\d|April|health|Care/);
				expect(body.match(/https?:\S+/g)).toEqual(['https://throughline.example/']);
			}
		} finally {
			vi.unstubAllEnvs();
			await world.owner.deleteFrom('mail').execute();
			await world.owner.deleteFrom('reviewSettings').where('reviewId', '=', world.reviewId).execute();
		}
	});
});

describe('committees, periods and rules', () => {
	test('a committee is added and changed by the secretariat, each name once', async () => {
		const { actor } = world.secretariat;
		const input = {
			name: 'Social Policy Committee',
			chair: 'Lord President',
			secretary: '',
			copiedTo: '',
			replyDays: 6
		};
		const { id } = await asActor(actor, (trx) => addCommittee(trx, actor, world.reviewId, input));
		await expect(asActor(actor, (trx) => addCommittee(trx, actor, world.reviewId, input))).rejects.toThrow(
			/committees_name_key/
		);
		const edit = (party: Party, revision: number) =>
			asActor(party.actor, (trx) =>
				editCommittee(trx, party.actor, world.reviewId, id, { ...input, chair: 'Home Secretary', revision })
			);
		await expect(edit(world.official, 1)).rejects.toThrow(Forbidden);
		await edit(world.secretariat, 1);
		await expect(edit(world.secretariat, 1)).rejects.toThrow(Conflict);
		await expect(
			asActor(world.outsider.actor, (trx) =>
				editCommittee(trx, world.outsider.actor, world.outsider.actor.memberships[0]?.reviewId ?? 0, id, {
					...input,
					revision: 2
				})
			)
		).rejects.toThrow(NotFound);
		expect(await actsOn(world, 'committee', id)).toEqual(['committee.added', 'committee.edited']);
	});

	test('a period is entered and taken away; none overlaps another of its kind', async () => {
		const own = await makeWorld();
		const { actor } = own.secretariat;
		const recess = { kind: 'recess', name: 'Summer recess', startsOn: '2026-07-22', endsOn: '2026-09-01' } as const;
		await asActor(actor, (trx) => addPeriod(trx, actor, own.reviewId, recess));
		await expect(asActor(actor, (trx) => addPeriod(trx, actor, own.reviewId, recess))).rejects.toMatchObject({
			field: 'startsOn'
		});
		await expect(
			asActor(own.official.actor, (trx) => addPeriod(trx, own.official.actor, own.reviewId, recess))
		).rejects.toThrow(Forbidden);
		const [period] = await asActor(actor, (trx) => listPeriods(trx, own.reviewId));
		await asActor(actor, (trx) => removePeriod(trx, actor, own.reviewId, period?.id ?? 0));
		await expect(asActor(actor, (trx) => removePeriod(trx, actor, own.reviewId, period?.id ?? 0))).rejects.toThrow(
			NotFound
		);
		expect(await asActor(actor, (trx) => listPeriods(trx, own.reviewId))).toEqual([]);
	});

	test('rules come in as a file, never as tried, each edition once; a round keeps those it was prepared with', async () => {
		const [uk] = shippedRules;
		if (!uk) throw new Error('No rules come along');
		const { actor } = world.secretariat;
		const rules = { ...uk, key: 'elsewhere', country: 'Elsewhere', period: { ...uk.period, clearWorkingDays: 3 } };
		const { key } = await asActor(actor, (trx) => importRules(trx, actor, world.reviewId, rules));
		expect(key).toBe('elsewhere-1');
		const known = await asActor(actor, (trx) => listKnownRules(trx, world.reviewId));
		expect(known.map((each) => [each.key, each.rules.tried])).toEqual([
			['uk-1', true],
			['elsewhere-1', false]
		]);
		await expect(asActor(actor, (trx) => importRules(trx, actor, world.reviewId, rules))).rejects.toMatchObject({
			field: 'file'
		});
		await expect(
			asActor(world.chair.actor, (trx) =>
				importRules(trx, world.chair.actor, world.reviewId, { ...rules, edition: '2' })
			)
		).rejects.toThrow(Forbidden);
		const { name } = await addRound(world, { input: { rules: 'elsewhere-1' } });
		await asActor(actor, (trx) =>
			importRules(trx, actor, world.reviewId, {
				...rules,
				edition: '2',
				period: { ...rules.period, clearWorkingDays: 30 }
			})
		);
		const round = await roundAs(world, world.secretariat, name);
		expect([round.rules.edition, round.clearDays]).toEqual(['1', 3]);
	});
});

describe('the letter of a round', () => {
	test('is drafted with the round, follows it while nobody has touched it, and takes the day of the issue', async () => {
		const { name, frozen, committeeId } = await addRound(world);
		const { actor } = world.secretariat;
		const letter = async () => {
			const round = await roundAs(world, world.secretariat, name);
			return asActor(actor, (trx) => findRoundLetter(trx, round.id));
		};
		const drafted = await letter();
		expect(drafted).toMatchObject({ replyBy: '2026-03-31', stage: 'drafted', version: 1 });
		expect(drafted?.text).toContain('I should be grateful for replies by Tuesday 31 March 2026.**');
		expect(drafted?.text).toContain('I am copying this letter to the Prime Minister, members of the committee');
		expect(drafted?.text).not.toMatch(/\bR\d/);

		const { revision, snapshot } = await roundAs(world, world.secretariat, name);
		expect(drafted?.text).toContain(snapshot.sha256);
		const input = roundInput(world, frozen, committeeId, { ask: 'I seek agreement to something else.', clearDays: 6 });
		await asActor(actor, (trx) => editRound(trx, actor, world.reviewId, name, { ...input, revision }));
		expect(await letter()).toMatchObject({ replyBy: '2026-03-25', version: 2 });
		expect((await letter())?.text).toContain('I seek agreement to something else.');

		await issueAs(world.secretariat, name, { replyBy: '2026-03-18', shortNoticeBecause: 'The Budget is near.' });
		expect((await letter())?.text).toContain(
			'I am sorry for the short notice of 1 clear working day. The Budget is near.'
		);
	});

	test('is written anew by the secretariat until the issue; words that somebody changed are left alone', async () => {
		const { name } = await addRound(world);
		const { actor } = world.secretariat;
		const { id, reviewId } = await roundAs(world, world.secretariat, name);
		const letter = await asActor(actor, (trx) => findRoundLetter(trx, id));
		if (!letter) throw new Error('The round has no letter');
		await asActor(actor, (trx) =>
			editLetter(trx, actor, reviewId, letter.number, {
				addressee: 'The Chair',
				copiedTo: '',
				subject: letter.subject,
				text: 'In my own words.',
				replyBy: '2026-03-31',
				revision: letter.revision
			})
		);
		const anew = (party: Party, input: Partial<WriteAnewInput> = {}) =>
			asActor(party.actor, (trx) =>
				writeRoundLetter(trx, party.actor, reviewId, name, {
					revision: letter.revision + 1,
					replyBy: '2026-04-01',
					shortNoticeBecause: null,
					...input
				})
			);
		await expect(anew(world.official)).rejects.toThrow(Forbidden);
		await expect(anew(world.careOfficial)).rejects.toThrow(NotFound);
		await expect(anew(world.secretariat, { replyBy: '2026-04-04' })).rejects.toMatchObject({ field: 'replyBy' });
		await expect(anew(world.secretariat, { replyBy: '2026-03-19' })).rejects.toMatchObject({
			field: 'shortNoticeBecause'
		});
		await anew(world.secretariat);
		await expect(anew(world.secretariat)).rejects.toThrow(Conflict);
		const after = await asActor(actor, (trx) => findRoundLetter(trx, id));
		expect(after).toMatchObject({ replyBy: '2026-04-01', version: 3 });
		await issueAs(world.secretariat, name);
		await expect(anew(world.secretariat, { revision: after?.revision ?? 0 })).rejects.toThrow(Conflict);
	});

	test('is a document with its cover sheet in Word, OpenDocument and PDF; the sheet alone is every member’s', async () => {
		const { name } = await addIssuedRound(world);
		const model = (party: Party, part: 'cover' | 'letter') =>
			asActor(party.actor, (trx) => readRoundDocument(trx, party.actor, world.reviewId, name, part));
		for (const part of ['cover', 'letter'] as const) {
			const document = await model(world.secretariat, part);
			for (const format of ['docx', 'odt', 'pdf'] as const) {
				expect((await renderDocument(document, format)).byteLength).toBeGreaterThan(2000);
			}
		}
		expect(JSON.stringify(await model(world.observer, 'cover'))).toContain('Request for collective agreement');
		await expect(model(world.observer, 'letter')).rejects.toThrow(NotFound);
		await expect(model(world.outsider, 'cover')).rejects.toThrow(NotFound);
	});
});
