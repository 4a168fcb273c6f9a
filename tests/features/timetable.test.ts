import { beforeAll, describe, expect, test } from 'vitest';
import { hashToken } from '#lib/access/passwords.server.ts';
import { getFeed, makeFeed, openFeed, revokeFeed } from '#lib/access/calendar-feeds.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { listEntries } from '#lib/overview/timetable/entries.server.ts';
import { timetableFeed } from '#lib/overview/timetable/feed.server.ts';
import { readFixedPoints } from '#lib/overview/timetable/read.server.ts';
import { listAllNeeds } from '#lib/overview/needs.server.ts';
import { addPeriod } from '#lib/rounds/calendar/commands.server.ts';
import {
	editMilestone,
	finishMilestone,
	moveMilestone,
	planMilestone,
	planTimetable,
	removeMilestone,
	reopenMilestone
} from '#lib/timetable/commands.server.ts';
import { misfits, planDayBefore, planDaysBetween } from '#lib/timetable/plan.ts';
import {
	getTimetableSettings,
	listMoves,
	listTimetable,
	planItem,
	readPlanCalendar
} from '#lib/timetable/queries.server.ts';
import { shippedTemplate } from '#lib/timetable/templates.server.ts';
import { actsOn, makeWorld, now, type Party, type World } from '../support/world.ts';

const cabinetOn = '2026-09-15';

describe('planning back from a Cabinet date', () => {
	test('makes a milestone of every step on working days of all nations, outside recess, and keeps who did it', async () => {
		const world = await makeWorld();
		const recess = { kind: 'recess', name: 'Summer recess', startsOn: '2026-07-20', endsOn: '2026-09-01' } as const;
		await asActor(world.secretariat.actor, (trx, actor) => addPeriod(trx, actor, world.reviewId, recess));
		await plan(world);
		const { milestones, calendar, settings } = await state(world);
		expect(milestones).toHaveLength(shippedTemplate.steps.length);
		expect(settings).toMatchObject({ template: 'uk', edition: '1', revision: 2 });
		for (const { kind, dueOn, daysBefore } of milestones) {
			expect(dueOn < recess.startsOn || dueOn > recess.endsOn).toBe(true);
			expect(planDaysBetween(dueOn, cabinetOn, calendar)).toBe(daysBefore);
			if (kind === 'cabinet') expect(dueOn).toBe(cabinetOn);
		}
		expect(misfits(milestones.map(planItem), calendar)).toEqual([]);
		const treasury = milestones.find(({ kind }) => kind === 'treasury');
		expect(treasury).toMatchObject({ ownerPostId: world.treasury.postId });
		const moves = await asActor(world.observer.actor, (trx) => listMoves(trx, world.reviewId, null, 50));
		expect(moves).toHaveLength(milestones.length);
		expect(moves[0]).toMatchObject({ fromOn: null, post: expect.stringContaining('secretariat') });
		expect(new Set(moves.map(({ act }) => act)).size).toBe(1);
		const { rows } = await acts(world, 'timetable.planned');
		expect(rows).toBe(1);
	});

	test('keeps a day of its own, leaves out what is left out, and plans again without losing what is done', async () => {
		const world = await makeWorld();
		await plan(world, {
			rows: rowsOf(world)
				.filter(({ step }) => step !== 'announced')
				.map((row) => (row.step === 'letters_out' ? { ...row, day: '2026-06-24' } : row))
		});
		const before = (await state(world)).milestones;
		expect(before.find(({ step }) => step === 'letters_out')).toMatchObject({ dueOn: '2026-06-24', daysBefore: null });
		expect(before.some(({ step }) => step === 'announced')).toBe(false);
		const done = before.find(({ step }) => step === 'group_agrees');
		await act(world.chair, (trx, actor) =>
			finishMilestone(trx, actor, world.reviewId, done?.id ?? 0, { revision: 1, doneOn: '2026-03-13' })
		);
		await plan(world, { revision: 3, cabinetOn: '2026-10-15' });
		const after = (await state(world)).milestones;
		expect(after).toHaveLength(shippedTemplate.steps.length);
		expect(after.find(({ id }) => id === done?.id)).toMatchObject({ dueOn: done?.dueOn, doneOn: '2026-03-13' });
		expect(after.find(({ kind }) => kind === 'cabinet')?.dueOn).toBe('2026-10-15');
		expect(after.filter(({ kind }) => kind === 'cabinet')).toHaveLength(1);
	});

	test('is the secretariat’s, once for the plan that was shown, and in no other review', async () => {
		const world = await makeWorld();
		for (const party of [world.official, world.chair, world.observer]) {
			await expect(plan(world, {}, party)).rejects.toThrow(Forbidden);
		}
		await expect(plan(world, {}, world.outsider)).rejects.toThrow(NotFound);
		expect((await state(world)).milestones).toEqual([]);
		await plan(world);
		await expect(plan(world)).rejects.toThrow(Conflict);
		const strange = rowsOf(world).map((row) => ({ ...row, ownerPostId: world.outsider.postId }));
		await expect(plan(world, { revision: 2, rows: strange })).rejects.toThrow(Invalid);
		expect((await state(world)).settings.revision).toBe(2);
	});
});

describe('a slip', () => {
	let world: World;
	beforeAll(async () => {
		world = await makeWorld();
		await plan(world);
	});

	test('moves what depends on it in one act, and keeps what every milestone had', async () => {
		const before = await state(world);
		const issue = find(before.milestones, 'round_issued');
		const on = planDayBefore(issue.dueOn, -3, before.calendar);
		const titles = await act(world.secretariat, (trx, actor) =>
			moveMilestone(trx, actor, world.reviewId, issue.id, {
				...{ revision: before.settings.revision, on, way: 'follow' as const },
				because: 'The Treasury needs three days more'
			})
		);
		expect(titles).toEqual([
			'Write-round goes out',
			'Replies to the write-round are due',
			'Objections and conditions are settled'
		]);
		const after = await state(world);
		expect(find(after.milestones, 'round_issued')).toMatchObject({ dueOn: on, daysBefore: 21, revision: 2 });
		expect(misfits(after.milestones.map(planItem), after.calendar)).toEqual([]);
		const moves = await asActor(world.official.actor, (trx) => listMoves(trx, world.reviewId, issue.id, 10));
		expect(moves[0]).toMatchObject({ fromOn: issue.dueOn, toOn: on, because: 'The Treasury needs three days more' });
		expect(await actsOn(world, 'milestone', issue.id)).toEqual(['milestone.moved']);
	});

	test('of Cabinet takes along what is counted back from it', async () => {
		const before = await state(world);
		const cabinet = find(before.milestones, 'cabinet');
		const on = planDayBefore(cabinet.dueOn, -4, before.calendar);
		await act(world.secretariat, (trx, actor) =>
			moveMilestone(trx, actor, world.reviewId, cabinet.id, {
				...{ revision: before.settings.revision, on, way: 'follow' as const, because: null }
			})
		);
		const after = await state(world);
		for (const [index, milestone] of before.milestones.entries()) {
			expect(after.milestones[index]?.dueOn).toBe(planDayBefore(milestone.dueOn, -4, before.calendar));
		}
	});

	test('is refused to others, on a plan that changed, to the same day, on what is done, and elsewhere', async () => {
		const { milestones, settings } = await state(world);
		const { id, dueOn } = find(milestones, 'lodged');
		const input = { revision: settings.revision, on: '2026-09-30', way: 'alone' as const, because: null };
		const move = (party: Party, change: Partial<typeof input> = {}, reviewId = world.reviewId, of = id) =>
			act(party, (trx, actor) => moveMilestone(trx, actor, reviewId, of, { ...input, ...change }));
		await expect(move(world.chair)).rejects.toThrow(Forbidden);
		await expect(move(world.outsider)).rejects.toThrow(NotFound);
		await expect(move(world.secretariat, {}, world.otherReviewId)).rejects.toThrow(NotFound);
		await expect(move(world.secretariat, { revision: 1 })).rejects.toThrow(Conflict);
		await expect(move(world.secretariat, { on: dueOn })).rejects.toThrow(Invalid);
		expect((await state(world)).settings.revision).toBe(settings.revision);
		expect(find((await state(world)).milestones, 'lodged').dueOn).toBe(dueOn);
	});
});

describe('milestones', () => {
	test('are added, changed, done, undone and removed; what comes after what goes round in no circle', async () => {
		const world = await makeWorld();
		await plan(world);
		const details = {
			ownerPostId: world.official.postId,
			afterId: null,
			afterDays: null,
			afterClear: false,
			sensitive: false
		};
		const { milestones } = await state(world);
		const answers = find(milestones, 'answers_in');
		const id = await act(world.secretariat, (trx, actor) =>
			planMilestone(trx, actor, world.reviewId, {
				...{ ...details, title: 'Lines to take are agreed', dueOn: '2026-09-10', follows: true },
				...{ afterId: answers.id, afterDays: 5 }
			})
		);
		const made = (await state(world)).milestones.find((each) => each.id === id);
		expect(made).toMatchObject({
			daysBefore: 3,
			afterId: answers.id,
			afterDays: 5,
			owner: expect.stringContaining('official')
		});
		const circle = { ...details, title: answers.title, afterId: id, afterDays: 1, revision: answers.revision };
		await expect(
			act(world.secretariat, (trx, actor) => editMilestone(trx, actor, world.reviewId, answers.id, circle))
		).rejects.toThrow(Invalid);
		const edit = { ...details, title: 'Lines are agreed', sensitive: true, revision: 1 };
		const change = (party: Party) => act(party, (trx, actor) => editMilestone(trx, actor, world.reviewId, id, edit));
		await expect(change(world.official)).rejects.toThrow(Forbidden);
		await change(world.secretariat);
		await expect(change(world.secretariat)).rejects.toThrow(Conflict);

		const finish = (party: Party, revision: number) =>
			act(party, (trx, actor) => finishMilestone(trx, actor, world.reviewId, id, { revision, doneOn: '2026-03-16' }));
		await expect(finish(world.careOfficial, 2)).rejects.toThrow(Forbidden);
		await expect(finish(world.outsider, 2)).rejects.toThrow(NotFound);
		await finish(world.privateOffice, 2);
		await expect(finish(world.official, 3)).rejects.toThrow(Conflict);
		await act(world.official, (trx, actor) => reopenMilestone(trx, actor, world.reviewId, id, { revision: 3 }));
		await expect(
			act(world.official, (trx, actor) => reopenMilestone(trx, actor, world.reviewId, id, { revision: 4 }))
		).rejects.toThrow(Conflict);

		const cabinet = find(milestones, 'cabinet');
		await expect(
			act(world.secretariat, (trx, actor) => removeMilestone(trx, actor, world.reviewId, cabinet.id))
		).rejects.toThrow(Conflict);
		await act(world.secretariat, (trx, actor) => removeMilestone(trx, actor, world.reviewId, id));
		expect(await actsOn(world, 'milestone', id)).toEqual([
			...['milestone.added', 'milestone.edited', 'milestone.done', 'milestone.reopened', 'milestone.removed']
		]);
		expect(await asActor(world.official.actor, (trx) => listMoves(trx, world.reviewId, id, 5))).toHaveLength(1);
	});

	test('that are late or due soon wait for their owner, the office and the secretariat; late ones are told in working days', async () => {
		const world = await makeWorld();
		const add = (title: string, dueOn: string, ownerPostId: number | null) =>
			act(world.secretariat, (trx, actor) =>
				planMilestone(trx, actor, world.reviewId, {
					...{ title, dueOn, follows: false, ownerPostId },
					...{ afterId: null, afterDays: null, afterClear: false, sensitive: false }
				})
			);
		await add('Late one', '2026-03-11', world.minister.postId);
		await add('Far one', '2026-06-11', world.minister.postId);
		await add('Nobody’s', '2026-03-01', null);
		const waiting = async (party: Party) => {
			const [review] = await asActor(party.actor, listAllNeeds);
			return review?.needs.find(({ kind }) => kind === 'milestones')?.items.map(({ text, note }) => `${text}: ${note}`);
		};
		for (const party of [world.minister, world.privateOffice, world.secretariat]) {
			expect(await waiting(party)).toEqual([expect.stringMatching(/^Late one: Late by 3 working days/)]);
		}
		expect(await waiting(world.careOfficial)).toBeUndefined();
	});
});

describe('what the review knows already', () => {
	test('stands on the timetable for those who may know of it, and holds back what has to come after it', async () => {
		const world = await makeWorld();
		await plan(world);
		const { owner, reviewId, secretariat, minister, cabinetMinister, teams } = world;
		const by = { number: 1, reviewId };
		await owner
			.insertInto('letters')
			.values({
				...by,
				...{ kind: 'departmental', teamId: teams.families, senderPostId: minister.postId },
				...{ addresseePostId: cabinetMinister.postId, addressee: 'Secretary of State', subject: 'S', text: 'T' },
				replyBy: '2026-09-14'
			})
			.execute();
		await owner
			.insertInto('meetings')
			.values({
				...{ ...by, title: 'Secret title', meetsOn: '2026-04-01', startsAt: '10:00', place: 'Room' },
				...{ chairPostId: world.chair.postId, createdByPostId: secretariat.postId }
			})
			.execute();
		const seen = async (party: Party) => {
			const entries = await asActor(party.actor, (trx) => listEntries(trx, reviewId, '2026-03-16'));
			return entries.map(({ what }) => what);
		};
		expect(await seen(world.secretariat)).toEqual(['Meeting M1 of the group', 'Letter L1: answer due']);
		expect(await seen(world.careOfficial)).toEqual(['Meeting M1 of the group']);
		expect(await seen(world.outsider)).toEqual([]);

		await owner
			.updateTable('letters')
			.set({
				...{ clearedVersion: 1, clearedAt: now, signedBy: 'M', signedOn: '2026-03-16', signedVersion: 1 },
				...{ issuedAt: now, issuedHow: 'paper' }
			})
			.where('reviewId', '=', reviewId)
			.execute();
		const points = await asActor(secretariat.actor, async (trx) =>
			readFixedPoints(trx, reviewId, '', await listTimetable(trx, reviewId))
		);
		expect(points).toMatchObject([{ words: 'The answer to letter L1 is due', on: '2026-09-14' }]);
	});
});

describe('the private link', () => {
	test('shows what its person may see, by name and link alone; works till it is renewed or ended', async () => {
		const world = await makeWorld();
		await plan(world);
		const { id } = find((await state(world)).milestones, 'lodged');
		const token = await act(world.careOfficial, makeFeed);
		const stored = await world.owner
			.selectFrom('calendarFeeds')
			.selectAll()
			.where('personId', '=', world.careOfficial.personId)
			.executeTakeFirstOrThrow();
		expect(stored.tokenHash).toBe(hashToken(token));
		expect(JSON.stringify(stored)).not.toContain(token);
		expect(await openFeed(token, 'here', now)).toEqual({ personId: world.careOfficial.personId });
		expect(await act(world.careOfficial, getFeed)).toEqual({ madeAt: now, lastReadAt: now });
		expect(await act(world.official, getFeed)).toBeNull();

		await act(world.secretariat, (trx, actor) =>
			editMilestone(trx, actor, world.reviewId, id, {
				...{ title: 'A secret name', ownerPostId: null, afterId: null, afterDays: null, afterClear: false },
				...{ sensitive: true, revision: 1 }
			})
		);
		const file = unfolded(
			await act(world.careOfficial, (trx, actor) => timetableFeed(trx, actor, 'https://gov.example'))
		);
		expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(shippedTemplate.steps.length);
		expect(file).toContain('Write-round goes out');
		expect(file).toContain(`https://gov.example/reviews/${world.slug}/timetable/${id}`);
		expect(file).not.toContain('A secret name');
		const other = await act(world.outsider, (trx, actor) => timetableFeed(trx, actor, 'https://gov.example'));
		expect(other).not.toContain('BEGIN:VEVENT');

		const renewed = await act(world.careOfficial, makeFeed);
		expect(await openFeed(token, 'here', now)).toEqual({ personId: null });
		expect(await openFeed(renewed, 'here', now)).toEqual({ personId: world.careOfficial.personId });
		expect(await act(world.careOfficial, revokeFeed)).toBe(true);
		expect(await act(world.careOfficial, revokeFeed)).toBe(false);
		expect(await openFeed(renewed, 'here', now)).toEqual({ personId: null });
		expect(await actsOn(world, 'person', world.careOfficial.personId)).toEqual([
			...['calendar_feed.made', 'calendar_feed.made', 'calendar_feed.revoked']
		]);
	});

	test('keeps the uid of an event and counts its changes', async () => {
		const world = await makeWorld();
		await plan(world);
		const { milestones, settings } = await state(world);
		const { id, uid } = find(milestones, 'cabinet');
		const event = async () => {
			const file = unfolded(
				await act(world.official, (trx, actor) => timetableFeed(trx, actor, 'https://gov.example'))
			);
			return file.split('BEGIN:VEVENT').find((part) => part.includes(uid)) ?? '';
		};
		expect(await event()).toMatch(/SEQUENCE:1\r?\n/);
		await act(world.secretariat, (trx, actor) =>
			moveMilestone(trx, actor, world.reviewId, id, {
				...{ revision: settings.revision, on: '2026-10-25', way: 'alone' as const, because: null }
			})
		);
		expect(await event()).toMatch(/SEQUENCE:2\r?\n/);
		// The clocks change on this day.
		expect(await event()).toContain('DTSTART;VALUE=DATE:20261025');
		expect(await event()).toContain('DTEND;VALUE=DATE:20261026');
	});

	test('that is guessed again and again is slowed down, for that address alone', async () => {
		const world = await makeWorld();
		const token = await act(world.official, makeFeed);
		const address = `guesser ${world.slug}`;
		const tries: unknown[] = [];
		for (let index = 0; index < 24; index += 1) tries.push(await openFeed(`wrong-${index}`, address, now));
		expect(tries[0]).toEqual({ personId: null });
		expect(tries.at(-1)).toMatchObject({ blockedUntil: expect.any(Date) });
		expect(await openFeed(token, address, now)).toMatchObject({ blockedUntil: expect.any(Date) });
		expect(await openFeed(token, `other ${address}`, now)).toEqual({ personId: world.official.personId });
	});
});

type Work<T> = Parameters<typeof asActor<T>>[1];

function act<T>(party: Party, work: Work<T>): Promise<T> {
	return asActor(party.actor, work);
}

function rowsOf(world: World) {
	return shippedTemplate.steps.map(({ key, daysBefore, owner }) => ({
		...{ step: key, daysBefore, day: null as string | null },
		ownerPostId: world[owner].postId as number | null
	}));
}

function plan(world: World, change: Partial<Parameters<typeof planTimetable>[4]> = {}, party = world.secretariat) {
	return act(party, (trx, actor) =>
		planTimetable(trx, actor, world.reviewId, shippedTemplate, {
			...{ revision: 1, cabinetOn, nations: ['england', 'wales', 'scotland', 'northern_ireland'] },
			...{ avoidsRecess: true, avoidsPreElection: true, rows: rowsOf(world), ...change }
		})
	);
}

function state(world: World) {
	return act(world.observer, async (trx) => {
		const settings = await getTimetableSettings(trx, world.reviewId);
		return {
			settings,
			calendar: await readPlanCalendar(trx, world.reviewId, settings),
			milestones: await listTimetable(trx, world.reviewId)
		};
	});
}

function find<M extends { step: string | null }>(milestones: readonly M[], step: string): M {
	const found = milestones.find((each) => each.step === step);
	if (!found) throw new Error(`No milestone of the step ${step}`);
	return found;
}

async function acts(world: World, event: string): Promise<{ rows: number }> {
	const found = await world.owner
		.selectFrom('auditEntries')
		.select('id')
		.where('reviewId', '=', world.reviewId)
		.where('act', '=', event)
		.execute();
	return { rows: found.length };
}

/** Long lines of a calendar are folded. */
function unfolded(file: string): string {
	return file.replace(/\r\n[ \t]/g, '');
}
